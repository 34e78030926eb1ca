import type { Document } from './document.ts';
import type { Index } from './index-definition.ts';
import { findAll, type Query, queryFor } from './query.ts';
import type { Store } from './store.ts';

/** Documents removed in one write, so that other writes need not wait long. */
const batch = 200;

/** Removes every document whose TTL index says it has expired by now. @returns how many */
export async function sweepExpired(store: Store): Promise<number> {
  let removed = 0;
  for (const { namespace, indexes } of store.catalog.all()) {
    for (const index of indexes) {
      if (index.record.expireAfterSeconds !== undefined)
        removed += await sweepIndex(store, namespace, index.record.name);
    }
  }
  return removed;
}

async function sweepIndex(store: Store, namespace: string, name: string): Promise<number> {
  let total = 0;
  for (;;) {
    const removed = await store.storage.write(() => removeBatch(store, namespace, name));
    total += removed;
    if (removed < batch) return total;
  }
}

/** The index is looked up again each time: it may have been dropped or changed meanwhile. */
function removeBatch(store: Store, namespace: string, name: string): number {
  const collection = store.catalog.forWriting(namespace);
  const index = collection?.indexes.find(({ record }) => record.name === name);
  if (collection === undefined || index === undefined) return 0;
  const hits = findAll(store.storage, collection, expiredQuery(store, index));
  for (const hit of hits) store.documents.remove(collection, hit.bytes);
  return hits.length;
}

function expiredQuery(store: Store, index: Index): Query {
  const { key, name, expireAfterSeconds = 0, partialFilterExpression } = index.record;
  const [path = ''] = Object.keys(key);
  const expired: Document = { [path]: { $lte: new Date(store.clock.now().getTime() - expireAfterSeconds * 1000) } };
  const filter = partialFilterExpression === undefined ? expired : { $and: [expired, partialFilterExpression] };
  return queryFor(filter, { limit: batch, hint: name });
}
