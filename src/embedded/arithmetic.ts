import { Decimal128, Double, Int32, Long } from 'bson';
import { StoreError } from './errors.ts';

const minInt64 = -(2n ** 63n);
const maxInt64 = 2n ** 63n - 1n;

type Numeric =
  | { readonly kind: 'int' | 'long'; readonly whole: bigint }
  | { readonly kind: 'double'; readonly value: number };

/** True for a value of any BSON number type. */
export function isNumeric(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof Double ||
    value instanceof Int32 ||
    isLong(value) ||
    value instanceof Decimal128
  );
}

function isLong(value: unknown): value is Long {
  return value instanceof Long && (value as { _bsontype?: string })._bsontype === 'Long';
}

function numericOf(value: unknown): Numeric | undefined {
  if (value instanceof Int32) return { kind: 'int', whole: BigInt(value.value) };
  if (value instanceof Double) return { kind: 'double', value: value.value };
  if (isLong(value)) return { kind: 'long', whole: value.toBigInt() };
  if (typeof value === 'bigint') return { kind: 'long', whole: value };
  if (typeof value !== 'number') return undefined;
  const isInt = Number.isInteger(value) && Math.abs(value) <= 0x7fffffff && !Object.is(value, -0);
  return isInt ? { kind: 'int', whole: BigInt(value) } : { kind: 'double', value };
}

/**
 * Adds as MongoDB does: int stays int until it overflows into long, a double makes a double.
 * @throws StoreError 2 when an int64 overflows or decimal128 is involved, which this store does not calculate with
 */
export function add(a: unknown, b: unknown): unknown {
  const left = numericOf(a);
  const right = numericOf(b);
  if (left === undefined || right === undefined)
    throw new StoreError(2, 'arithmetic on decimal128 is not supported by the embedded store');
  if (left.kind === 'double' || right.kind === 'double') {
    const x = left.kind === 'double' ? left.value : Number(left.whole);
    const y = right.kind === 'double' ? right.value : Number(right.whole);
    return asDouble(x + y);
  }
  const whole = left.whole + right.whole;
  const isInt = left.kind === 'int' && right.kind === 'int' && whole >= -0x80000000n && whole <= 0x7fffffffn;
  if (isInt) return Number(whole);
  if (whole < minInt64 || whole > maxInt64)
    throw new StoreError(2, 'Failed to apply $inc operations: integer overflow');
  return Long.fromBigInt(whole);
}

/** A double that is written back as a double even when it is whole. */
function asDouble(value: number): number | Double {
  return Number.isInteger(value) ? new Double(value) : value;
}
