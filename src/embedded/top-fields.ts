import { ElementWalker, type RawValue } from './element-walker.ts';

/** Numbers kept of each field. */
const perField = 5;

/** The top-level fields of a document, for whoever looks for several: it is walked once. */
export class TopFields {
  readonly bytes: Buffer;
  /** Of each field its type, where its name starts and ends, where its value starts and ends. */
  readonly #places: number[] = [];

  /** @throws StoreError 22 on bytes that are not BSON */
  constructor(bytes: Buffer) {
    this.bytes = bytes;
    const walker = new ElementWalker(bytes);
    while (walker.next()) this.#places.push(walker.type, walker.nameStart, walker.nameEnd, walker.start, walker.end);
  }

  /** As `findField`. */
  find(name: Buffer): RawValue | undefined {
    const places = this.#places;
    for (let at = 0; at < places.length; at += perField) {
      const [nameStart = 0, nameEnd = 0] = [places[at + 1], places[at + 2]];
      if (nameEnd - nameStart !== name.length || !this.#isNamed(name, nameStart)) continue;
      return { bytes: this.bytes, type: places[at] ?? 0, start: places[at + 3] ?? 0, end: places[at + 4] ?? 0 };
    }
    return undefined;
  }

  #isNamed(name: Buffer, start: number): boolean {
    for (let index = 0; index < name.length; index += 1) if (this.bytes[start + index] !== name[index]) return false;
    return true;
  }
}
