import { bsonType } from './bson-types.ts';
import { asNumber } from './document.ts';
import { StoreError } from './errors.ts';

/** Names that `$type` understands, with MongoDB's numbers. */
const numbersByName: Readonly<Record<string, readonly number[]>> = {
  double: [bsonType.double],
  string: [bsonType.string],
  object: [bsonType.object],
  array: [bsonType.array],
  binData: [bsonType.binary],
  undefined: [bsonType.undefined],
  objectId: [bsonType.objectId],
  bool: [bsonType.bool],
  date: [bsonType.date],
  null: [bsonType.null],
  regex: [bsonType.regex],
  dbPointer: [bsonType.dbPointer],
  javascript: [bsonType.code],
  symbol: [bsonType.symbol],
  javascriptWithScope: [bsonType.codeWithScope],
  int: [bsonType.int32],
  timestamp: [bsonType.timestamp],
  long: [bsonType.int64],
  decimal: [bsonType.decimal128],
  minKey: [bsonType.minKey],
  maxKey: [bsonType.maxKey],
  number: [bsonType.double, bsonType.int32, bsonType.int64, bsonType.decimal128],
};

/** The BSON types named by the argument of `$type`: a name, a number, or a list of them. @throws StoreError 2, or 9 when the list is empty */
export function typeNumbers(argument: unknown): Set<number> {
  const wanted = Array.isArray(argument) ? argument : [argument];
  if (wanted.length === 0) throw new StoreError(9, '$type must match at least one type');
  return new Set(wanted.flatMap(numbersOf));
}

function numbersOf(argument: unknown): readonly number[] {
  const named =
    typeof argument === 'string' && Object.hasOwn(numbersByName, argument) ? numbersByName[argument] : undefined;
  if (named !== undefined) return named;
  const number = asNumber(argument);
  if (number === -1) return [bsonType.minKey];
  if (number !== undefined && (Object.values(bsonType) as number[]).includes(number)) return [number];
  throw new StoreError(2, `Unknown type name alias: ${String(argument)}`);
}
