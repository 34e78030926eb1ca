type Document = Readonly<Record<string, unknown>>;

/** The types of BSON for plain values. */
const type = { double: 1, text: 2, object: 3, array: 4, flag: 8, date: 9, null: 10, int32: 16 } as const;
/** Deeper ones may hold themselves: the driver says so. */
const deepest = 50;
/** To call the encoder costs more than to write a few letters. */
const fewLetters = 48;

/**
 * Writes down documents of texts, numbers, flags, dates, lists and plain objects, byte for byte as the driver does, but at a third of its
 * cost; whatever else a value is, the driver has to write it.
 */
export class PlainBson {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #at = 0;
  #ignoreUndefined = false;

  /**
   * @param ignoreUndefined - leaves out fields without a value; otherwise they are null
   * @returns the documents one after another, in memory that is used again at the next call; `undefined` where one holds something else
   */
  write(documents: readonly Document[], ignoreUndefined: boolean): Uint8Array | undefined {
    this.#at = 0;
    this.#ignoreUndefined = ignoreUndefined;
    return documents.every((document) => this.#document(document, 0)) ? this.#bytes.subarray(0, this.#at) : undefined;
  }

  /** @returns whether it could be written */
  #document(document: Document, depth: number): boolean {
    if (depth > deepest || !isPlain(document)) return false;
    const start = this.#begin();
    for (const name of Object.keys(document)) {
      const value = document[name];
      if (value === undefined && this.#ignoreUndefined) continue;
      if (!this.#element(name, value, depth)) return false;
    }
    this.#end(start);
    return true;
  }

  #list(values: readonly unknown[], depth: number): boolean {
    if (depth > deepest) return false;
    const start = this.#begin();
    for (let index = 0; index < values.length; index += 1)
      if (!this.#element(String(index), values[index], depth)) return false;
    this.#end(start);
    return true;
  }

  #begin(): number {
    this.#reserve(4);
    this.#at += 4;
    return this.#at - 4;
  }

  #end(start: number): void {
    this.#reserve(1);
    this.#bytes[this.#at++] = 0;
    this.#bytes.writeInt32LE(this.#at - start, start);
  }

  #element(name: string, value: unknown, depth: number): boolean {
    switch (typeof value) {
      case 'string':
        return this.#name(type.text, name) && this.#text(value);
      case 'number':
        return this.#number(name, value);
      case 'boolean':
        if (!this.#name(type.flag, name)) return false;
        this.#bytes[this.#at++] = value ? 1 : 0;
        return true;
      case 'undefined':
        return this.#name(type.null, name);
      case 'object':
        if (value === null) return this.#name(type.null, name);
        if (Array.isArray(value)) return this.#name(type.array, name) && this.#list(value, depth + 1);
        if (value instanceof Date) return this.#date(name, value.getTime());
        return this.#name(type.object, name) && this.#document(value as Document, depth + 1);
      default:
        return false;
    }
  }

  /** With room for eight bytes after it. */
  #name(of: number, name: string): boolean {
    this.#reserve(name.length * 3 + 10);
    this.#bytes[this.#at++] = of;
    const bytes = this.#bytes;
    let at = this.#at;
    for (let index = 0; index < name.length; index += 1) {
      const code = name.charCodeAt(index);
      if (code === 0 || code > 0x7f) return false;
      bytes[at++] = code;
    }
    bytes[at++] = 0;
    this.#at = at;
    return true;
  }

  #text(value: string): boolean {
    this.#reserve(value.length * 3 + 5);
    const start = this.#at;
    this.#at += 4;
    this.#at = this.#letters(value);
    this.#bytes[this.#at++] = 0;
    this.#bytes.writeInt32LE(this.#at - start - 4, start);
    return true;
  }

  /** @returns where they end */
  #letters(text: string): number {
    if (text.length > fewLetters) return this.#at + this.#bytes.write(text, this.#at);
    const bytes = this.#bytes;
    let at = this.#at;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) return this.#at + bytes.write(text, this.#at);
      bytes[at++] = code;
    }
    return at;
  }

  #number(name: string, value: number): boolean {
    const isInt32 = (value | 0) === value && !Object.is(value, -0);
    if (!this.#name(isInt32 ? type.int32 : type.double, name)) return false;
    this.#at = isInt32 ? this.#bytes.writeInt32LE(value, this.#at) : this.#bytes.writeDoubleLE(value, this.#at);
    return true;
  }

  #date(name: string, ms: number): boolean {
    if (Number.isNaN(ms) || !this.#name(type.date, name)) return false;
    const high = Math.floor(ms / 0x100000000);
    this.#at = this.#bytes.writeUInt32LE(ms - high * 0x100000000, this.#at);
    this.#at = this.#bytes.writeInt32LE(high, this.#at);
    return true;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#at + bytes));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}

/** Whether it has fields and nothing else: no class of the driver's, nothing that writes itself. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !('toBSON' in value) && !('_bsontype' in value);
}
