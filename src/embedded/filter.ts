import { asNumber, type Document, isPlainObject, isTruthy } from './document.ts';
import { StoreError } from './errors.ts';
import { bitOperators, type Evaluate, evaluateAlone, isTrueExpression, mingoMatcher } from './filter-expressions.ts';
import {
  equalTest,
  inTest,
  modTest,
  orderTest,
  regexArgument,
  regexTest,
  typeTest,
  type ValueTest,
} from './filter-values.ts';
import { ownField, valuesAt } from './paths.ts';
import { asRegExp } from './regex.ts';

/** Decides whether a decoded document fulfils a filter. */
export type Matcher = (document: unknown) => boolean;

/**
 * Compiles a filter. Comparisons follow BSON's order and MongoDB's rules for arrays, null and missing fields;
 * bit tests and `$expr` are mingo's.
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

/** What a filter says about one path: a value, a pattern, or operators that must all hold. */
export function field(path: string, condition: unknown): Matcher {
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

/** True for `{ $gt: 1 }`, false for a document to be compared as a whole. */
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

function existsTest(path: string, wanted: boolean): Matcher {
  return (document) => valuesAt(document, path).some((value) => value !== undefined) === wanted;
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
