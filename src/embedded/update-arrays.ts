import { asNumber, type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import { compileFilter } from './filter.ts';
import { isOperatorObject, isPattern } from './filter-values.ts';
import { valuesAt } from './paths.ts';
import { sortFields } from './sort.ts';
import { compareValues, equalValues } from './value-order.ts';

/** Gives the new value of a field from the old one; `undefined` means the field is missing or is to be removed. */
export type Change = (before: unknown) => unknown;

interface PushArguments {
  readonly each: readonly unknown[];
  readonly slice: number | undefined;
  readonly position: number | undefined;
  readonly order: ((a: unknown, b: unknown) => number) | undefined;
}

function pushArguments(argument: unknown): PushArguments {
  if (!isPlainObject(argument) || !('$each' in argument))
    return { each: [argument], slice: undefined, position: undefined, order: undefined };
  const { $each: each, $slice: slice, $position: position, $sort: sort, ...others } = argument;
  if (!Array.isArray(each)) throw new StoreError(2, 'The argument to $each in $push must be an array');
  for (const name of Object.keys(others)) throw new StoreError(2, `Unrecognized clause in $push: ${name}`);
  return {
    each,
    slice: wholeOrUndefined(slice, '$slice'),
    position: wholeOrUndefined(position, '$position'),
    order: sort === undefined ? undefined : elementOrder(sort),
  };
}

function wholeOrUndefined(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const number = asNumber(value);
  if (number === undefined || !Number.isInteger(number))
    throw new StoreError(2, `The value for ${name} must be an integer value`);
  return number;
}

/** The order `$sort` of `$push` asks for: of whole elements by 1 or -1, of documents by their fields. */
function elementOrder(sort: unknown): PushArguments['order'] {
  if (!isPlainObject(sort)) {
    const direction = asNumber(sort);
    if (direction !== 1 && direction !== -1) throw new StoreError(2, 'The $sort element value must be either 1 or -1');
    return (a, b) => direction * compareValues(a, b);
  }
  const fields = fieldsOfSort(sort);
  return (a, b) => {
    for (const { path, descending } of fields) {
      const order = compareValues(valuesAt(a, path)[0], valuesAt(b, path)[0]);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

function fieldsOfSort(sort: Document): ReturnType<typeof sortFields> {
  if (Object.keys(sort).length === 0)
    throw new StoreError(2, 'The $sort pattern is empty when it should be a set of fields.');
  try {
    return sortFields(sort);
  } catch (error) {
    throw error instanceof StoreError ? new StoreError(2, error.message) : error;
  }
}

/** `$push` with `$each`, `$position`, `$sort` and `$slice`. */
export function pushChange(argument: unknown, path: string): Change {
  const { each, slice, position, order } = pushArguments(argument);
  return (before) => {
    const array = [...arrayOrEmpty(before, '$push', path)];
    array.splice(position ?? array.length, 0, ...each);
    if (order !== undefined) array.sort(order);
    if (slice === undefined) return array;
    return slice < 0 ? array.slice(slice) : array.slice(0, slice);
  };
}

function arrayOrEmpty(before: unknown, operator: string, path: string): readonly unknown[] {
  if (before === undefined) return [];
  if (Array.isArray(before)) return before;
  throw new StoreError(2, `The field '${path}' must be an array for ${operator}`);
}

/** `$addToSet`, of one value or of `$each`. */
export function addToSetChange(argument: unknown, path: string): Change {
  const each = elementsToAdd(argument);
  return (before) => {
    const array = [...arrayOrEmpty(before, '$addToSet', path)];
    const size = array.length;
    for (const value of each) if (!array.some((element) => equalValues(element, value))) array.push(value);
    return array.length === size && before !== undefined ? before : array;
  };
}

function elementsToAdd(argument: unknown): readonly unknown[] {
  const [first, second] = isPlainObject(argument) ? Object.keys(argument) : [];
  if (!isPlainObject(argument) || first !== '$each') return [argument];
  if (!Array.isArray(argument.$each)) throw new StoreError(14, 'The argument to $each in $addToSet must be an array');
  if (second !== undefined) throw new StoreError(2, `Found unexpected fields after $each in $addToSet: ${second}`);
  return argument.$each;
}

/** `$pop` */
export function popChange(argument: unknown, path: string): Change {
  const end = asNumber(argument);
  if (end !== 1 && end !== -1) throw new StoreError(9, '$pop expects 1 or -1');
  return (before) => {
    if (before === undefined) return undefined;
    if (!Array.isArray(before)) throw new StoreError(14, `Path '${path}' contains an element of non-array type`);
    return end === 1 ? before.slice(0, -1) : before.slice(1);
  };
}

/** `$pull` */
export function pullChange(argument: unknown, path: string): Change {
  const isPulled = pullTest(argument);
  return (before) => withoutElements(before, path, isPulled);
}

/** An operator is tested against each element, other documents are a filter on its fields, other values must be equal. */
function pullTest(argument: unknown): (element: unknown) => boolean {
  if (!isPlainObject(argument)) {
    if (isPattern(argument)) compileFilter({ v: argument });
    return (element) => equalValues(element, argument);
  }
  const isLogical = ['$and', '$or', '$nor'].includes(Object.keys(argument)[0] ?? '');
  if (isOperatorObject(argument) && !isLogical) {
    const matches = compileFilter({ v: argument });
    return (element) => matches({ v: element });
  }
  const matches = compileFilter(argument);
  return (element) => isPlainObject(element) && matches(element);
}

/** `$pullAll` */
export function pullAllChange(argument: unknown, path: string): Change {
  if (!Array.isArray(argument)) throw new StoreError(2, '$pullAll requires an array argument');
  return (before) => withoutElements(before, path, (element) => argument.some((value) => equalValues(value, element)));
}

function withoutElements(before: unknown, path: string, isPulled: (element: unknown) => boolean): unknown {
  if (before === undefined) return undefined;
  if (!Array.isArray(before)) throw new StoreError(2, `Cannot apply $pull to a non-array value at ${path}`);
  const kept = before.filter((element) => !isPulled(element));
  return kept.length === before.length ? before : kept;
}
