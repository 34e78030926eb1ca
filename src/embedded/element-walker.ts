import { bsonType } from './bson-types.ts';
import { StoreError } from './errors.ts';

/** Where one value lies inside a buffer of BSON bytes. */
export interface RawValue {
  readonly bytes: Buffer;
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

/** Bytes that are no BSON: code 22. */
export function invalid(why: string): StoreError {
  return new StoreError(22, `invalid BSON: ${why}`);
}

function endOfCString(bytes: Buffer, start: number, limit: number): number {
  const end = bytes.indexOf(0, start);
  if (end < 0 || end >= limit) throw invalid('unterminated name');
  return end;
}

/** The length written at `start`. @throws StoreError 22 when it leads beyond `limit` */
export function lengthAt(bytes: Buffer, start: number, limit: number, smallest: number): number {
  if (start + 4 > limit) throw invalid('length outside its document');
  const length = bytes.readInt32LE(start);
  if (length < smallest || start + length > limit) throw invalid('length outside its document');
  return length;
}

/** The end of the value of `type` that starts at `start`; nested documents are not looked into. */
function valueEnd(bytes: Buffer, type: number, start: number, limit: number): number {
  switch (type) {
    case bsonType.int32:
      return start + 4;
    case bsonType.double:
    case bsonType.date:
    case bsonType.timestamp:
    case bsonType.int64:
      return start + 8;
    case bsonType.objectId:
      return start + 12;
    case bsonType.decimal128:
      return start + 16;
    case bsonType.bool:
      return start + 1;
    case bsonType.null:
    case bsonType.undefined:
    case bsonType.minKey:
    case bsonType.maxKey:
      return start;
    case bsonType.string:
    case bsonType.code:
    case bsonType.symbol:
      return stringEnd(bytes, start, limit);
    case bsonType.object:
    case bsonType.array:
      return start + lengthAt(bytes, start, limit, 5);
    case bsonType.codeWithScope:
      return start + lengthAt(bytes, start, limit, 14);
    case bsonType.binary:
      return start + 5 + binaryLength(bytes, start, limit);
    case bsonType.regex:
      return endOfCString(bytes, endOfCString(bytes, start, limit) + 1, limit) + 1;
    case bsonType.dbPointer:
      return stringEnd(bytes, start, limit) + 12;
    default:
      throw invalid(`unknown type 0x${type.toString(16)}`);
  }
}

function binaryLength(bytes: Buffer, start: number, limit: number): number {
  if (start + 5 > limit) throw invalid('length outside its document');
  const length = bytes.readInt32LE(start);
  if (length < 0) throw invalid('negative length');
  return length;
}

/** The end of the string that starts at `start` with its length. @throws StoreError 22 */
export function stringEnd(bytes: Buffer, start: number, limit: number): number {
  if (start + 5 > limit) throw invalid('length outside its document');
  const length = bytes.readInt32LE(start);
  const end = start + 4 + length;
  if (length < 1 || end > limit || bytes[end - 1] !== 0) throw invalid('string without its end');
  return end;
}

/**
 * Walks the elements of one document level without decoding values.
 * Each `next()` moves on and fills `type`, `nameStart`, `nameEnd`, `start` and `end`.
 */
export class ElementWalker {
  readonly bytes: Buffer;
  type = 0;
  nameStart = 0;
  nameEnd = 0;
  start = 0;
  end = 0;
  #position: number;
  readonly #limit: number;

  /** @param bytes - a buffer that holds a document at `start` */
  constructor(bytes: Buffer, start = 0) {
    const length = lengthAt(bytes, start, bytes.length, 5);
    this.bytes = bytes;
    this.#position = start + 4;
    this.#limit = start + length - 1;
    if (bytes[this.#limit] !== 0) throw invalid('document without its end');
  }

  /** False at the end of the document. @throws StoreError 22 on bytes that are not BSON */
  next(): boolean {
    if (this.#position >= this.#limit) {
      if (this.#position > this.#limit) throw invalid('element beyond its document');
      return false;
    }
    const bytes = this.bytes;
    this.type = bytes[this.#position] ?? 0;
    this.nameStart = this.#position + 1;
    let at = this.nameStart;
    while (at < this.#limit && bytes[at] !== 0) at++;
    if (at >= this.#limit) throw invalid('unterminated name');
    this.nameEnd = at;
    this.start = at + 1;
    this.end = valueEnd(bytes, this.type, this.start, this.#limit);
    if (this.end > this.#limit) throw invalid('element beyond its document');
    this.#position = this.end;
    return true;
  }

  name(): string {
    return this.bytes.toString('utf8', this.nameStart, this.nameEnd);
  }

  nameIs(name: Buffer): boolean {
    if (this.nameEnd - this.nameStart !== name.length) return false;
    for (let i = 0; i < name.length; i++) if (this.bytes[this.nameStart + i] !== name[i]) return false;
    return true;
  }

  value(): RawValue {
    return { bytes: this.bytes, type: this.type, start: this.start, end: this.end };
  }
}

/** The value of the top-level field `name`, or undefined when it is missing. */
export function findField(bytes: Buffer, name: Buffer): RawValue | undefined {
  const walker = new ElementWalker(bytes);
  while (walker.next()) if (walker.nameIs(name)) return walker.value();
  return undefined;
}

/** The documents inside the array value, as slices of the same memory. @throws StoreError 14 when one is not a document */
export function documentsOfArray(array: RawValue): Buffer[] {
  const documents: Buffer[] = [];
  const walker = new ElementWalker(array.bytes, array.start);
  while (walker.next()) {
    if (walker.type !== bsonType.object) throw new StoreError(14, 'array element is not an object');
    documents.push(array.bytes.subarray(walker.start, walker.end));
  }
  return documents;
}
