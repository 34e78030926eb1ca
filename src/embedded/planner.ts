import type { Collection } from './catalog.ts';
import { type Conjuncts, type Constraint, conjunctsOf } from './constraints.ts';
import { type Document, isPlainObject, isTruthy, typeOfValue } from './document.ts';
import { StoreError } from './errors.ts';
import type { Index } from './index-definition.ts';
import { KeyWriter, orderOf } from './key-writer.ts';
import { prefixBytes, spaceRange } from './layout.ts';
import { implies } from './partial-index.ts';
import type { KeyRange } from './storage.ts';

/** One field of a sort: its path and direction. */
export interface SortField {
  readonly path: string;
  readonly descending: boolean;
}

/** How the documents of a query are found. */
export interface Plan {
  /** The index used; undefined means the collection itself, which is ordered by _id. */
  readonly index: Index | undefined;
  /** Stretches of the index (or the collection) to read, ascending and apart from each other. */
  readonly ranges: readonly PlannedRange[];
  readonly reverse: boolean;
  /** The entries come in the order asked for; several ranges must be merged by what follows their common part. */
  readonly sorted: boolean;
  /** Every entry fulfils the whole filter, so the document need not be tested. */
  readonly exact: boolean;
  /** Alternatives of `$or`, each found by its own plan; then `ranges` is not used. */
  readonly alternatives?: readonly Plan[];
  /** Key bytes of the one entry sought in a unique index or the collection. */
  readonly point?: Buffer;
  /** How many leading fields of the index are bound, for choosing and for explain. */
  readonly score: number;
}

/** A stretch of keys that all start with the same `commonBytes` bytes: the values bound by equality. */
export interface PlannedRange extends KeyRange {
  readonly commonBytes: number;
}

/** Most ranges that are merged to keep an order; with more the documents are sorted in memory. */
const maxMergedRanges = 64;
/** Most combinations of `$in` values that are looked up one by one. */
const maxPoints = 20_000;

/** The fields and directions of a sort document. @throws StoreError 2 when a direction is not 1 or -1 */
export function sortFields(sort: Document): SortField[] {
  return Object.entries(sort).map(([path, direction]) => {
    const number = Number(direction);
    if (number !== 1 && number !== -1) throw new StoreError(2, `$sort key ordering must be 1 or -1 for ${path}`);
    return { path, descending: number < 0 };
  });
}

/**
 * Chooses how to find documents: the index with the longest prefix bound by equality, then one range, then the order asked for.
 * @param hint - name or key pattern of the index to use
 * @throws StoreError 2 when the hint names no index
 */
export function planQuery(collection: Collection, filter: Document, sort: readonly SortField[], hint?: unknown): Plan {
  const conjuncts = conjunctsOf(filter);
  const candidates = [undefined, ...collection.indexes].filter((index) => isHinted(index, hint));
  if (candidates.length === 0) throw new StoreError(2, 'hint provided does not correspond to an existing index');
  let best: Plan | undefined;
  for (const index of candidates) {
    const plan = planWith(collection, index, filter, conjuncts, sort, hint !== undefined);
    if (plan !== undefined && (best === undefined || plan.score > best.score)) best = plan;
  }
  if (hint === undefined && (best === undefined || best.score < 1)) {
    const alternatives = planAlternatives(collection, filter);
    if (alternatives !== undefined) return alternatives;
  }
  return best ?? wholeCollection(collection, Object.keys(filter).length === 0);
}

function isHinted(index: Index | undefined, hint: unknown): boolean {
  if (hint === undefined || hint === '') return true;
  const name = index?.record.name ?? '_id_';
  if (typeof hint === 'string') return hint === name;
  return isPlainObject(hint) && JSON.stringify(hint) === JSON.stringify(index?.record.key ?? { _id: 1 });
}

function wholeCollection(collection: Collection, exact: boolean): Plan {
  return {
    index: undefined,
    ranges: [{ ...spaceRange(collection.space), commonBytes: prefixBytes }],
    reverse: false,
    sorted: false,
    exact,
    score: 0,
  };
}

