import { Timestamp } from 'bson';
import { bitwise, calculate, isNumeric } from './arithmetic.ts';
import { asNumber, type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import { compileFilter, isOperatorObject } from './filter.ts';
import { valuesAt } from './paths.ts';
import { asRegExp } from './regex.ts';
import { sortFields } from './sort-fields.ts';
import { compareValues, equalValues } from './value-order.ts';

/** Gives the new value of a field from the old one; `undefined` means the field is missing or is to be removed. */
export type Change = (before: unknown) => unknown;

/** Makes the change of one operator for one path. @throws StoreError when the argument is wrong */
type ChangeMaker = (argument: unknown, path: string, now: Date) => Change;

/** The update operators that change a field from its own value. */
export const changeMakers: Readonly<Record<string, ChangeMaker>> = {
  $set: (argument) => () => argument,
  $setOnInsert: (argument) => () => argument,
  $unset: () => () => undefined,
  $inc: (argument, path) => arithmeticChange('add', argument, path),
  $mul: (argument, path) => arithmeticChange('multiply', argument, path),
  $min: (argument) => (before) => (before === undefined || compareValues(argument, before) < 0 ? argument : before),
  $max: (argument) => (before) => (before === undefined || compareValues(argument, before) > 0 ? argument : before),
  $bit: (argument) => (before) => bitwise(before, argument),
  $currentDate: (argument, _path, now) => currentDateChange(argument, now),
  $push: pushChange,
  $addToSet: addToSetChange,
  $pop: popChange,
  $pull: pullChange,
  $pullAll: pullAllChange,
};

/** Operators that must not make the documents on the way to a field that is missing. */
export const leavesMissing: ReadonlySet<string> = new Set(['$unset', '$pop', '$pull', '$pullAll']);

function arithmeticChange(operation: 'add' | 'multiply', argument: unknown, path: string): Change {
  const name = operation === 'add' ? 'increment' : 'multiply';
  if (!isNumeric(argument))
    throw new StoreError(14, `Cannot ${name} with non-numeric argument: {${path}: ${JSON.stringify(argument)}}`);
  return (before) => {
    if (before === undefined) return operation === 'add' ? argument : calculate('multiply', 0, argument);
    if (!isNumeric(before))
      throw new StoreError(
        14,
        `Cannot apply $${operation === 'add' ? 'inc' : 'mul'} to a value of non-numeric type at ${path}`,
      );
    return calculate(operation, before, argument);
  };
}

function currentDateChange(argument: unknown, now: Date): Change {
  const type = isPlainObject(argument) ? argument.$type : 'date';
  if (type === 'timestamp') return () => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  if (type !== 'date') throw new StoreError(2, "The '$type' string field is required to be 'date' or 'timestamp'");
  return () => now;
}

interface PushArguments {
  readonly each: readonly unknown[];
  readonly slice: number | undefined;
  readonly position: number | undefined;
  readonly sort: unknown;
}

function pushArguments(argument: unknown): PushArguments {
  if (!isPlainObject(argument) || !('$each' in argument))
    return { each: [argument], slice: undefined, position: undefined, sort: undefined };
  const { $each: each, $slice: slice, $position: position, $sort: sort } = argument;
  if (!Array.isArray(each)) throw new StoreError(2, 'The argument to $each in $push must be an array');
  for (const name of Object.keys(argument)) {
    if (!['$each', '$slice', '$position', '$sort'].includes(name))
      throw new StoreError(2, `Unrecognized clause in $push: ${name}`);
  }
  return { each, slice: wholeOrUndefined(slice, '$slice'), position: wholeOrUndefined(position, '$position'), sort };
}

function wholeOrUndefined(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  const number = asNumber(value);
  if (number === undefined || !Number.isInteger(number))
    throw new StoreError(2, `The value for ${name} must be an integer value`);
  return number;
}

function pushChange(argument: unknown, path: string): Change {
  const { each, slice, position, sort } = pushArguments(argument);
  return (before) => {
    const array = [...arrayOrEmpty(before, '$push', path)];
    array.splice(position ?? array.length, 0, ...each);
    if (sort !== undefined) sortElements(array, sort);
    if (slice === undefined) return array;
    return slice < 0 ? array.slice(slice) : array.slice(0, slice);
  };
}

function sortElements(array: unknown[], sort: unknown): void {
  if (!isPlainObject(sort)) {
    const direction = asNumber(sort) ?? 1;
    array.sort((a, b) => direction * compareValues(a, b));
    return;
  }
  const fields = sortFields(sort);
  array.sort((a, b) => {
    for (const { path, descending } of fields) {
      const order = compareValues(valuesAt(a, path)[0], valuesAt(b, path)[0]);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

function arrayOrEmpty(before: unknown, operator: string, path: string): readonly unknown[] {
  if (before === undefined) return [];
  if (Array.isArray(before)) return before;
  throw new StoreError(2, `The field '${path}' must be an array for ${operator}`);
}

function addToSetChange(argument: unknown, path: string): Change {
  const { each } = pushArguments(argument);
  return (before) => {
    const array = [...arrayOrEmpty(before, '$addToSet', path)];
    const size = array.length;
    for (const value of each) if (!array.some((element) => equalValues(element, value))) array.push(value);
    return array.length === size && before !== undefined ? before : array;
  };
}

function popChange(argument: unknown, path: string): Change {
  const end = asNumber(argument);
  if (end !== 1 && end !== -1) throw new StoreError(9, '$pop expects 1 or -1');
  return (before) => {
    if (before === undefined) return undefined;
    if (!Array.isArray(before)) throw new StoreError(14, `Path '${path}' contains an element of non-array type`);
    return end === 1 ? before.slice(0, -1) : before.slice(1);
  };
}

function pullChange(argument: unknown, path: string): Change {
  const onValues = !isPlainObject(argument) || isOperatorObject(argument);
  const matches = onValues ? compileFilter({ v: argument } as Document) : compileFilter(argument);
  const isPulled = (element: unknown): boolean => {
    if (!onValues) return isPlainObject(element) && matches(element);
    if (!isPlainObject(argument) && asRegExp(argument) === undefined) return equalValues(element, argument);
    return matches({ v: element });
  };
  return (before) => withoutElements(before, path, isPulled);
}

function pullAllChange(argument: unknown, path: string): Change {
  if (!Array.isArray(argument)) throw new StoreError(2, '$pullAll requires an array argument');
  return (before) => withoutElements(before, path, (element) => argument.some((value) => equalValues(value, element)));
}

function withoutElements(before: unknown, path: string, isPulled: (element: unknown) => boolean): unknown {
  if (before === undefined) return undefined;
  if (!Array.isArray(before)) throw new StoreError(2, `Cannot apply $pull to a non-array value at ${path}`);
  const kept = before.filter((element) => !isPulled(element));
  return kept.length === before.length ? before : kept;
}
