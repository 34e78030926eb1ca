/** Files as people send them: what they are is in their first bytes, and the rest is a marker to look for. */

export function photo(marker = 'a photo'): Buffer {
  return Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from(marker.repeat(20))]);
}

export function pdf(marker = 'a document'): Buffer {
  return Buffer.from(`%PDF-1.7\n${marker}\n%%EOF`);
}

/** A program under the name of a picture. */
export const disguised = Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1');
