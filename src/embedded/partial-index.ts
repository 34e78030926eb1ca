import { type Constraint, conjunctsOf, meansPresent } from './constraints.ts';
import { type Document, isPlainObject, isTruthy } from './document.ts';
import { compareValues, equalValues, sameKind } from './value-order.ts';

/** True when every document that fulfils `filter` surely fulfils `partial`, the filter of a partial index. @param known - what `filter` asks for */
export function implies(filter: Document, partial: Document, known: readonly Constraint[]): boolean {
  return Object.entries(partial).every(([path, condition]) => {
    if (path === '$and' && Array.isArray(condition))
      return condition.every((part) => isPlainObject(part) && implies(filter, part, known));
    if (path in filter && equalValues(filter[path], condition)) return true;
    const own = known.filter((constraint) => constraint.path === path);
    if (isPlainObject(condition) && Object.keys(condition).every((operator) => operator === '$exists')) {
      return isTruthy(condition.$exists) && own.some(meansPresent);
    }
    const wanted = conjunctsOf({ [path]: condition });
    return !wanted.hasRest && wanted.constraints.every((constraint) => own.some((fact) => isWithin(fact, constraint)));
  });
}

/** True when every value the fact allows is allowed by the wanted constraint. */
function isWithin(fact: Constraint, wanted: Constraint): boolean {
  if (fact.points !== undefined) return fact.points.length > 0 && fact.points.every((value) => allows(wanted, value));
  if (wanted.points !== undefined) return false;
  if (wanted.lower !== undefined) return fact.lower !== undefined && atLeast(fact.lower, wanted.lower);
  if (wanted.upper !== undefined) return fact.upper !== undefined && atMost(fact.upper, wanted.upper);
  return false;
}

function allows(wanted: Constraint, value: unknown): boolean {
  if (wanted.points !== undefined) return wanted.points.some((point) => equalValues(point, value));
  const bound = wanted.lower ?? wanted.upper;
  if (bound === undefined || !sameKind(bound.value, value)) return false;
  const order = compareValues(value, bound.value);
  return (order === 0 && bound.inclusive) || (wanted.lower === undefined ? order < 0 : order > 0);
}

function atLeast(fact: NonNullable<Constraint['lower']>, wanted: NonNullable<Constraint['lower']>): boolean {
  const order = sameKind(fact.value, wanted.value) ? compareValues(fact.value, wanted.value) : -1;
  return order > 0 || (order === 0 && (wanted.inclusive || !fact.inclusive));
}

function atMost(fact: NonNullable<Constraint['upper']>, wanted: NonNullable<Constraint['upper']>): boolean {
  const order = sameKind(fact.value, wanted.value) ? compareValues(fact.value, wanted.value) : 1;
  return order < 0 || (order === 0 && (wanted.inclusive || !fact.inclusive));
}
