import { Context, evalExpr } from 'mingo/core';
import * as accumulatorOps from 'mingo/operators/accumulator';
import * as expressionOps from 'mingo/operators/expression';
import { $bitsAllClear, $bitsAllSet, $bitsAnyClear, $bitsAnySet } from 'mingo/operators/query';
import { Query } from 'mingo/query';
import { asNumber, type Document, isPlainObject, isTruthy, typeOfValue } from './document.ts';
import { StoreError } from './errors.ts';
import { isIndexPart, ownField, valuesAt } from './paths.ts';
import { asRegExp, boundedRegExp } from './regex.ts';
import { regexExpressions } from './regex-expressions.ts';
import { typeNumbers } from './type-names.ts';
import { compareValues, equalValues, sameKind } from './value-order.ts';

/** Decides whether a decoded document fulfils a filter. */
export type Matcher = (document: unknown) => boolean;
type ValueTest = (value: unknown) => boolean;

/** Operators taken from mingo as they are; without `scriptEnabled` there is no server-side JavaScript. */
const mingoOptions = {
  context: Context.init({
    query: { $bitsAllClear, $bitsAllSet, $bitsAnyClear, $bitsAnySet },
    expression: { ...expressionOps, ...regexExpressions },
    accumulator: { ...accumulatorOps },
  }),
  scriptEnabled: false,
};
/** Computes the value of an expression for a document. */
export type Evaluate = (document: unknown, expression: unknown) => unknown;

