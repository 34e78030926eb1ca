import type { Collection } from './collection.ts';
import { planQuery } from './planner.ts';
import { find, type Query } from './query.ts';
import type { Store } from './store.ts';

/** Counts matching documents; where the index says it all, no document is read. */
export function countMatching({ storage, catalog }: Store, collection: Collection, query: Query): number {
  const limited = (count: number): number => Math.min(Math.max(count - query.skip, 0), query.limit);
  if (Object.keys(query.filter).length === 0 && query.hint === undefined) return limited(catalog.count(collection));
  const plan = planQuery(collection, query.filter, [], query.hint);
  if (plan.exact && plan.point === undefined && plan.alternatives === undefined) {
    return limited(plan.ranges.reduce((total, range) => total + storage.count(range), 0));
  }
  const finder = find(storage, collection, { ...query, sort: [] });
  let count = 0;
  while (finder.next() !== undefined) count++;
  return count;
}
