import type { Collection } from './collection.ts';
import { type Conjuncts, conjunctsOf, meansPresent } from './constraints.ts';
import { type Document, isPlainObject, isTruthy } from './document.ts';
import { StoreError } from './errors.ts';
import { type Bounds, bindFields, type OrderedField, orderedFields } from './index-bounds.ts';
import type { Index } from './index-definition.ts';
import { pointsOf, rangesOf } from './key-ranges.ts';
import { prefixBytes, spaceRange } from './layout.ts';
import { implies } from './partial-index.ts';
import type { Plan, PlannedRange } from './plan.ts';
import type { SortField } from './sort.ts';

/** Most ranges that are merged to keep an order; with more the documents are sorted in memory. */
const maxMergedRanges = 64;

/**
 * Chooses how to find documents: the index with the longest prefix bound by equality, then one range, then the order asked for.
 * @param hint - name or key pattern of the index to use
 * @throws StoreError 2 when the hint names no index, 291 when it names a sparse or partial one that may lack results
 */
export function planQuery(collection: Collection, filter: Document, sort: readonly SortField[], hint?: unknown): Plan {
  const conjuncts = conjunctsOf(filter);
  const candidates = [undefined, ...collection.indexes].filter((index) => isHinted(index, hint));
  if (candidates.length === 0) throw new StoreError(2, 'hint provided does not correspond to an existing index');
  if (isGiven(hint) && candidates.length > 1)
    throw new StoreError(2, 'Hint matched multiple indexes, must hint by index name.');
  let best: Candidate | undefined;
  for (const index of candidates) {
    const plan = planWith(collection, index, filter, conjuncts, sort, isGiven(hint));
    if (plan !== undefined && (best === undefined || plan.score > best.score)) best = plan;
    // Nothing finds a document sooner than its _id.
    if (best?.index === undefined && best?.points !== undefined) break;
  }
  if (isGiven(hint) && best === undefined)
    throw new StoreError(291, 'error processing query: planner returned error: the hinted index may lack results');
  if (!isGiven(hint) && (best === undefined || best.score < 1)) {
    const alternatives = planAlternatives(collection, filter);
    if (alternatives !== undefined) return alternatives;
  }
  if (best === undefined) return wholeCollection(collection, Object.keys(filter).length === 0);
  return { ...best, ranges: best.ranges() };
}

/** A plan that may be chosen; the stretches of the others are never worked out. */
type Candidate = Omit<Plan, 'ranges'> & { readonly ranges: () => PlannedRange[] };

function isGiven(hint: unknown): boolean {
  return hint !== undefined && hint !== null && !(isPlainObject(hint) && Object.keys(hint).length === 0);
}

function isHinted(index: Index | undefined, hint: unknown): boolean {
  if (!isGiven(hint)) return true;
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
    inKeyOrder: true,
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

function planWith(
  collection: Collection,
  index: Index | undefined,
  filter: Document,
  conjuncts: Conjuncts,
  sort: readonly SortField[],
  forced: boolean,
): Candidate | undefined {
  if (index !== undefined && !isUsable(index, filter, conjuncts)) return undefined;
  const fields = orderedFields(index);
  const multikey = index?.record.multikey ?? false;
  const space = index?.record.space ?? collection.space;
  const bounds = bindFields(fields, conjuncts.constraints, multikey);
  const merged = multikey ? undefined : mergedDirection(fields, bounds, sort);
  const order = merged ?? (multikey ? undefined : keyDirection(fields, bounds, sort));
  if (bounds.used.size === 0 && order === undefined && !forced && index !== undefined) return undefined;
  const allUsed = !conjuncts.hasRest && conjuncts.constraints.every((constraint) => bounds.used.has(constraint));
  const exact = allUsed && !multikey && [...bounds.used].every((constraint) => constraint.exact);
  const points = pointsOf(index, fields, bounds, space);
  return {
    index,
    ranges: () => (points === undefined ? rangesOf(space, fields, bounds) : []),
    reverse: order === 'backward',
    sorted: order !== undefined && sort.length > 0,
    inKeyOrder: merged === undefined,
    exact,
    score:
      bounds.points.length +
      (bounds.range === undefined ? 0 : 0.5) +
      (order === undefined || sort.length === 0 ? 0 : 0.3) +
      // Of two indexes that bind as much, the one that holds fewer documents.
      (index?.record.partialFilterExpression === undefined ? 0 : 0.1) +
      (points === undefined ? 0 : 10),
    ...(points === undefined ? {} : { points }),
  };
}

/** A sparse or partial index serves only queries whose every result is in it. */
function isUsable(index: Index, filter: Document, conjuncts: Conjuncts): boolean {
  const { partialFilterExpression: partial } = index.record;
  if (partial !== undefined && !implies(filter, partial, conjuncts.constraints)) return false;
  if (!index.record.sparse) return true;
  return (
    conjuncts.constraints.some(
      (constraint) => index.fields.some((field) => field.path === constraint.path) && meansPresent(constraint),
    ) || requiresField(filter, index)
  );
}

function requiresField(filter: Document, index: Index): boolean {
  return index.fields.some((field) => {
    const condition = filter[field.path];
    return isPlainObject(condition) && isTruthy(condition.$exists);
  });
}

type Direction = 'forward' | 'backward';

/** Whether merging the stretches of the index, each read forward or backward, gives the order asked for. */
function mergedDirection(
  fields: readonly OrderedField[],
  bounds: Bounds,
  sort: readonly SortField[],
): Direction | undefined {
  if (sort.length === 0) return 'forward';
  if (bounds.points.reduce((product, values) => product * values.length, 1) > maxMergedRanges) return undefined;
  return directionOf(fields.slice(bounds.points.length), unfixed(sort, fields, bounds));
}

/** Whether reading one stretch after the other does: where the order asked for begins with fields that are bound to several values. */
function keyDirection(
  fields: readonly OrderedField[],
  bounds: Bounds,
  sort: readonly SortField[],
): Direction | undefined {
  return directionOf(unfixed(fields, fields, bounds), unfixed(sort, fields, bounds));
}

/** Without the fields that are bound to a single value, which do not matter for an order. */
function unfixed<Field extends { path: string }>(
  some: readonly Field[],
  fields: readonly OrderedField[],
  bounds: Bounds,
): Field[] {
  const fixed = new Set(fields.filter((_, at) => bounds.points[at]?.length === 1).map((field) => field.path));
  return some.filter((field) => !fixed.has(field.path));
}

/** Whether entries that are ordered by these fields, read forward or backward, are in the order wanted. */
function directionOf(following: readonly OrderedField[], wanted: readonly SortField[]): Direction | undefined {
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
