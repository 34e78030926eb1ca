import { type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import {
  type Condition,
  type ElementTest,
  every,
  type Matcher,
  not,
  onElement,
  onPath,
  onValues,
  onWhole,
  present,
} from './filter-conditions.ts';
import {
  equalTest,
  inTest,
  isOperatorObject,
  isPattern,
  meansYes,
  orderTest,
  patternRefused,
  sizeTest,
  typeTest,
  type ValueTest,
} from './filter-values.ts';
import { partsOf } from './paths.ts';

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

/** The paths that a filter looks at. */
export function pathsOf(filter: Document): string[] {
  return Object.entries(filter).flatMap(([name, condition]) => {
    if (!name.startsWith('$')) return [name];
    return Array.isArray(condition) ? condition.filter(isPlainObject).flatMap(pathsOf) : [];
  });
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

function notArgument(argument: unknown): Condition {
  if (isPattern(argument)) throw patternRefused();
  if (!isPlainObject(argument)) throw new StoreError(2, '$not needs a regex or a document');
  if (Object.keys(argument).length === 0) throw new StoreError(2, '$not cannot be empty');
  if (!isOperatorObject(argument)) throw new StoreError(2, `unknown operator: ${Object.keys(argument)[0]}`);
  return conditionOf(argument);
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
