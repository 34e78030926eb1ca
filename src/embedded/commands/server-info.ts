import { Long } from 'bson';
import type { Collection } from '../collection.ts';
import { type Handler, namespaceOf } from '../command.ts';
import { StoreError } from '../errors.ts';
import { spaceRange } from '../layout.ts';
import type { Store } from '../store.ts';
import { verifyCollection } from '../verify-collection.ts';
import { mongoVersion } from './hello.ts';

/** `serverStatus`: what monitoring reads; only what is really measured. */
export const serverStatus: Handler = ({ clock, counters, cursors, storage }) => {
  const uptimeMs = clock.now().getTime() - counters.startedAt.getTime();
  return {
    host: 'embedded',
    version: mongoVersion,
    process: 'embedded store',
    pid: Long.fromNumber(process.pid),
    uptime: Math.floor(uptimeMs / 1000),
    uptimeMillis: Long.fromNumber(uptimeMs),
    localTime: clock.now(),
    connections: { current: counters.connections },
    metrics: { cursor: { open: { total: Long.fromNumber(cursors.size) } } },
    network: { numRequests: Long.fromNumber(counters.commands) },
    mem: { resident: Math.round(process.memoryUsage.rss() / 1048576) },
    storageEngine: { name: 'lmdb', persistent: true, dataBytes: Long.fromNumber(storage.stats().bytes) },
    ok: 1,
  };
};

/** `dbStats`: counts of one database; sizes are of the whole data file. */
export const dbStats: Handler = ({ catalog, storage }, command) => {
  const collections = catalog.all().filter((collection) => collection.database === command.database);
  const objects = collections.reduce((total, collection) => total + catalog.count(collection), 0);
  const indexes = collections.reduce((total, collection) => total + collection.indexes.length + 1, 0);
  return {
    db: command.database,
    collections: collections.length,
    views: 0,
    objects,
    indexes,
    storageSize: storage.stats().bytes,
    ok: 1,
  };
};

/** `collStats`: documents, bytes and index entries of one collection; it reads the collection to tell. */
export const collStats: Handler = ({ catalog, storage }, command) => {
  const collection = catalog.forReading(namespaceOf(command));
  if (collection === undefined) return { ns: namespaceOf(command), count: 0, size: 0, nindexes: 0, ok: 1 };
  const size = bytesOf({ storage }, collection);
  const count = catalog.count(collection);
  const indexSizes = Object.fromEntries(
    collection.indexes.map((index) => [index.record.name, storage.count(spaceRange(index.record.space))]),
  );
  const avgObjSize = count === 0 ? 0 : Math.round(size / count);
  return {
    ns: collection.namespace,
    count,
    size,
    avgObjSize,
    nindexes: collection.indexes.length + 1,
    indexEntries: indexSizes,
    ok: 1,
  };
};

function bytesOf({ storage }: Pick<Store, 'storage'>, collection: Collection): number {
  let total = 0;
  let after: Buffer | undefined;
  do {
    const batch = storage.entries(spaceRange(collection.space), 500, false, after);
    for (const { value } of batch) total += value.length;
    after = batch.at(-1)?.key;
  } while (after !== undefined);
  return total;
}

/** `validate`: compares every document with every index entry of a collection, both ways. */
export const validate: Handler = ({ catalog, storage }, command) => {
  const collection = catalog.forReading(namespaceOf(command));
  if (collection === undefined)
    throw new StoreError(26, `Collection '${namespaceOf(command)}' does not exist to validate.`);
  const { faults } = verifyCollection(storage, collection);
  const errors = faults.slice(0, 100).map((fault) => `${fault.index ?? ''} ${fault.kind}`.trim());
  return {
    ns: collection.namespace,
    nrecords: catalog.count(collection),
    nIndexes: collection.indexes.length + 1,
    valid: faults.length === 0,
    errors,
    ok: 1,
  };
};
