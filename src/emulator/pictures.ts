/** Pictures by their first bytes, in hex: PNG, JPEG, GIF, BMP. */
const PICTURES: readonly (readonly [string, string])[] = [
  ['89504e470d0a1a0a', 'image/png'],
  ['ffd8ff', 'image/jpeg'],
  ['47494638', 'image/gif'],
  ['424d', 'image/bmp'],
];

/** A PNG of one dot in base64, where a picture is needed and none is given. */
export const DOT_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** The type of a picture, known by its first bytes; `undefined` for everything else. */
export function pictureType(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 8).toString('hex');
  return PICTURES.find(([magic]) => start.startsWith(magic))?.[1];
}
