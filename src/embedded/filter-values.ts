import { BSONRegExp, BSONSymbol } from 'bson';
import { bsonType } from './bson-types.ts';
import { asNumber, type Document, isPlainObject, typeOfValue } from './document.ts';
import { StoreError } from './errors.ts';
import { typeNumbers } from './type-names.ts';
import { compareValues, equalValues, sameKind } from './value-order.ts';

/** Whether one value passes; a missing field comes as `undefined`. */
export type ValueTest = (value: unknown) => boolean;

/** True for a regular expression, which is stored and compared as a value but never searched with. */
export function isPattern(value: unknown): boolean {
  return value instanceof BSONRegExp || value instanceof RegExp;
}

/** Regular expressions as conditions are not offered. */
export function patternRefused(): StoreError {
  return new StoreError(2, 'unknown operator: $regex (regular expressions are not supported by the embedded store)');
}

/** `$eq`; null also means missing. */
export function equalTest(wanted: unknown): ValueTest {
  if (wanted === null || wanted === undefined) return (value) => value === null || value === undefined;
  if (typeof wanted === 'string') return (value) => textOf(value) === wanted;
  return (value) => value !== undefined && sameKind(value, wanted) && equalValues(value, wanted);
}

/** A text, or the deprecated type that counts as one; undefined for other values. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof BSONSymbol ? value.value : undefined;
}

/** `$in` and the list of `$nin`. @throws StoreError 2 when it is no list, or one of operators or patterns */
export function inTest(argument: unknown, operator: string): ValueTest {
  if (!Array.isArray(argument)) throw new StoreError(2, `${operator} needs an array`);
  if (argument.some(isPattern)) throw patternRefused();
  for (const wanted of argument)
    if (isOperatorObject(wanted)) throw new StoreError(2, `cannot nest $ under ${operator}`);
  const texts = new Set<unknown>(argument.filter((wanted) => typeof wanted === 'string'));
  if (texts.size === argument.length) return (value) => texts.has(textOf(value));
  const tests = argument.map(equalTest);
  return (value) => tests.some((test) => test(value));
}

/** True for `{ $gt: 1 }`, false for a document to be compared as a whole. */
export function isOperatorObject(condition: unknown): condition is Document {
  if (!isPlainObject(condition)) return false;
  const [first = ''] = Object.keys(condition);
  return first.startsWith('$') && !['$ref', '$id', '$db'].includes(first);
}

type OrderOperator = '$gt' | '$gte' | '$lt' | '$lte';

/** `$gt`, `$gte`, `$lt`, `$lte`: only values of the bound's kind pass. @throws StoreError 2 on a pattern */
export function orderTest(bound: unknown, operator: OrderOperator): ValueTest {
  if (isPattern(bound)) throw new StoreError(2, `Can't have RegEx as arg to predicate over field with ${operator}`);
  const orEqual = operator.endsWith('e');
  const sign = operator.startsWith('$g') ? 1 : -1;
  const type = typeOfValue(bound);
  const anyType = type === bsonType.minKey || type === bsonType.maxKey;
  if (bound === null || bound === undefined) return (value) => orEqual && (value === null || value === undefined);
  if (isNotANumber(bound)) return (value) => orEqual && isNotANumber(value);
  return (value) => {
    if (value === undefined) return false;
    if (!anyType && (!sameKind(value, bound) || isNotANumber(value))) return false;
    const order = sign * compareValues(value, bound);
    return order > 0 || (orEqual && order === 0);
  };
}

const notANumber = new Set(['NaN', '-NaN']);

/** NaN of a double or a decimal128, which is neither more nor less than any number. */
export function isNotANumber(value: unknown): boolean {
  return (
    Number.isNaN(value) || (typeOfValue(value) === bsonType.decimal128 && notANumber.has((value as object).toString()))
  );
}

/** `$type` */
export function typeTest(argument: unknown): ValueTest {
  const types = typeNumbers(argument);
  return (value) => value !== undefined && types.has(typeOfValue(value));
}

/** What `$exists` takes for yes: anything but false, null and 0. */
export function meansYes(argument: unknown): boolean {
  return argument !== false && argument !== null && argument !== undefined && asNumber(argument) !== 0;
}

/** `$size` @throws StoreError 2 */
export function sizeTest(argument: unknown): ValueTest {
  const size = asNumber(argument);
  if (size === undefined || !Number.isInteger(size) || size < 0)
    throw new StoreError(2, 'Failed to parse $size. Expected a non-negative number');
  return (value) => Array.isArray(value) && value.length === size;
}
