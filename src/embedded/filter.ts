import { asNumber, type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import {
  equalTest,
  inTest,
  isOperatorObject,
  isPattern,
  orderTest,
  patternRefused,
  typeTest,
  type ValueTest,
} from './filter-values.ts';
import { ownField, partsOf, someValueAt } from './paths.ts';

/** Which array element made a document match: what the positional `$` of an update stands for. */
export interface MatchDetails {
  position?: number | undefined;
}

/** Decides whether a decoded document fulfils a filter; fills `details` when they are given. */
export type Matcher = (document: unknown, details?: MatchDetails) => boolean;

/** What a filter says about one path, whatever the path is. */
type Condition =
  | { readonly kind: 'test'; readonly test: ElementTest; readonly entersArrays: boolean }
  | { readonly kind: 'all'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition };

type ElementTest = (value: unknown, details?: MatchDetails) => boolean;

/**
 * Compiles a filter. Comparisons follow BSON's order and MongoDB's rules for arrays, null and missing fields.
 * @throws StoreError 2 on an operator that is unknown or not offered (regular expressions, `$expr`, `$where` …)
 */
export function compileFilter(filter: Document): Matcher {
  const tests: Matcher[] = [];
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$comment') continue;
    tests.push(name.startsWith('$') ? logical(name, condition) : onPath(partsOf(name), conditionOf(condition)));
  }
  return every(tests);
}

function every(tests: readonly Matcher[]): Matcher {
  const [first] = tests;
  if (first !== undefined && tests.length === 1) return first;
  return (document, details) => tests.every((test) => test(document, details));
}

function logical(name: string, condition: unknown): Matcher {
  if (name !== '$and' && name !== '$or' && name !== '$nor')
    throw new StoreError(2, `unknown top level operator: ${name}`);
  if (!Array.isArray(condition) || condition.length === 0) throw new StoreError(2, `${name} must be a nonempty array`);
  const parts = condition.map((part) => {
    if (!isPlainObject(part)) throw new StoreError(2, `${name} argument's entries must be objects`);
    return compileFilter(part);
  });
  if (name === '$and') return every(parts);
  if (name === '$or') return (document, details) => parts.some((part) => part(document, details));
  return (document) => !parts.some((part) => part(document));
}

/** A value to be equal to, or operators that must all hold. */
function conditionOf(condition: unknown): Condition {
  if (!isOperatorObject(condition)) {
    if (isPattern(condition)) throw patternRefused();
    return onValues(equalTest(condition));
  }
  const parts = Object.entries(condition).map(([operator, argument]) => operatorCondition(operator, argument));
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { kind: 'all', parts };
}

/** Holds when the value at the path, or one element of an array there, passes. */
function onValues(test: ValueTest): Condition {
  return { kind: 'test', test, entersArrays: true };
}

/** Holds when the value at the path itself passes, which may be an array. */
function onWhole(test: ElementTest): Condition {
  return { kind: 'test', test, entersArrays: false };
}

function not(part: Condition): Condition {
  return { kind: 'not', part };
}

function operatorCondition(operator: string, argument: unknown): Condition {
  switch (operator) {
    case '$eq':
      return onValues(equalTest(argument));
    case '$ne':
      if (isPattern(argument)) throw new StoreError(2, "Can't have regex as arg to $ne.");
      return not(onValues(equalTest(argument)));
    case '$in':
      return onValues(inTest(argument, '$in'));
    case '$nin':
      return not(onValues(inTest(argument, '$nin')));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return onValues(orderTest(argument, operator));
    case '$exists':
      return meansYes(argument) ? present : not(present);
    case '$type':
      return onValues(typeTest(argument));
    case '$not':
      return not(notArgument(argument));
    case '$elemMatch':
      return onWhole(elemMatchTest(argument));
    case '$all':
      return allCondition(argument);
    case '$size':
      return onWhole(sizeTest(argument));
    default:
      throw new StoreError(2, `unknown operator: ${operator}`);
  }
}

