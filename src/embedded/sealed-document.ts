import { crc32 } from 'node:zlib';
import { StoreError } from './errors.ts';

const sealBytes = 4;

/** A document as it is stored: its bytes, then their CRC-32. */
export function sealed(bytes: Buffer): Buffer {
  const value = Buffer.allocUnsafe(bytes.length + sealBytes);
  bytes.copy(value);
  value.writeUInt32BE(crc32(bytes), bytes.length);
  return value;
}

/** The document in a stored value, or undefined when it is not as it was written. Layout 1 stored documents without checksum. */
export function intactDocument(value: Buffer): Buffer | undefined {
  const length = value.length < 5 ? -1 : value.readInt32LE(0);
  if (length === value.length) return value;
  if (length + sealBytes !== value.length) return undefined;
  const bytes = value.subarray(0, length);
  return crc32(bytes) === value.readUInt32BE(length) ? bytes : undefined;
}

/** The document in a stored value. @throws StoreError 96 when it is not as it was written */
export function unsealed(value: Buffer): Buffer {
  const bytes = intactDocument(value);
  if (bytes !== undefined) return bytes;
  throw new StoreError(96, 'a stored document is damaged: its checksum does not match. Run `xuece store verify`.');
}
