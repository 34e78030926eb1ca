import { deserialize, Long } from 'bson';
import { bsonType } from './bson-types.ts';
import { FieldPlace } from './field-place.ts';

type Document = Record<string, unknown>;

/** More places are not kept in mind. */
const mostPlaces = 20_000;
/** Values that are no texts, numbers, flags, dates, lists or plain objects are left to the driver's decoder, and so are broken bytes. */
const notPlain = new Error('not plain');
/** Names that mean something else to the driver's decoder. */
const isSpecial = (name: string) => name.startsWith('$') || name === '__proto__';

/**
 * Decodes answers exactly as the driver's decoder does with its usual options, in a fraction of its time: names are recognised by what stood
 * there in the documents before, and so are texts and instants that are the same as in the document before, which then are in memory once.
 */
export class PlainReader {
  #root = new FieldPlace(Buffer.alloc(0));
  #places = 0;
  #bytes: Buffer = Buffer.alloc(0);
  /** Counts what was read. */
  #turn = 0;

  read(bytes: Buffer): Document {
    this.#bytes = bytes;
    this.#turn += 1;
    try {
      return this.#document(0, bytes.length, this.#root);
    } catch {
      // Also what reaches beyond the bytes, or lies too deep: the driver's decoder takes it or says what is wrong.
      return deserialize(bytes);
    } finally {
      this.#bytes = Buffer.alloc(0);
      if (this.#places > mostPlaces) this.#forget();
    }
  }

  #forget(): void {
    this.#root = new FieldPlace(Buffer.alloc(0));
    this.#places = 0;
  }

  #document(start: number, limit: number, owner: FieldPlace): Document {
    const bytes = this.#bytes;
    const document: Document = {};
    const end = this.#endOf(start, limit);
    let at = start + 4;
    owner.inner ??= new FieldPlace(owner.bytes);
    let place = owner.inner;
    while (at < end) {
      const type = bytes[at] as number;
      place = this.#placeAt(at + 1, place);
      at += place.bytes.length + 2;
      document[place.name] = this.#value(type, at, end, place);
      at = this.#after(type, at);
    }
    if (at !== end) throw notPlain;
    return document;
  }

  #list(start: number, limit: number, owner: FieldPlace): unknown[] {
    const bytes = this.#bytes;
    const list: unknown[] = [];
    const end = this.#endOf(start, limit);
    let at = start + 4;
    while (at < end) {
      const type = bytes[at] as number;
      // Their names are their positions; the last byte is 0.
      for (at += 1; bytes[at] !== 0; ) at += 1;
      at += 1;
      list.push(this.#value(type, at, end, owner));
      at = this.#after(type, at);
    }
    if (at !== end) throw notPlain;
    return list;
  }

  /** Where the last byte of the document is, which is 0. */
  #endOf(start: number, limit: number): number {
    const size = this.#bytes.readInt32LE(start);
    const end = start + size - 1;
    if (size < 5 || end >= limit || this.#bytes[end] !== 0) throw notPlain;
    return end;
  }

  #placeAt(start: number, before: FieldPlace): FieldPlace {
    const { next } = before;
    if (next !== undefined && this.#isAt(start, next.bytes)) return next;
    const found = before.following.find(({ bytes }) => this.#isAt(start, bytes)) ?? this.#newPlace(start, before);
    before.next = found;
    return found;
  }

  #newPlace(start: number, before: FieldPlace): FieldPlace {
    const end = this.#bytes.indexOf(0, start);
    if (end < 0) throw notPlain;
    const place = new FieldPlace(Buffer.from(this.#bytes.subarray(start, end)));
    if (isSpecial(place.name)) throw notPlain;
    before.following.push(place);
    this.#places += 1;
    return place;
  }

  #isAt(start: number, name: Buffer): boolean {
    const bytes = this.#bytes;
    const { length } = name;
    if (bytes[start + length] !== 0) return false;
    for (let index = 0; index < length; index += 1) if (bytes[start + index] !== name[index]) return false;
    return true;
  }

  #value(type: number, at: number, limit: number, place: FieldPlace): unknown {
    const bytes = this.#bytes;
    switch (type) {
      case bsonType.string:
        return this.#text(at + 4, this.#textEndOf(at, limit), place);
      case bsonType.int32:
        return bytes.readInt32LE(at);
      case bsonType.double:
        return bytes.readDoubleLE(at);
      case bsonType.date:
        return this.#instant(bytes.readInt32LE(at + 4) * 0x1_0000_0000 + bytes.readUInt32LE(at), place);
      case bsonType.bool:
        if ((bytes[at] as number) > 1) throw notPlain;
        return bytes[at] === 1;
      case bsonType.object:
        return this.#document(at, limit, place);
      case bsonType.array:
        return this.#list(at, limit, place);
      case bsonType.null:
        return null;
      case bsonType.int64:
        return numberOf(new Long(bytes.readInt32LE(at), bytes.readInt32LE(at + 4)));
      default:
        throw notPlain;
    }
  }

  #after(type: number, at: number): number {
    switch (type) {
      case bsonType.string:
        return at + 4 + this.#bytes.readInt32LE(at);
      case bsonType.object:
      case bsonType.array:
        return at + this.#bytes.readInt32LE(at);
      case bsonType.int32:
        return at + 4;
      case bsonType.bool:
        return at + 1;
      case bsonType.null:
        return at;
      default:
        return at + 8;
    }
  }

  /** Where the 0 behind a text is. */
  #textEndOf(at: number, limit: number): number {
    const size = this.#bytes.readInt32LE(at);
    const end = at + 3 + size;
    if (size < 1 || end >= limit || this.#bytes[end] !== 0) throw notPlain;
    return end;
  }

  #text(start: number, end: number, place: FieldPlace): string {
    if (place.textIn === this.#turn && this.#isSame(start, end, place)) return place.text;
    const text = this.#bytes.toString('utf8', start, end);
    // It may stand for bytes that are no text, which the driver's decoder refuses.
    if (text.includes('\uFFFD')) throw notPlain;
    place.text = text;
    place.textIn = this.#turn;
    place.textStart = start;
    place.textEnd = end;
    return text;
  }

  #instant(time: number, place: FieldPlace): Date {
    if (place.instantIn === this.#turn && place.instant?.getTime() === time) return place.instant;
    const instant = new Date(time);
    place.instant = instant;
    place.instantIn = this.#turn;
    return instant;
  }

  /** Whether the text is the last one of this place. They differ at their ends more often than at their beginnings. */
  #isSame(start: number, end: number, { textStart, textEnd }: FieldPlace): boolean {
    if (end - start !== textEnd - textStart) return false;
    const bytes = this.#bytes;
    for (let at = end - 1, other = textEnd - 1; at >= start; at -= 1, other -= 1)
      if (bytes[at] !== bytes[other]) return false;
    return true;
  }
}

const greatest = Long.fromNumber(2 ** 53);
const least = greatest.negate();

/** As the driver shows it: a number where that is exact. */
function numberOf(long: Long): number | Long {
  return long.lessThanOrEqual(greatest) && long.greaterThanOrEqual(least) ? long.toNumber() : long;
}
