import { StoreError } from './errors.ts';
import type { KeyRange } from './lmdb-files.ts';

/**
 * The on-disk layout, version 2. One ordered key space; every key starts with a 4-byte space number (big endian).
 *
 * | space | key after the number | value |
 * | --- | --- | --- |
 * | 0 | `v` | layout version, uint32 |
 * | 0 | `s` | next free space number, uint32 |
 * | 0 | `c` + namespace | BSON record of the collection and its indexes |
 * | 0 | `n` + space (uint32) | number of documents in that collection, uint64 |
 * | 0 | `d` + space (uint32) | empty: the space was dropped and waits to be emptied |
 * | of a collection | _id as sortable bytes | the document, BSON exactly as received, then its CRC-32, uint32 |
 * | of a unique index | fields as sortable bytes | _id as sortable bytes |
 * | of another index | fields, then _id, as sortable bytes | length of the _id part, uint16 |
 *
 * All numbers are big endian. Sortable bytes: see key-writer.ts.
 * Version 1 had no CRC-32 behind documents; its documents stay as they are until they are changed.
 */
export const layoutVersion = 2;
/** The oldest layout that can be read. */
const oldestLayout = 1;

/**
 * Longest key of an index or an _id, in bytes, with its prefix; LMDB's limit is 1978 for 4 KiB pages.
 * A longer one is refused with code 17280, as MongoDB before 4.2 did.
 */
const maxKeyBytes = 1978;

const systemSpace = Buffer.alloc(4);

function systemKey(letter: string, rest: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([systemSpace, Buffer.from(letter), rest]);
}

export const versionKey = systemKey('v');
export const nextSpaceKey = systemKey('s');

export function collectionKey(namespace: string): Buffer {
  return systemKey('c', Buffer.from(namespace));
}

export function countKey(space: number): Buffer {
  return systemKey('n', uint32(space));
}

export function droppedKey(space: number): Buffer {
  return systemKey('d', uint32(space));
}

/** Whether data or a backup of this layout can be read. */
export function isReadableLayout(version: number): boolean {
  return version >= oldestLayout && version <= layoutVersion;
}

/** All keys of one letter of the system space. */
export function systemRange(letter: 'c' | 'n' | 'd'): KeyRange {
  return { start: systemKey(letter), end: systemKey(String.fromCharCode(letter.charCodeAt(0) + 1)) };
}

/** The space number at the end of a `d` key. */
export function spaceOfKey(key: Buffer): number {
  return key.readUInt32BE(key.length - 4);
}

/** All keys of one space. */
export function spaceRange(space: number): KeyRange {
  return { start: uint32(space), end: uint32(space + 1) };
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Length of the space number before each key. */
export const prefixBytes = 4;

/** The key of `rest` in `space`. @throws StoreError 17280 when it is longer than LMDB can hold */
export function keyIn(space: number, rest: Buffer): Buffer {
  const key = Buffer.allocUnsafe(prefixBytes + rest.length);
  key.writeUInt32BE(space);
  rest.copy(key, prefixBytes);
  return checkedKey(key);
}

/** The key of an index entry that also carries the _id, because its fields need not be unique. */
export function entryKey(space: number, fields: Buffer, id: Buffer): Buffer {
  const key = Buffer.allocUnsafe(prefixBytes + fields.length + id.length);
  key.writeUInt32BE(space);
  fields.copy(key, prefixBytes);
  id.copy(key, prefixBytes + fields.length);
  return checkedKey(key);
}

function checkedKey(key: Buffer): Buffer {
  checkKeyLength(key.length);
  return key;
}

/** @throws StoreError 17280 when LMDB cannot hold a key of so many bytes */
export function checkKeyLength(bytes: number): void {
  if (bytes > maxKeyBytes) {
    throw new StoreError(17280, `index key too large: ${bytes} bytes, at most ${maxKeyBytes}`);
  }
}

/** The value beside an entry of an index that is not unique. */
export function idLengthValue(id: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(id.length);
  return bytes;
}

/** The _id part of an index entry. */
export function idOfEntry(unique: boolean, key: Buffer, value: Buffer): Buffer {
  return unique ? value : key.subarray(key.length - value.readUInt16BE());
}