/** What `$exists` takes for yes: anything but false, null and 0. */
function meansYes(argument: unknown): boolean {
  return argument !== false && argument !== null && argument !== undefined && asNumber(argument) !== 0;
}

const present = onWhole((value) => value !== undefined);

function notArgument(argument: unknown): Condition {
  if (isPattern(argument)) throw patternRefused();
  if (!isPlainObject(argument)) throw new StoreError(2, '$not needs a regex or a document');
  if (Object.keys(argument).length === 0) throw new StoreError(2, '$not cannot be empty');
  if (!isOperatorObject(argument)) throw new StoreError(2, `unknown operator: ${Object.keys(argument)[0]}`);
  return conditionOf(argument);
}

function sizeTest(argument: unknown): ElementTest {
  const size = asNumber(argument);
  if (size === undefined || !Number.isInteger(size) || size < 0)
    throw new StoreError(2, 'Failed to parse $size. Expected a non-negative number');
  return (value) => Array.isArray(value) && value.length === size;
}

/** Every value is there, or for every `$elemMatch` an element; an empty list matches nothing. */
function allCondition(argument: unknown): Condition {
  if (!Array.isArray(argument)) throw new StoreError(2, '$all needs an array');
  if (argument.length === 0) return onWhole(() => false);
  const asksElements = isElemMatch(argument[0]);
  const parts = argument.map((wanted) => {
    if (isElemMatch(wanted) !== asksElements || (isOperatorObject(wanted) && !asksElements))
      throw new StoreError(2, asksElements ? '$all/$elemMatch has to be consistent' : 'no $ expressions in $all');
    return conditionOf(wanted);
  });
  return { kind: 'all', parts };
}

function isElemMatch(value: unknown): value is Document {
  return isPlainObject(value) && Object.keys(value)[0] === '$elemMatch';
}

/** One element of the array must fulfil all conditions at once. */
function elemMatchTest(argument: unknown): ElementTest {
  if (!isPlainObject(argument)) throw new StoreError(2, '$elemMatch needs an Object');
  const asksValues = isOperatorObject(argument) && !['$and', '$or', '$nor'].includes(Object.keys(argument)[0] ?? '');
  const element = asksValues ? onElement(conditionOf(argument)) : onDocument(compileFilter(argument));
  return (value, details) => {
    const position = Array.isArray(value) ? value.findIndex((one) => element(one)) : -1;
    if (position < 0) return false;
    if (details !== undefined) details.position = position;
    return true;
  };
}

/** The elements that are documents; an array counts as one whose fields are named by position. */
function onDocument(matches: Matcher): ValueTest {
  return (value) => (Array.isArray(value) ? matches({ ...value }) : isPlainObject(value) && matches(value));
}

/** The condition on one element alone: an array inside an array is not entered. */
function onElement(condition: Condition): ValueTest {
  if (condition.kind === 'test') return condition.test;
  if (condition.kind === 'not') {
    const part = onElement(condition.part);
    return (value) => !part(value);
  }
  const parts = condition.parts.map(onElement);
  return (value) => parts.every((part) => part(value));
}

function onPath(path: readonly string[], condition: Condition): Matcher {
  if (condition.kind === 'all') return every(condition.parts.map((part) => onPath(path, part)));
  if (condition.kind === 'not') {
    const part = onPath(path, condition.part);
    return (document) => !part(document);
  }
  const { test, entersArrays } = condition;
  const check = (value: unknown, position: number | undefined, details?: MatchDetails): boolean => {
    let at = position;
    if (!test(value, details)) {
      const element = entersArrays && Array.isArray(value) ? value.findIndex((one) => test(one)) : -1;
      if (element < 0) return false;
      at ??= element;
    }
    if (at !== undefined && details !== undefined) details.position = at;
    return true;
  };
  const [only] = path;
  if (only !== undefined && path.length === 1)
    return (document, details) => check(ownField(document, only), undefined, details);
  return (document, details) => someValueAt(document, path, (value, position) => check(value, position, details));
}
