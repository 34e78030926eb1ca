import { ObjectId, serialize } from 'bson';
import { bsonType } from './bson-types.ts';
import { asBuffer } from './document.ts';
import { ElementWalker, type RawValue } from './element-walker.ts';
import { checkKeyLength } from './layout.ts';
import { writeDecimalKey, writeDoubleKey, writeLongKey } from './number-key.ts';
import { isPlainText, writePatternKey, writePlainTextKey, writeTextKey } from './text-key.ts';
import { order, orderOf } from './type-order.ts';

/**
 * Writes values as bytes that sort (memcmp) in MongoDB's order across all types.
 * Each value ends itself, so values can follow each other, ascending or descending (bytes inverted).
 */
export class KeyWriter {
  #target = Buffer.allocUnsafe(256);
  #at = 0;

  /** Starts a new key. */
  reset(): this {
    this.#at = 0;
    return this;
  }

  get length(): number {
    return this.#at;
  }

  /** Cuts the key back to an earlier length. */
  cut(length: number): void {
    this.#at = length;
  }

  uint32(value: number): this {
    this.#reserve(4);
    this.#at = this.#target.writeUInt32BE(value, this.#at);
    return this;
  }

  /** Bytes that are a key already. */
  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#target.set(bytes, this.#at);
    this.#at += bytes.length;
    return this;
  }

  /** One value; `descending` turns its order round. */
  value(value: RawValue, descending = false): this {
    const start = this.#at;
    this.#value(value.bytes, value.type, value.start, value.end);
    if (descending) this.#invertFrom(start);
    return this;
  }

  /** One decoded value; the common types go without a detour over BSON. */
  decoded(value: unknown, descending = false): this {
    const start = this.#at;
    if (typeof value === 'string' && isPlainText(value)) {
      this.#reserve(3 * value.length + 2);
      this.#byte(order.string);
      this.#at = writePlainTextKey(this.#target, this.#at, value);
    } else if (typeof value === 'number') {
      this.#reserve(10);
      this.#byte(order.number);
      this.#at = writeDoubleKey(this.#target, this.#at, value);
    } else if (value instanceof ObjectId) {
      this.#reserve(13);
      this.#byte(order.objectId);
      this.raw(value.id);
    } else return this.value(rawOf(value), descending);
    if (descending) this.#invertFrom(start);
    return this;
  }

  /** A missing field, which sorts as null. */
  missing(descending = false): this {
    return this.mark('null', descending);
  }

  /** A lone order mark: the lowest and the highest key, null, or `undefined` (which stands for an empty array). */
  mark(kind: 'minKey' | 'undefined' | 'null' | 'maxKey', descending = false): this {
    this.#reserve(1);
    this.#at = this.#target.writeUInt8(descending ? ~order[kind] & 0xff : order[kind], this.#at);
    return this;
  }

  /** A copy of the key. @throws StoreError 17280 when it is longer than an index can hold */
  take(): Buffer {
    checkKeyLength(this.#at);
    return this.copy();
  }

  /** A copy of the key of any length, for comparing only. */
  copy(): Buffer {
    return Buffer.from(this.#target.subarray(0, this.#at));
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#target.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#at + bytes));
    this.#target.copy(larger, 0, 0, this.#at);
    this.#target = larger;
  }

  #invertFrom(start: number): void {
    for (let i = start; i < this.#at; i++) this.#target[i] = ~(this.#target[i] ?? 0);
  }

  #byte(value: number): void {
    this.#target[this.#at++] = value;
  }

  #value(bytes: Buffer, type: number, start: number, end: number): void {
    this.#reserve(2 * (end - start) + (type === bsonType.decimal128 ? 1300 : 32));
    this.#byte(orderOf(type));
    switch (type) {
      case bsonType.string:
      case bsonType.symbol:
      case bsonType.code:
        this.#at = writeTextKey(this.#target, this.#at, bytes, start + 4, end - 1);
        return;
      case bsonType.int32:
        this.#at = writeDoubleKey(this.#target, this.#at, bytes.readInt32LE(start));
        return;
      case bsonType.double:
        this.#at = writeDoubleKey(this.#target, this.#at, bytes.readDoubleLE(start));
        return;
      case bsonType.int64:
        this.#at = writeLongKey(this.#target, this.#at, bytes.readBigInt64LE(start));
        return;
      case bsonType.decimal128:
        this.#at = writeDecimalKey(this.#target, this.#at, bytes.subarray(start, end));
        return;
      case bsonType.date:
        this.#at = this.#target.writeBigUInt64BE(bytes.readBigUInt64LE(start) ^ 0x8000000000000000n, this.#at);
        return;
      case bsonType.timestamp:
        this.#at = this.#target.writeBigUInt64BE(bytes.readBigUInt64LE(start), this.#at);
        return;
      case bsonType.object:
        this.#elements(bytes, start, true);
        return;
      case bsonType.array:
        this.#elements(bytes, start, false);
        return;
      case bsonType.regex:
        this.#at = writePatternKey(this.#target, this.#at, bytes, start, end);
        return;
      case bsonType.binary:
        this.#at = this.#target.writeUInt32BE(bytes.readInt32LE(start), this.#at);
        this.raw(bytes.subarray(start + 4, end));
        return;
      default:
        this.#fixed(bytes, type, start, end);
    }
  }

  #fixed(bytes: Buffer, type: number, start: number, end: number): void {
    if (type === bsonType.codeWithScope || type === bsonType.dbPointer) this.uint32(end - start);
    for (let i = start; i < end; i++) this.#byte(bytes[i] ?? 0);
  }

  /** MongoDB compares nested documents field by field: type, then name, then value; arrays have no names of their own. */
  #elements(bytes: Buffer, start: number, withNames: boolean): void {
    const walker = new ElementWalker(bytes, start);
    while (walker.next()) {
      if (withNames) {
        this.#reserve(2 * (walker.nameEnd - walker.nameStart) + 2);
        this.#byte(orderOf(walker.type));
        this.#at = writeTextKey(this.#target, this.#at, bytes, walker.nameStart, walker.nameEnd);
      }
      this.#value(bytes, walker.type, walker.start, walker.end);
    }
    this.#reserve(1);
    this.#byte(0);
  }
}

/** The raw form of a decoded value, for writing it into a key. */
function rawOf(value: unknown): RawValue {
  const bytes = asBuffer(serialize({ '': value }, { ignoreUndefined: false }));
  const walker = new ElementWalker(bytes);
  walker.next();
  return walker.value();
}
