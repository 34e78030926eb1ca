/** Texts as bytes that sort like them and end themselves: UTF-8 ended by 0; 0 and 1 inside are written as 1 1 and 1 2. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: these two are what is looked for
const lowCharacters = /[\u0000\u0001]/;

/** Whether a text needs no escapes. */
export function isPlainText(text: string): boolean {
  return !lowCharacters.test(text);
}

/** Writes a text that needs no escapes. @returns the position after it */
export function writePlainTextKey(target: Buffer, at: number, text: string): number {
  const end = at + target.write(text, at);
  target[end] = 0;
  return end + 1;
}

/** Writes UTF-8 bytes, from `start` until before `end`; they take at most twice their room and one byte. @returns the position after them */
export function writeTextKey(target: Buffer, at: number, bytes: Buffer, start: number, end: number): number {
  let to = at;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte <= 1) target[to++] = 1;
    target[to++] = byte <= 1 ? byte + 1 : byte;
  }
  target[to] = 0;
  return to + 1;
}

/** Writes a regular expression of BSON: its pattern, then its options. @returns the position after it */
export function writePatternKey(target: Buffer, at: number, bytes: Buffer, start: number, end: number): number {
  const patternEnd = bytes.indexOf(0, start);
  return writeTextKey(target, writeTextKey(target, at, bytes, start, patternEnd), bytes, patternEnd + 1, end - 1);
}
