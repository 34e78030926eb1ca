import type { Constraint } from './constraints.ts';
import { type Bounds, kindOf, type OrderedField } from './index-bounds.ts';
import type { Index } from './index-definition.ts';
import { KeyWriter } from './key-writer.ts';
import type { KeyRange } from './lmdb-files.ts';
import type { PlannedRange } from './plan.ts';
import { orderOf } from './type-order.ts';

/** The keys of the only entries that can match, ascending, in a unique index or the collection. */
export function pointsOf(
  index: Index | undefined,
  fields: readonly OrderedField[],
  bounds: Bounds,
  space: number,
): Buffer[] | undefined {
  if (index !== undefined && !index.record.unique) return undefined;
  if (index?.record.multikey || bounds.points.length !== fields.length) return undefined;
  return distinct(prefixesOf(space, fields, bounds), (key) => key);
}

/** What the keys of all entries begin with whose first fields are bound by equality: one for each combination of their values. */
function prefixesOf(space: number, fields: readonly OrderedField[], { points }: Bounds): Buffer[] {
  const writer = new KeyWriter();
  let prefixes: Buffer[] = [writer.uint32(space).copy()];
  for (const [at, values] of points.entries()) {
    const descending = fields[at]?.descending ?? false;
    const parts = values.map((value) => writer.reset().decoded(value, descending).copy());
    prefixes = prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])));
  }
  return prefixes;
}

/** In the order of their keys, of those with the same key one. */
function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => Buffer): Item[] {
  const sorted = [...items].sort((a, b) => Buffer.compare(keyOf(a), keyOf(b)));
  return sorted.filter((item, at) => {
    const before = sorted[at - 1];
    return before === undefined || !keyOf(item).equals(keyOf(before));
  });
}

/** The stretches to read for these bounds, ascending: one for each combination of the values bound by equality. */
export function rangesOf(space: number, fields: readonly OrderedField[], bounds: Bounds): PlannedRange[] {
  const writer = new KeyWriter();
  const field = fields[bounds.points.length];
  const ranges = prefixesOf(space, fields, bounds).map((prefix) => ({
    ...rangeAfter(prefix, field?.descending ?? false, bounds.range, writer),
    commonBytes: prefix.length,
  }));
  return distinct(ranges, ({ start }) => start);
}

function rangeAfter(prefix: Buffer, descending: boolean, range: Bounds['range'], writer: KeyWriter): KeyRange {
  if (range === undefined) return { start: prefix, end: successor(prefix) };
  const lower = range.lower?.lower;
  const upper = range.upper?.upper;
  const kind = kindOf(lower?.value ?? upper?.value);
  const lowest = lower === undefined ? lowestOf(kind) : valueBytes(lower.value, writer);
  const highest = upper === undefined ? Buffer.from([kind + 1]) : valueBytes(upper.value, writer);
  const from = lower !== undefined && !lower.inclusive ? successor(lowest) : lowest;
  const to = upper?.inclusive ? successor(highest) : highest;
  if (!descending) return { start: Buffer.concat([prefix, from]), end: Buffer.concat([prefix, to]) };
  return descendingRange(prefix, lower, lowest, upper, highest);
}

/** In a descending field all bytes are inverted, and so the ends change places. */
function descendingRange(
  prefix: Buffer,
  lower: Constraint['lower'],
  lowest: Buffer,
  upper: Constraint['upper'],
  highest: Buffer,
): KeyRange {
  const high = inverted(highest);
  const low = inverted(lowest);
  const start = upper === undefined ? successor(high) : upper.inclusive ? high : successor(high);
  const end = lower === undefined || lower.inclusive ? successor(low) : low;
  return { start: Buffer.concat([prefix, start]), end: Buffer.concat([prefix, end]) };
}

function valueBytes(value: unknown, writer: KeyWriter): Buffer {
  return writer.reset().decoded(value).copy();
}

/** The lowest value a comparison within a kind can match; NaN lies below all numbers and matches none of them. */
function lowestOf(kind: number): Buffer {
  if (kind !== orderOf(0x10)) return Buffer.from([kind]);
  return valueBytes(Number.NEGATIVE_INFINITY, new KeyWriter());
}

function inverted(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => ~byte & 0xff));
}

/** The first key after every key that starts with `prefix`. */
function successor(prefix: Buffer): Buffer {
  const next = Buffer.from(prefix);
  for (let i = next.length - 1; i >= 0; i--) {
    const byte = next[i] ?? 0;
    if (byte < 0xff) {
      next[i] = byte + 1;
      return next.subarray(0, i + 1);
    }
  }
  return Buffer.concat([prefix, Buffer.alloc(8, 0xff)]);
}
