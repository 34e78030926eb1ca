import { open } from 'lmdb';

/** One key and its value, both copies that stay valid. */
export interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** A stretch of keys: from `start` (included) to `end` (not included). */
export interface KeyRange {
  readonly start: Buffer;
  readonly end: Buffer;
}

/** How the LMDB files are opened. */
export interface StorageOptions {
  readonly readOnly: boolean;
  /** False switches flushing off: for measuring what it costs, and for tests that outlive no crash. */
  readonly durable: boolean;
}

/** A copy in memory that it shares with others: an allocation for each entry costs more than to read it. */
export function copied(bytes: Uint8Array, start: number, end: number): Buffer {
  const copy = Buffer.allocUnsafe(end - start);
  if (copy.length > fewBytes) copy.set(new Uint8Array(bytes.buffer, bytes.byteOffset + start, copy.length));
  else for (let at = 0; at < copy.length; at += 1) copy[at] = bytes[start + at] as number;
  return copy;
}

/** To call what copies many costs more than to copy a few. */
const fewBytes = 128;

/** Keys are bytes, as they are. */
const keyEncoder = {
  writeKey(key: Buffer, target: Uint8Array, start: number): number {
    target.set(key, start);
    return start + key.length;
  },
  readKey: copied,
};

/** Opens the LMDB files in a directory. */
export function openFiles(path: string, { readOnly, durable }: StorageOptions) {
  return open<Buffer, Buffer>({
    path,
    encoding: 'binary',
    keyEncoder,
    maxDbs: 1,
    readOnly,
    noSync: !durable,
    // Every commit is flushed before it is seen, in LMDB's own order: data, then the page that names it.
    overlappingSync: false,
  });
}

/** How LMDB reads a range: at most `limit` entries, from its end when `reverse`, behind the key `after`. */
export function rangeOptions(range: KeyRange, limit: number, reverse: boolean, after: Buffer | undefined) {
  if (reverse) {
    return after === undefined
      ? { start: range.end, end: range.start, reverse, limit, exclusiveStart: true, inclusiveEnd: true }
      : { start: after, end: range.start, reverse, limit, exclusiveStart: true, inclusiveEnd: true };
  }
  return after === undefined
    ? { start: range.start, end: range.end, limit }
    : { start: after, end: range.end, limit, exclusiveStart: true };
}
