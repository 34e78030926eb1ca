import { type Document, decode } from './document.ts';
import { ElementWalker } from './element-walker.ts';

/** Some top-level fields, to be found in raw documents without decoding the others. */
export class ChosenFields {
  readonly names: ReadonlySet<string>;
  readonly #sought: readonly Buffer[];

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
    this.#sought = [...this.names].map((name) => Buffer.from(name));
  }

  /** Which of `names` the element has that the walker stands at, counted from 0; -1 for another. */
  placeOf(walker: ElementWalker): number {
    const sought = this.#sought;
    for (let place = 0; place < sought.length; place += 1) if (walker.nameIs(sought[place] as Buffer)) return place;
    return -1;
  }

  /** A document of these fields alone, as they stand in that one. */
  decode(bytes: Buffer): Document {
    const places: number[] = [];
    let length = 5;
    const walker = new ElementWalker(bytes);
    while (walker.next()) {
      if (this.placeOf(walker) < 0) continue;
      places.push(walker.nameStart - 1, walker.end);
      length += walker.end - walker.nameStart + 1;
    }
    const found = Buffer.allocUnsafe(length);
    let at = found.writeInt32LE(length, 0);
    for (let place = 0; place < places.length; place += 2)
      at += bytes.copy(found, at, places[place], places[place + 1]);
    found[at] = 0;
    return decode(found);
  }
}
