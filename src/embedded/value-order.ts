import { ObjectId } from 'bson';
import { typeOfValue } from './document.ts';
import { KeyWriter } from './key-writer.ts';
import { orderOf } from './type-order.ts';

/** Compares two decoded values in MongoDB's order across types: negative, 0 or positive. `undefined` counts as null. */
export function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number' && !Number.isNaN(a) && !Number.isNaN(b)) return a - b || 0;
  if (typeof a === 'string' && typeof b === 'string' && a === b) return 0;
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id);
  return Buffer.compare(sortableBytes(a), sortableBytes(b));
}

/** True when MongoDB counts two decoded values as equal: numbers by value, documents by order of fields too. */
export function equalValues(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  return compareValues(a, b) === 0;
}

/** True when a comparison such as `$gt` may hold between the two: MongoDB compares within one kind of type only. */
export function sameKind(a: unknown, b: unknown): boolean {
  return kindOf(a) === kindOf(b);
}

function kindOf(value: unknown): number {
  return value === undefined ? orderOf(0x0a) : orderOf(typeOfValue(value));
}

/** The value as bytes that sort in MongoDB's order; equal values have equal bytes. */
export function sortableBytes(value: unknown): Buffer {
  const writer = new KeyWriter();
  return value === undefined ? writer.missing().copy() : writer.decoded(value).copy();
}

/** What an empty array sorts by: below null. */
export function emptyArrayKey(): Buffer {
  return new KeyWriter().mark('undefined').copy();
}
