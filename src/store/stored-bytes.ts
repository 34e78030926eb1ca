/** Bytes as they were stored: the driver hands them over in an object of its own. */
export function storedBytes(stored: Buffer | { buffer: unknown }): Buffer {
  if (Buffer.isBuffer(stored)) return stored;
  if (!(stored.buffer instanceof Uint8Array)) throw new Error('what is stored is no bytes');
  return Buffer.from(stored.buffer);
}
