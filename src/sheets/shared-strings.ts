import { readXml } from './xml.ts';

/** The texts that cells refer to by number. */
export async function readSharedStrings(part: AsyncIterable<Buffer>): Promise<string[]> {
  const strings: string[] = [];
  const rich = new RichText();
  await readXml(part, {
    open(name) {
      if (name === 'si') rich.start();
      else rich.open(name);
    },
    close(name) {
      if (name === 'si') strings.push(rich.text);
      else rich.close(name);
    },
    text: (text) => rich.add(text),
  });
  return strings;
}

/** Gathers the text of runs in different fonts; the reading aids beside them (`rPh`) are no part of it. */
export class RichText {
  text = '';
  #run: string | undefined;
  #aids = 0;

  start(): void {
    this.text = '';
    this.#run = undefined;
    this.#aids = 0;
  }

  open(name: string): void {
    if (name === 'rPh') this.#aids += 1;
    if (name === 't' && this.#aids === 0) this.#run = '';
  }

  add(text: string): void {
    if (this.#run !== undefined) this.#run += text;
  }

  close(name: string): void {
    if (name === 'rPh') this.#aids -= 1;
    if (name !== 't' || this.#run === undefined) return;
    this.text += withoutEscapes(this.#run);
    this.#run = undefined;
  }
}

/** Characters that XML cannot hold stand as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19); an underscore before such a thing is `_x005F_`. */
export function withoutEscapes(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The opposite: a text that a reader of the standard takes for exactly itself. */
export function withEscapes(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}
