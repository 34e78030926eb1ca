import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  type DeserializeOptions,
  Double,
  deserialize,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson';
import { bsonType } from './bson-types.ts';
import { ElementWalker } from './element-walker.ts';

/** A decoded document. int32 and fractional doubles are numbers, every other BSON type keeps its `bson` class. */
export type Document = Record<string, unknown>;

const plainTypes: DeserializeOptions = { promoteLongs: false, promoteBuffers: false, bsonRegExp: true };
/** Keeps every value in the class of its BSON type. */
export const exactTypes: DeserializeOptions = { ...plainTypes, promoteValues: false };

/** True for an object or array that is not one of BSON's value types. */
export function isPlainObject(value: unknown): value is Document {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Decodes a document so that encoding it again gives the same types.
 * A double with a whole value (5.0, -0) stays a `Double`, because a plain 5 would be written back as int32.
 */
export function decode(bytes: Uint8Array): Document {
  const buffer = asBuffer(bytes);
  if (!needsExactTypes(buffer, 0)) return deserialize(buffer, plainTypes);
  return promoteSafely(deserialize(buffer, exactTypes)) as Document;
}

/** Encodes a document; `undefined` becomes null, as the driver does by default. */
export function encode(document: Document): Buffer {
  return asBuffer(serialize(document, { ignoreUndefined: false }));
}

export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function needsExactTypes(bytes: Buffer, start: number): boolean {
  const walker = new ElementWalker(bytes, start);
  while (walker.next()) {
    switch (walker.type) {
      case bsonType.double:
        if (wouldBecomeInt(bytes.readDoubleLE(walker.start))) return true;
        break;
      case bsonType.symbol:
        return true;
      case bsonType.object:
      case bsonType.array:
        if (needsExactTypes(bytes, walker.start)) return true;
        break;
    }
  }
  return false;
}

function wouldBecomeInt(value: number): boolean {
  return Number.isInteger(value) && value >= -0x80000000 && value <= 0x7fffffff;
}

function promoteSafely(value: unknown): unknown {
  if (value instanceof Int32) return value.value;
  if (value instanceof Double) return wouldBecomeInt(value.value) ? value : value.value;
  if (Array.isArray(value)) return value.map(promoteSafely);
  if (!isPlainObject(value)) return value;
  for (const key of Object.keys(value)) value[key] = promoteSafely(value[key]);
  return value;
}

/** The number behind any of BSON's number types, or undefined. int64 and decimal128 may lose digits. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Timestamp) return undefined;
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Double || value instanceof Int32) return value.value;
  if (value instanceof Decimal128) return Number(value.toString());
  return undefined;
}

/** True where an option of a command means yes: true or a number other than 0. */
export function isTruthy(value: unknown): boolean {
  return value === true || (asNumber(value) ?? 0) !== 0;
}

/** MongoDB's number of the BSON type of a decoded value; `undefined` counts as missing (0). */
export function typeOfValue(value: unknown): number {
  if (typeof value === 'string') return bsonType.string;
  if (typeof value === 'number') {
    return Number.isInteger(value) && wouldBecomeInt(value) && !Object.is(value, -0) ? bsonType.int32 : bsonType.double;
  }
  if (typeof value === 'boolean') return bsonType.bool;
  if (value === null) return bsonType.null;
  if (value === undefined) return 0;
  if (typeof value === 'bigint') return bsonType.int64;
  if (Array.isArray(value)) return bsonType.array;
  if (value instanceof Date) return bsonType.date;
  if (value instanceof RegExp) return bsonType.regex;
  return typeOfBsonClass(value);
}

function typeOfBsonClass(value: unknown): number {
  if (value instanceof ObjectId) return bsonType.objectId;
  if (value instanceof Timestamp) return bsonType.timestamp;
  if (value instanceof Long) return bsonType.int64;
  if (value instanceof Double) return bsonType.double;
  if (value instanceof Int32) return bsonType.int32;
  if (value instanceof Decimal128) return bsonType.decimal128;
  if (value instanceof Binary || value instanceof Uint8Array) return bsonType.binary;
  if (value instanceof BSONRegExp) return bsonType.regex;
  if (value instanceof Code) return value.scope ? bsonType.codeWithScope : bsonType.code;
  if (value instanceof BSONSymbol) return bsonType.symbol;
  if (value instanceof MinKey) return bsonType.minKey;
  if (value instanceof MaxKey) return bsonType.maxKey;
  return bsonType.object;
}
