import { BSONRegExp, Decimal128, Double, deserialize, Int32, Long, serialize, Timestamp } from 'bson';
import { asBuffer, type Document, isPlainObject } from './document.ts';
import { asRegExp } from './regex.ts';

/** Decodes for calculating: every number that a double holds exactly becomes a plain number. */
export function decodeForPipeline(bytes: Buffer): Document {
  return deserialize(bytes, { promoteLongs: true, promoteBuffers: false, bsonRegExp: true });
}

/** Encodes a result; a field an expression left without a value is left out. */
export function encodeResult(document: Document): Buffer {
  return asBuffer(serialize(document, { ignoreUndefined: true }));
}

/** Number classes become numbers and patterns regular expressions, as mingo expects them. */
export function plainValue(value: unknown): unknown {
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Timestamp || value instanceof Decimal128) return value;
  if (value instanceof Long) return Number.isSafeInteger(value.toNumber()) ? value.toNumber() : value;
  if (value instanceof BSONRegExp || value instanceof RegExp) return asRegExp(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainValue(inner)]));
}
