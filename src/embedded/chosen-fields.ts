import { type Document, decode } from './document.ts';
import { ElementWalker } from './element-walker.ts';

/** Some top-level fields, to be found in raw documents without decoding the others. */
export class ChosenFields {
  readonly names: ReadonlySet<string>;
  readonly #sought: readonly { readonly name: string; readonly bytes: Buffer }[];

  constructor(names: Iterable<string>) {
    this.names = new Set(names);
    this.#sought = [...this.names].map((name) => ({ name, bytes: Buffer.from(name) }));
  }

  /** The name of the element the walker stands at, if it is one of these. */
  nameAt(walker: ElementWalker): string | undefined {
    for (const { name, bytes } of this.#sought) if (walker.nameIs(bytes)) return name;
    return undefined;
  }

  /** A document of these fields alone, as they stand in that one. */
  decode(bytes: Buffer): Document {
    const places: number[] = [];
    let length = 5;
    const walker = new ElementWalker(bytes);
    while (walker.next()) {
      if (this.nameAt(walker) === undefined) continue;
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
