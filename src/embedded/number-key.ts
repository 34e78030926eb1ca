import { Decimal128 } from 'bson';

/**
 * The order of numbers of all four BSON types as bytes: the nearest double (8 bytes), then what that double misses.
 * Two numbers are equal exactly when their bytes are equal: int32 5, int64 5, double 5.0 and decimal 5.00 are one.
 */

/** Marks of the remainder: below, equal to or above the double before it. */
const below = 0x70;
const exact = 0x80;
const above = 0x90;

/** Writes a double as 9 bytes that sort like numbers; NaN first, -0 equal to 0. @returns the position after them */
export function writeDoubleKey(target: Buffer, at: number, value: number): number {
  writeSortableDouble(target, at, value);
  target[at + 8] = exact;
  return at + 9;
}

function writeSortableDouble(target: Buffer, at: number, value: number): void {
  if (Number.isNaN(value)) {
    target.fill(0, at, at + 8);
    return;
  }
  target.writeDoubleBE(value === 0 ? 0 : value, at);
  const first = target[at] ?? 0;
  if (first & 0x80) for (let i = at; i < at + 8; i++) target[i] = ~(target[i] ?? 0);
  else target[at] = first | 0x80;
}

/** Writes an int64 so that it sorts among all other numbers. @returns the position after it */
export function writeLongKey(target: Buffer, at: number, value: bigint): number {
  const nearest = Number(value);
  writeSortableDouble(target, at, nearest);
  return writeRemainder(target, at + 8, value - BigInt(nearest), 0);
}

/** A decimal of so many digits before its point is its own difference to the largest double: no other digit of it would change. */
const hugeDigits = 1000;

/** Writes a decimal128 (16 bytes of BSON) so that it sorts among all other numbers. @returns the position after it */
export function writeDecimalKey(target: Buffer, at: number, bytes: Buffer): number {
  const text = new Decimal128(bytes).toString();
  const rounded = Number(text);
  if (Number.isNaN(rounded) || text.endsWith('Infinity')) return writeDoubleKey(target, at, rounded);
  const nearest = Math.min(Math.max(rounded, -Number.MAX_VALUE), Number.MAX_VALUE);
  writeSortableDouble(target, at, nearest);
  const decimal = parseDecimal(text);
  if (decimal.exponent + decimal.digits.toString().replace('-', '').length > hugeDigits)
    return writeRemainder(target, at + 8, decimal.digits, decimal.exponent);
  const double = exactDecimal(nearest);
  const exponent = Math.min(decimal.exponent, double.exponent);
  const remainder =
    decimal.digits * 10n ** BigInt(decimal.exponent - exponent) -
    double.digits * 10n ** BigInt(double.exponent - exponent);
  return writeRemainder(target, at + 8, remainder, exponent);
}

/** A number as digits × 10^exponent. */
interface Scaled {
  readonly digits: bigint;
  readonly exponent: number;
}

function parseDecimal(text: string): Scaled {
  const [mantissa = '0', exponent = '0'] = text.toUpperCase().split('E');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** Every finite double is a whole number over a power of two, and so a finite decimal. */
function exactDecimal(value: number): Scaled {
  if (value === 0) return { digits: 0n, exponent: 0 };
  const memory = Buffer.alloc(8);
  memory.writeDoubleBE(value, 0);
  const bits = memory.readBigUInt64BE(0);
  const stored = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = (stored === 0 ? fraction : fraction | 0x10000000000000n) * (value < 0 ? -1n : 1n);
  const power = (stored === 0 ? 1 : stored) - 1075;
  if (power >= 0) return { digits: mantissa << BigInt(power), exponent: 0 };
  return { digits: mantissa * 5n ** BigInt(-power), exponent: power };
}

/** What the double misses, as sign, decimal exponent and digits; inverted for negatives, so that bytes sort like values. */
function writeRemainder(target: Buffer, at: number, digits: bigint, exponent: number): number {
  if (digits === 0n) {
    target[at] = exact;
    return at + 1;
  }
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString();
  const significant = text.replace(/0+$/, '');
  target[at] = negative ? below : above;
  const start = at + 1;
  let end = target.writeUInt16BE(text.length + exponent + 0x8000, start);
  for (const digit of significant) end = target.writeUInt8(digit.charCodeAt(0) - 47, end);
  end = target.writeUInt8(0, end);
  if (negative) for (let i = start; i < end; i++) target[i] = ~(target[i] ?? 0);
  return end;
}
