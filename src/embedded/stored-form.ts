import { crc32 } from 'node:zlib';
import type { ObjectId } from 'bson';
import { encode } from './document.ts';
import { ElementWalker } from './element-walker.ts';
import { StoreError } from './errors.ts';

const idName = Buffer.from('_id');

/** The document with `_id` as its first field, as MongoDB stores it; a missing one is made. */
export function withIdFirst(bytes: Buffer, makeId: () => ObjectId): Buffer {
  const walker = new ElementWalker(bytes);
  if (walker.next() && walker.nameIs(idName)) return bytes;
  const rest = new ElementWalker(bytes);
  while (rest.next()) {
    if (!rest.nameIs(idName)) continue;
    const from = rest.nameStart - 1;
    const id = bytes.subarray(from, rest.end);
    return Buffer.concat([bytes.subarray(0, 4), id, bytes.subarray(4, from), bytes.subarray(rest.end)]);
  }
  const id = encode({ _id: makeId() });
  const made = Buffer.concat([bytes.subarray(0, 4), id.subarray(4, id.length - 1), bytes.subarray(4)]);
  made.writeInt32LE(made.length, 0);
  return made;
}

const checksumBytes = 4;

/** A document as it is stored: its bytes, then their CRC-32. */
export function withChecksum(bytes: Buffer): Buffer {
  const value = Buffer.allocUnsafe(bytes.length + checksumBytes);
  bytes.copy(value);
  value.writeUInt32BE(crc32(bytes), bytes.length);
  return value;
}

/** The document in a stored value, or undefined when it is not as it was written. Layout 1 stored documents without checksum. */
export function intactDocument(value: Buffer): Buffer | undefined {
  const length = value.length < 5 ? -1 : value.readInt32LE(0);
  if (length === value.length) return value;
  if (length + checksumBytes !== value.length) return undefined;
  const bytes = value.subarray(0, length);
  return crc32(bytes) === value.readUInt32BE(length) ? bytes : undefined;
}

/** The document in a stored value. @throws StoreError 96 when it is not as it was written */
export function storedDocument(value: Buffer): Buffer {
  const bytes = intactDocument(value);
  if (bytes !== undefined) return bytes;
  throw new StoreError(96, 'a stored document is damaged: its checksum does not match. Run `xuece store verify`.');
}