/** A `$or` of which every branch has an index. */
function planAlternatives(collection: Collection, filter: Document): Plan | undefined {
  const branches = filter.$or;
  if (!Array.isArray(branches)) return undefined;
  const { $or: _, ...others } = filter;
  const alternatives: Plan[] = [];
  for (const branch of branches) {
    if (!isPlainObject(branch)) return undefined;
    const plan = planQuery(collection, Object.keys(others).length === 0 ? branch : { $and: [branch, others] }, []);
    if (plan.score < 0.5) return undefined;
    alternatives.push(plan);
  }
  return { ...wholeCollection(collection, false), alternatives, score: 1 };
}

interface Fields {
  readonly path: string;
  readonly descending: boolean;
}

/** The fields an index is really ordered by: an index that is not unique ends with the _id. */
function orderedFields(index: Index | undefined): Fields[] {
  if (index === undefined) return [{ path: '_id', descending: false }];
  const fields = index.fields.map(({ path, descending }) => ({ path, descending }));
  if (!index.record.unique && !fields.some((field) => field.path === '_id'))
    fields.push({ path: '_id', descending: false });
  return fields;
}

function planWith(
  collection: Collection,
  index: Index | undefined,
  filter: Document,
  conjuncts: Conjuncts,
  sort: readonly SortField[],
  forced: boolean,
): Plan | undefined {
  if (index !== undefined && !isUsable(index, filter, conjuncts)) return undefined;
  const fields = orderedFields(index);
  const multikey = index?.record.multikey ?? false;
  const space = index?.record.space ?? collection.space;
  const bounds = bindFields(fields, conjuncts.constraints, multikey);
  const order = multikey ? undefined : sortDirection(fields, bounds, sort);
  if (bounds.used.size === 0 && order === undefined && !forced && index !== undefined) return undefined;
  const allUsed = !conjuncts.hasRest && conjuncts.constraints.every((constraint) => bounds.used.has(constraint));
  const exact = allUsed && !multikey && [...bounds.used].every((constraint) => constraint.exact);
  const point = pointOf(index, fields, bounds, space);
  return {
    index,
    ranges: point === undefined ? rangesOf(space, fields, bounds) : [],
    reverse: order === 'backward',
    sorted: order !== undefined && sort.length > 0,
    exact,
    score:
      bounds.points.length +
      (bounds.range === undefined ? 0 : 0.5) +
      (order === undefined || sort.length === 0 ? 0 : 0.3) +
      (point === undefined ? 0 : 10),
    ...(point === undefined ? {} : { point }),
  };
}

/** A sparse or partial index serves only queries whose every result is in it. */
function isUsable(index: Index, filter: Document, conjuncts: Conjuncts): boolean {
  if (index.record.partialFilterExpression !== undefined && !implies(filter, index.record.partialFilterExpression))
    return false;
  if (!index.record.sparse) return true;
  return (
    conjuncts.constraints.some(
      (constraint) => index.fields.some((field) => field.path === constraint.path) && meansPresent(constraint),
    ) || requiresField(filter, index)
  );
}

function meansPresent(constraint: Constraint): boolean {
  return constraint.points === undefined || constraint.points.every((value) => value !== null);
}

function requiresField(filter: Document, index: Index): boolean {
  return index.fields.some((field) => {
    const condition = filter[field.path];
    return isPlainObject(condition) && isTruthy(condition.$exists);
  });
}

interface Bounds {
  /** Values of each leading field that is bound by equality. */
  readonly points: readonly (readonly unknown[])[];
  readonly range: { readonly lower?: Constraint; readonly upper?: Constraint } | undefined;
  readonly used: ReadonlySet<Constraint>;
}

