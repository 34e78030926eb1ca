import { bsonType } from './bson-types.ts';

/** MongoDB's order across types (canonicalizeBSONType), moved up so that 0 can end a list. */
export const order = {
  minKey: 9,
  undefined: 10,
  null: 15,
  number: 20,
  string: 25,
  object: 30,
  array: 35,
  binary: 40,
  objectId: 45,
  bool: 50,
  date: 55,
  timestamp: 57,
  regex: 60,
  dbPointer: 65,
  code: 70,
  codeWithScope: 75,
  maxKey: 0xf0,
} as const;

const orderOfType = new Uint8Array(256);
for (const [name, type] of Object.entries(bsonType)) {
  const numbers: Record<string, number> = { double: 20, int32: 20, int64: 20, decimal128: 20, symbol: 25 };
  orderOfType[type] = numbers[name] ?? order[name as keyof typeof order];
}

/** The place of a BSON type in MongoDB's order; types with the same number compare by value with each other. */
export function orderOf(type: number): number {
  return orderOfType[type] ?? 0;
}
