import { bsonType } from './bson-types.ts';
import { type Document, isPlainObject, typeOfValue } from './document.ts';
import { isNotANumber, isOperatorObject, isPattern } from './filter-values.ts';
import { hasIndexPart } from './paths.ts';
import { orderOf } from './type-order.ts';

/** One end of a range. */
interface Bound {
  readonly value: unknown;
  readonly inclusive: boolean;
}

/** What a filter says about one field, as far as an index can use it. */
export interface Constraint {
  readonly path: string;
  /** The field equals one of these. */
  readonly points?: readonly unknown[];
  readonly lower?: Bound;
  readonly upper?: Bound;
  /** True when the bounds say exactly what the condition says, so that a matching entry needs no second look. */
  readonly exact: boolean;
}

/** A filter taken apart: every conjunct is a constraint or makes the filter incomplete. */
export interface Conjuncts {
  readonly constraints: readonly Constraint[];
  /** True when some part of the filter is not among the constraints. */
  readonly hasRest: boolean;
}

const rangeKinds = new Set<number>(
  [bsonType.int32, bsonType.string, bsonType.objectId, bsonType.bool, bsonType.date, bsonType.timestamp].map(orderOf),
);

/** Takes a filter apart; nested `$and` is flattened, everything else an index cannot use counts as rest. */
export function conjunctsOf(filter: Document): Conjuncts {
  const constraints: Constraint[] = [];
  let hasRest = false;
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$comment') continue;
    if (name === '$and' && Array.isArray(condition)) {
      for (const part of condition) {
        const inner = isPlainObject(part) ? conjunctsOf(part) : { constraints: [], hasRest: true };
        constraints.push(...inner.constraints);
        hasRest ||= inner.hasRest;
      }
    } else if (name.startsWith('$') || hasIndexPart(name)) hasRest = true;
    else hasRest = addField(name, condition, constraints) || hasRest;
  }
  return { constraints, hasRest };
}

/** @returns true when part of the condition is not covered by what was added */
function addField(path: string, condition: unknown, constraints: Constraint[]): boolean {
  if (!isOperatorObject(condition)) return addPoints(path, [condition], constraints);
  let hasRest = false;
  for (const [operator, argument] of Object.entries(condition)) {
    hasRest = addOperator(path, operator, argument, constraints) || hasRest;
  }
  return hasRest;
}

function addOperator(path: string, operator: string, argument: unknown, constraints: Constraint[]): boolean {
  switch (operator) {
    case '$eq':
      return addPoints(path, [argument], constraints);
    case '$in':
      return Array.isArray(argument) ? addPoints(path, argument, constraints) : true;
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return addRange(path, operator, argument, constraints);
    case '$all':
      if (Array.isArray(argument) && argument.length > 0 && !isOperatorObject(argument[0])) {
        addPoints(path, argument.slice(0, 1), constraints);
      }
      return true;
    case '$elemMatch':
      addElemMatch(path, argument, constraints);
      return true;
    default:
      return true;
  }
}

/** An array inside the array is one entry of the index, so conditions on its elements say nothing about entries. */
function addElemMatch(path: string, argument: unknown, constraints: Constraint[]): void {
  if (!isPlainObject(argument)) return;
  if (isOperatorObject(argument) && !('$elemMatch' in argument) && !('$all' in argument))
    addField(path, argument, constraints);
  else if (!isOperatorObject(argument))
    for (const inner of conjunctsOf(argument).constraints)
      if (meansPresent(inner)) constraints.push({ ...inner, path: `${path}.${inner.path}` });
}

/** False when a missing field fulfils the constraint too. */
export function meansPresent({ points }: Constraint): boolean {
  return points === undefined || points.every((value) => value !== null);
}

function addPoints(path: string, values: readonly unknown[], constraints: Constraint[]): boolean {
  if (!values.every(isPoint)) return true;
  constraints.push({ path, points: values, exact: true });
  return false;
}

/** Values that an index finds by equality. Arrays are indexed by element. */
function isPoint(value: unknown): boolean {
  return value !== undefined && !Array.isArray(value) && !isPattern(value);
}

function addRange(path: string, operator: string, value: unknown, constraints: Constraint[]): boolean {
  if (isNotANumber(value) || value === undefined || !rangeKinds.has(orderOf(typeOfValue(value)))) return true;
  const bound = { value, inclusive: operator.endsWith('e') };
  constraints.push(
    operator.startsWith('$g') ? { path, lower: bound, exact: true } : { path, upper: bound, exact: true },
  );
  return false;
}