/** Without variables of an aggregation around it. */
const evaluateAlone: Evaluate = (document, expression) => {
  try {
    return evalExpr(document, expression, mingoOptions as never);
  } catch (error) {
    throw new StoreError(2, `$expr refused: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const bitOperators = new Set(['$bitsAllClear', '$bitsAllSet', '$bitsAnyClear', '$bitsAnySet']);

/**
 * Compiles a filter. Comparisons follow BSON's order and MongoDB's rules for arrays, null and missing fields;
 * Bit tests and `$expr` are mingo's.
 * @throws StoreError 2 on an operator that is unknown or not offered (`$where`, `$text`, `$near` …)
 */
export function compileFilter(filter: Document, evaluate: Evaluate = evaluateAlone): Matcher {
  const tests: Matcher[] = [];
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$comment') continue;
    tests.push(name.startsWith('$') ? logical(name, condition, evaluate) : field(name, condition));
  }
  const [first] = tests;
  if (first !== undefined && tests.length === 1) return first;
  return (document) => tests.every((test) => test(document));
}

function logical(name: string, condition: unknown, evaluate: Evaluate): Matcher {
  if (name === '$expr') return (document) => isTrueExpression(evaluate(document, condition));
  if (name !== '$and' && name !== '$or' && name !== '$nor')
    throw new StoreError(2, `unknown top level operator: ${name}`);
  if (!Array.isArray(condition) || condition.length === 0) throw new StoreError(2, `${name} must be a nonempty array`);
  const parts = condition.map((part) => {
    if (!isPlainObject(part)) throw new StoreError(2, `${name} entries need to be full objects`);
    return compileFilter(part, evaluate);
  });
  if (name === '$and') return (document) => parts.every((part) => part(document));
  if (name === '$or') return (document) => parts.some((part) => part(document));
  return (document) => !parts.some((part) => part(document));
}

function isTrueExpression(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false && value !== 0;
}

function mingoMatcher(filter: Document): Matcher {
  const query = new Query(filter, mingoOptions);
  return (document) => query.test(document as Document);
}

function field(path: string, condition: unknown): Matcher {
  if (!isOperatorObject(condition)) {
    const pattern = asRegExp(condition);
    return onAny(path, pattern === undefined ? equalTest(condition) : regexTest(pattern));
  }
  const tests = Object.entries(condition).flatMap(([operator, argument]) => {
    if (operator === '$options') return [];
    return [operatorTest(path, operator, argument, condition)];
  });
  return (document) => tests.every((test) => test(document));
}

/** True for `{ $gt: 1 }`, false for a document to be compared as a whole. @throws StoreError 2 when both are mixed */
export function isOperatorObject(condition: unknown): condition is Document {
  if (!isPlainObject(condition)) return false;
  const names = Object.keys(condition);
  return names.length > 0 && (names[0]?.startsWith('$') ?? false) && names[0] !== '$ref' && names[0] !== '$id';
}

function operatorTest(path: string, operator: string, argument: unknown, condition: Document): Matcher {
  switch (operator) {
    case '$eq':
      return onAny(path, equalTest(argument));
    case '$ne':
      return negate(onAny(path, equalTest(argument)));
    case '$in':
      return onAny(path, inTest(argument, '$in'));
    case '$nin':
      return negate(onAny(path, inTest(argument, '$nin')));
    case '$gt':
      return onAny(
        path,
        orderTest(argument, (order) => order > 0, false),
      );
    case '$gte':
      return onAny(
        path,
        orderTest(argument, (order) => order >= 0, true),
      );
    case '$lt':
      return onAny(
        path,
        orderTest(argument, (order) => order < 0, false),
      );
    case '$lte':
      return onAny(
        path,
        orderTest(argument, (order) => order <= 0, true),
      );
    case '$exists':
      return existsTest(path, isTruthy(argument));
    case '$type':
      return onAny(path, typeTest(argument));
    case '$not':
      return negate(notArgument(path, argument));
    case '$elemMatch':
      return elemMatchTest(path, argument);
    case '$regex':
      return onAny(path, regexTest(regexArgument(argument, condition)));
    default:
      return rarerTest(path, operator, argument);
  }
}

function regexArgument(argument: unknown, condition: Document): RegExp {
  const options = condition.$options;
  const pattern = asRegExp(argument);
  if (pattern !== undefined && options === undefined) return pattern;
  const source = pattern?.source ?? argument;
  if (typeof source !== 'string') throw new StoreError(2, '$regex has to be a string');
  return boundedRegExp(source, typeof options === 'string' ? options : '');
}

function notArgument(path: string, argument: unknown): Matcher {
  if (!isOperatorObject(argument) && asRegExp(argument) === undefined) {
    throw new StoreError(2, '$not needs a regex or a document');
  }
  return field(path, argument);
}

function rarerTest(path: string, operator: string, argument: unknown): Matcher {
  if (operator === '$all') return allTest(path, argument);
  if (operator === '$size') return sizeTest(path, argument);
  if (operator === '$mod') return onAny(path, modTest(argument));
  if (bitOperators.has(operator)) return mingoMatcher({ [path]: { [operator]: argument } });
  throw new StoreError(2, `unknown operator: ${operator}`);
}

function sizeTest(path: string, argument: unknown): Matcher {
  const size = asNumber(argument);
  if (size === undefined || !Number.isInteger(size) || size < 0)
    throw new StoreError(2, 'Failed to parse $size. Expected a whole number of 0 or more');
  return (document) => valuesAt(document, path).some((value) => Array.isArray(value) && value.length === size);
}

function modTest(argument: unknown): ValueTest {
  const [divisor, remainder] = Array.isArray(argument) ? argument.map(asNumber) : [];
  if (divisor === undefined || remainder === undefined || Math.trunc(divisor) === 0) {
    throw new StoreError(2, 'malformed mod, needs to be an array of divisor and remainder');
  }
  return (value) => {
    const number = asNumber(value);
    return number !== undefined && Math.trunc(number) % Math.trunc(divisor) === Math.trunc(remainder);
  };
}

function allTest(path: string, argument: unknown): Matcher {
  if (!Array.isArray(argument)) throw new StoreError(2, '$all needs an array');
  const tests = argument.map((wanted) =>
    field(path, isOperatorObject(wanted) || asRegExp(wanted) ? wanted : { $eq: wanted }),
  );
  return (document) => tests.length > 0 && tests.every((test) => test(document));
}

/** Holds when the value at the path, or one element of an array there, passes. */
function onAny(path: string, test: ValueTest): Matcher {
  const passes = (value: unknown): boolean => test(value) || (Array.isArray(value) && value.some(test));
  if (!path.includes('.')) return (document) => passes(ownField(document, path));
  return (document) => valuesAt(document, path).some(passes);
}

function negate(test: Matcher): Matcher {
  return (document) => !test(document);
}

function equalTest(wanted: unknown): ValueTest {
  if (wanted === null || wanted === undefined) return (value) => value === null || value === undefined;
  if (typeof wanted === 'string') return (value) => value === wanted;
  return (value) => value !== undefined && sameKind(value, wanted) && equalValues(value, wanted);
}

function inTest(argument: unknown, operator: string): ValueTest {
  if (!Array.isArray(argument)) throw new StoreError(2, `${operator} needs an array`);
  const tests = argument.map((wanted) => {
    const pattern = asRegExp(wanted);
    return pattern === undefined ? equalTest(wanted) : regexTest(pattern);
  });
  const texts = new Set(argument.filter((wanted) => typeof wanted === 'string'));
  if (texts.size === argument.length) return (value) => typeof value === 'string' && texts.has(value);
  return (value) => tests.some((test) => test(value));
}

function orderTest(bound: unknown, holds: (order: number) => boolean, orEqual: boolean): ValueTest {
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

function existsTest(path: string, wanted: boolean): Matcher {
  return (document) => valuesAt(document, path).some((value) => value !== undefined) === wanted;
}

function typeTest(argument: unknown): ValueTest {
  const types = typeNumbers(argument);
  return (value) => value !== undefined && types.has(typeOfValue(value));
}

function regexTest(pattern: RegExp): ValueTest {
  return (value) => (typeof value === 'string' ? pattern.test(value) : asSamePattern(value, pattern));
}

function asSamePattern(value: unknown, pattern: RegExp): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const stored = value as { pattern?: unknown; options?: unknown };
  return stored.pattern === pattern.source && stored.options === pattern.flags.replace('u', '');
}

/** One element of the array must fulfil all conditions at once. */
function elemMatchTest(path: string, argument: unknown): Matcher {
  if (!isPlainObject(argument)) throw new StoreError(2, '$elemMatch needs an Object');
  const onValues = isOperatorObject(argument) && !['$and', '$or', '$nor'].includes(Object.keys(argument)[0] ?? '');
  const wrapped = onValues ? field('v', argument) : compileFilter(argument);
  const element: ValueTest = onValues
    ? (value) => wrapped({ v: value })
    : (value) => (isPlainObject(value) || Array.isArray(value)) && wrapped(value);
  const holds = (value: unknown): boolean => Array.isArray(value) && value.some(element);
  return (document) => valuesAt(document, path).some(holds);
}

/** The position of the first array element that made the document match, for the positional `$` of updates. */
export function matchedPosition(document: Document, filter: Document, arrayPath: string): number | undefined {
  const array = valuesAt(document, arrayPath).find(Array.isArray) as unknown[] | undefined;
  if (array === undefined) return undefined;
  const tests: Matcher[] = [];
  gatherPositional(filter, arrayPath, tests);
  const position = array.findIndex((element) => tests.every((test) => test({ v: [element] })));
  return tests.length === 0 || position < 0 ? undefined : position;
}

function gatherPositional(filter: Document, arrayPath: string, tests: Matcher[]): void {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition)) {
      for (const part of condition) if (isPlainObject(part)) gatherPositional(part, arrayPath, tests);
    } else if (name === arrayPath) tests.push(field('v', condition));
    else if (name.startsWith(`${arrayPath}.`)) tests.push(field(`v.${name.slice(arrayPath.length + 1)}`, condition));
  }
}

/** True when the path names an array element by number, which indexes do not follow. */
export function hasIndexPart(path: string): boolean {
  return path.split('.').some(isIndexPart);
}
