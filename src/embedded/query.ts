import { ChosenFields } from './chosen-fields.ts';
import type { Collection } from './collection.ts';
import type { Source } from './cursors.ts';
import type { Document } from './document.ts';
import { compileFilter, pathsOf } from './filter.ts';
import type { Matcher } from './filter-conditions.ts';
import { partsOf } from './paths.ts';
import type { Plan } from './plan.ts';
import { planQuery } from './planner.ts';
import type { Projection } from './projection.ts';
import { RawFilter } from './raw-filter.ts';
import { type Hit, Scan, type ScanCounts } from './scan.ts';
import { Sorter, type SortField } from './sort.ts';
import type { Storage } from './storage.ts';
import type { Store } from './store.ts';

/** What to find and how much of it. */
export interface Query {
  readonly filter: Document;
  readonly matches: Matcher;
  readonly raw: RawFilter;
  /** The top-level fields that filter and order look at. */
  readonly looksAt: ChosenFields;
  readonly sort: readonly SortField[];
  readonly skip: number;
  /** Infinity for all. */
  readonly limit: number;
  readonly hint?: unknown;
}

/** A query for all that fulfils the filter, unless `more` says otherwise. @throws StoreError 2 on a filter that is not offered */
export function queryFor(
  filter: Document,
  more: Partial<Omit<Query, 'filter' | 'matches' | 'raw' | 'looksAt'>> = {},
): Query {
  const { sort = [], skip = 0, limit = Number.POSITIVE_INFINITY, hint } = more;
  const paths = [...pathsOf(filter), ...sort.map(({ path }) => path)];
  const looksAt = new ChosenFields(paths.map((path) => partsOf(path)[0] ?? ''));
  return { filter, matches: compileFilter(filter), raw: new RawFilter(filter), looksAt, sort, skip, limit, hint };
}

/** Finds documents one after another, in order, with skip and limit. */
export interface Finder {
  next(): Hit | undefined;
  pause(): void;
  /** Key spaces that are read from. */
  readonly spaces: readonly number[];
  readonly plan: Plan;
  readonly counts: ScanCounts;
}

/** Starts finding. @throws StoreError 292 when too much would have to be sorted without an index */
export function find(storage: Storage, collection: Collection, query: Query): Finder {
  const plan = planQuery(collection, query.filter, query.sort, query.hint);
  const needsSort = query.sort.length > 0 && !plan.sorted;
  const wanted = needsSort ? Number.POSITIVE_INFINITY : Math.max(query.skip + query.limit, 1);
  const scan = new Scan(storage, collection, plan, query, wanted);
  const hits = needsSort ? sortedHits(scan, query) : scan;
  let toSkip = query.skip;
  let left = query.limit;
  return {
    plan,
    spaces: needsSort ? [] : [collection.space, ...indexSpaces(plan)],
    counts: scan.counts,
    pause: () => scan.pause(),
    next() {
      if (left <= 0) return undefined;
      for (; toSkip > 0; toSkip--) if (hits.next() === undefined) return undefined;
      const hit = hits.next();
      if (hit !== undefined) left--;
      return hit;
    },
  };
}

function indexSpaces({ index, alternatives }: Plan): number[] {
  if (alternatives !== undefined) return alternatives.flatMap(indexSpaces);
  return index === undefined ? [] : [index.record.space];
}

function sortedHits(scan: Scan, query: Query): { next(): Hit | undefined } {
  const sorter = new Sorter<Hit>(query.sort, query.skip + query.limit);
  for (let hit = scan.next(); hit !== undefined; hit = scan.next()) {
    sorter.add({ ...hit, fields: undefined }, hit.fields ?? query.looksAt.decode(hit.bytes), hit.bytes.length);
  }
  const hits = sorter.take();
  let at = 0;
  return { next: () => hits[at++] };
}

/** All documents of a query at once, so that changing them cannot make one turn up twice. */
export function findAll(storage: Storage, collection: Collection | undefined, query: Query): Hit[] {
  if (collection === undefined) return [];
  const finder = find(storage, collection, query);
  const hits: Hit[] = [];
  for (let hit = finder.next(); hit !== undefined; hit = finder.next()) hits.push(hit);
  return hits;
}

/** The found documents as a source of a cursor, with a projection applied. */
export function sourceOf(finder: Finder, project?: Projection): Source {
  return {
    spaces: finder.spaces,
    pause: () => finder.pause(),
    next() {
      const hit = finder.next();
      if (hit === undefined) return undefined;
      return project === undefined ? hit.bytes : project(hit.bytes);
    },
  };
}

/** Counts matching documents; where the index says it all, no document is read. */
export function countMatching(
  { storage, catalog }: Pick<Store, 'storage' | 'catalog'>,
  collection: Collection,
  query: Query,
): number {
  const limited = (count: number): number => Math.min(Math.max(count - query.skip, 0), query.limit);
  if (Object.keys(query.filter).length === 0 && query.hint === undefined) return limited(catalog.count(collection));
  const plan = planQuery(collection, query.filter, [], query.hint);
  if (plan.exact && plan.points === undefined && plan.alternatives === undefined) {
    return limited(plan.ranges.reduce((total, range) => total + storage.count(range), 0));
  }
  const finder = find(storage, collection, { ...query, sort: [] });
  let count = 0;
  while (finder.next() !== undefined) count++;
  return count;
}
