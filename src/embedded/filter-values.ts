import { asNumber, type Document, typeOfValue } from './document.ts';
import { StoreError } from './errors.ts';
import { asRegExp, boundedRegExp } from './regex.ts';
import { typeNumbers } from './type-names.ts';
import { compareValues, equalValues, sameKind } from './value-order.ts';

/** Whether one value passes; a missing field comes as `undefined`. */
export type ValueTest = (value: unknown) => boolean;

/** `$eq`; null also means missing. */
export function equalTest(wanted: unknown): ValueTest {
  if (wanted === null || wanted === undefined) return (value) => value === null || value === undefined;
  if (typeof wanted === 'string') return (value) => value === wanted;
  return (value) => value !== undefined && sameKind(value, wanted) && equalValues(value, wanted);
}

/** `$in` and the list of `$nin`: values and patterns. @throws StoreError 2 when it is no list */
export function inTest(argument: unknown, operator: string): ValueTest {
  if (!Array.isArray(argument)) throw new StoreError(2, `${operator} needs an array`);
  const tests = argument.map((wanted) => {
    const pattern = asRegExp(wanted);
    return pattern === undefined ? equalTest(wanted) : regexTest(pattern);
  });
  const texts = new Set(argument.filter((wanted) => typeof wanted === 'string'));
  if (texts.size === argument.length) return (value) => typeof value === 'string' && texts.has(value);
  return (value) => tests.some((test) => test(value));
}

/** `$gt`, `$gte`, `$lt`, `$lte`: only values of the bound's kind pass. @throws StoreError 2 on a pattern */
export function orderTest(bound: unknown, holds: (order: number) => boolean, orEqual: boolean): ValueTest {
  if (asRegExp(bound) !== undefined) throw new StoreError(2, "Can't have regex as arg to a comparison");
  const type = typeOfValue(bound);
  const anyType = type === 0xff || type === 0x7f;
  if (bound === null || bound === undefined) return (value) => orEqual && (value === null || value === undefined);
  if (Number.isNaN(bound)) return (value) => orEqual && Number.isNaN(value);
  return (value) => {
    if (value === undefined) return false;
    if (!anyType && !sameKind(value, bound)) return false;
    if (Number.isNaN(value) && !anyType) return false;
    return holds(compareValues(value, bound));
  };
}

/** `$type` */
export function typeTest(argument: unknown): ValueTest {
  const types = typeNumbers(argument);
  return (value) => value !== undefined && types.has(typeOfValue(value));
}

/** `$mod` @throws StoreError 2 unless it is a divisor other than 0 and a remainder */
export function modTest(argument: unknown): ValueTest {
  const [divisor, remainder] = Array.isArray(argument) ? argument.map(asNumber) : [];
  if (divisor === undefined || remainder === undefined || Math.trunc(divisor) === 0) {
    throw new StoreError(2, 'malformed mod, needs to be an array of divisor and remainder');
  }
  return (value) => {
    const number = asNumber(value);
    return number !== undefined && Math.trunc(number) % Math.trunc(divisor) === Math.trunc(remainder);
  };
}

/** A text that matches, or the stored pattern itself. */
export function regexTest(pattern: RegExp): ValueTest {
  return (value) => (typeof value === 'string' ? pattern.test(value) : asSamePattern(value, pattern));
}

/** The pattern of `$regex` with its `$options`, bounded. @throws StoreError 2 */
export function regexArgument(argument: unknown, condition: Document): RegExp {
  const options = condition.$options;
  const pattern = asRegExp(argument);
  if (pattern !== undefined && options === undefined) return pattern;
  const source = pattern?.source ?? argument;
  if (typeof source !== 'string') throw new StoreError(2, '$regex has to be a string');
  return boundedRegExp(source, typeof options === 'string' ? options : '');
}

function asSamePattern(value: unknown, pattern: RegExp): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const stored = value as { pattern?: unknown; options?: unknown };
  return stored.pattern === pattern.source && stored.options === pattern.flags.replace('u', '');
}