function bindFields(fields: readonly Fields[], constraints: readonly Constraint[], multikey: boolean): Bounds {
  const points: (readonly unknown[])[] = [];
  const used = new Set<Constraint>();
  let combinations = 1;
  const roots = new Set<string>();
  for (const field of fields) {
    const root = field.path.split('.')[0] ?? '';
    if (multikey && roots.has(root)) break;
    roots.add(root);
    const own = constraints.filter((constraint) => constraint.path === field.path);
    const equal = fewestPoints(own);
    if (equal?.points === undefined || combinations * equal.points.length > maxPoints) {
      return { points, range: bindRange(own, multikey, used), used };
    }
    combinations *= equal.points.length;
    points.push(equal.points);
    used.add(equal);
  }
  return { points, range: undefined, used };
}

function fewestPoints(constraints: readonly Constraint[]): Constraint | undefined {
  const withPoints = constraints.filter((constraint) => constraint.points !== undefined);
  return withPoints.sort((a, b) => (a.points?.length ?? 0) - (b.points?.length ?? 0))[0];
}

/** One lower and one upper bound of the same kind of type; of an index with arrays only one of the two. */
function bindRange(constraints: readonly Constraint[], multikey: boolean, used: Set<Constraint>): Bounds['range'] {
  const lower = constraints.find((constraint) => constraint.lower !== undefined);
  let upper = constraints.find((constraint) => constraint.upper !== undefined);
  if (
    lower !== undefined &&
    upper !== undefined &&
    (multikey || kindOf(lower.lower?.value) !== kindOf(upper.upper?.value))
  ) {
    upper = undefined;
  }
  if (lower === undefined && upper === undefined) return undefined;
  if (lower !== undefined) used.add(lower);
  if (upper !== undefined) used.add(upper);
  return { ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }) };
}

function kindOf(value: unknown): number {
  return orderOf(typeOfValue(value));
}

/** Whether reading the index forward or backward gives the order asked for. */
function sortDirection(
  fields: readonly Fields[],
  bounds: Bounds,
  sort: readonly SortField[],
): 'forward' | 'backward' | undefined {
  if (sort.length === 0) return 'forward';
  if (bounds.points.reduce((product, values) => product * values.length, 1) > maxMergedRanges) return undefined;
  const fixed = new Set(fields.filter((_, at) => bounds.points[at]?.length === 1).map((field) => field.path));
  const wanted = sort.filter((field) => !fixed.has(field.path));
  const following = fields.slice(bounds.points.length);
  let backward: boolean | undefined;
  for (const [at, field] of wanted.entries()) {
    const own = following[at];
    if (own?.path !== field.path) return undefined;
    const turned = own.descending !== field.descending;
    if (backward !== undefined && backward !== turned) return undefined;
    backward = turned;
  }
  return backward ? 'backward' : 'forward';
}

function pointOf(
  index: Index | undefined,
  fields: readonly Fields[],
  bounds: Bounds,
  space: number,
): Buffer | undefined {
  if (index !== undefined && !index.record.unique) return undefined;
  if (index?.record.multikey || bounds.points.length !== fields.length) return undefined;
  if (bounds.points.some((values) => values.length !== 1)) return undefined;
  const writer = new KeyWriter().uint32(space);
  for (const [at, values] of bounds.points.entries()) writer.decoded(values[0], fields[at]?.descending);
  return writer.copy();
}

function rangesOf(space: number, fields: readonly Fields[], bounds: Bounds): PlannedRange[] {
  const writer = new KeyWriter();
  let prefixes: Buffer[] = [writer.uint32(space).copy()];
  for (const [at, values] of bounds.points.entries()) {
    const descending = fields[at]?.descending ?? false;
    const parts = values.map((value) => writer.reset().decoded(value, descending).copy());
    prefixes = prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])));
  }
  const field = fields[bounds.points.length];
  const ranges = prefixes.map((prefix) => ({
    ...rangeAfter(prefix, field?.descending ?? false, bounds.range, writer),
    commonBytes: prefix.length,
  }));
  const sorted = ranges.sort((a, b) => Buffer.compare(a.start, b.start));
  return sorted.filter((range, at) => at === 0 || !range.start.equals(sorted[at - 1]?.start ?? range.end));
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
