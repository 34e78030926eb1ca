/** Builds a BSON document from pieces of others, without decoding them. */
export class RawBuilder {
  #target: Buffer;
  #at = 0;

  /** @param bytes - about how long the document will be */
  constructor(bytes = 1024) {
    this.#target = Buffer.allocUnsafe(bytes);
  }

  /** Starts a document or array; `close` with the returned position ends it. */
  open(): number {
    const start = this.#at;
    this.#reserve(4);
    this.#at += 4;
    return start;
  }

  close(start: number): void {
    this.#reserve(1);
    this.#target[this.#at++] = 0;
    this.#target.writeInt32LE(this.#at - start, start);
  }

  /** Type and name of the next element. */
  name(type: number, name: Uint8Array): void {
    this.#reserve(name.length + 2);
    this.#target[this.#at++] = type;
    this.#target.set(name, this.#at);
    this.#at += name.length;
    this.#target[this.#at++] = 0;
  }

  /** Bytes as they are: whole elements, or the value after `name`. */
  bytes(source: Buffer, start: number, end: number): void {
    this.#reserve(end - start);
    source.copy(this.#target, this.#at, start, end);
    this.#at += end - start;
  }

  /** A copy of what was built. */
  take(): Buffer {
    const built = Buffer.from(this.#target.subarray(0, this.#at));
    this.#at = 0;
    return built;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#target.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#at + bytes));
    this.#target.copy(larger, 0, 0, this.#at);
    this.#target = larger;
  }
}
