import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';

const CHUNK_BYTES = 1 << 16;
const NEWLINE = 0x0a;

/**
 * Lines on disk, one per act. A line is written whole before the act is answered, so a killed process loses nothing it
 * has answered for; what a kill left of a torn last line is cut off when the file is opened.
 */
export class Journal {
  readonly #file: number;

  private constructor(file: number) {
    this.#file = file;
  }

  /** Opens or creates `path` and hands every whole line to `replay`, oldest first. */
  static open(path: string, replay: (line: string) => void): Journal {
    const file = openSync(path, existsSync(path) ? 'r+' : 'w+', 0o600);
    const kept = readLines(file, replay);
    if (kept < fstatSync(file).size) ftruncateSync(file, kept);
    closeSync(file);
    return new Journal(openSync(path, 'a'));
  }

  append(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#file, bytes, written);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Returns the length of the part that ends in a line break. */
function readLines(file: number, each: (line: string) => void): number {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let rest: Buffer = Buffer.alloc(0);
  let kept = 0;
  for (let position = 0; ; ) {
    const read = readSync(file, chunk, 0, CHUNK_BYTES, position);
    if (read === 0) return kept;
    position += read;
    rest = Buffer.concat([rest, chunk.subarray(0, read)]);
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      each(rest.subarray(0, end).toString());
      kept += end + 1;
      rest = rest.subarray(end + 1);
    }
  }
}
