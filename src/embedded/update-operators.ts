import { add, isNumeric } from './arithmetic.ts';
import { StoreError } from './errors.ts';
import { addToSetChange, type Change, popChange, pullAllChange, pullChange, pushChange } from './update-arrays.ts';
import { compareValues } from './value-order.ts';

/** Makes the change of one operator for one path. @throws StoreError when the argument is wrong */
type ChangeMaker = (argument: unknown, path: string) => Change;

/** The update operators that change a field from its own value. */
export const changeMakers: Readonly<Record<string, ChangeMaker>> = {
  $set: (argument) => () => argument,
  $setOnInsert: (argument) => () => argument,
  $unset: () => () => undefined,
  $inc: incChange,
  $min: (argument) => (before) => (before === undefined || compareValues(argument, before) < 0 ? argument : before),
  $max: (argument) => (before) => (before === undefined || compareValues(argument, before) > 0 ? argument : before),
  $push: pushChange,
  $addToSet: addToSetChange,
  $pop: popChange,
  $pull: pullChange,
  $pullAll: pullAllChange,
};

/** Operators that must not make the documents on the way to a field that is missing. */
export const leavesMissing: ReadonlySet<string> = new Set(['$unset', '$pop', '$pull', '$pullAll']);

function incChange(argument: unknown, path: string): Change {
  if (!isNumeric(argument))
    throw new StoreError(14, `Cannot increment with non-numeric argument: {${path}: ${JSON.stringify(argument)}}`);
  return (before) => {
    if (before === undefined) return argument;
    if (!isNumeric(before)) throw new StoreError(14, `Cannot apply $inc to a value of non-numeric type at ${path}`);
    return add(before, argument);
  };
}
