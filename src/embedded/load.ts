import { ObjectId } from 'bson';
import { systemClock } from '../clock.ts';
import { fillDataDirectory } from './directories.ts';
import { type IndexRequest, indexRequest } from './index-request.ts';
import { openStore } from './open-store.ts';
import { batchesOf, type DumpFile, documentsOf, readDump } from './read-dump.ts';
import type { Store } from './store.ts';
import { withIdFirst } from './stored-form.ts';

/** How many documents a collection has after loading. */
export interface LoadedCollection {
  readonly namespace: string;
  readonly documents: number;
}

/** The database the bot works in. */
const ownDatabase = 'xuece';

/**
 * Loads a dump in `mongodump`'s directory format into a data directory that holds no store yet, all or nothing.
 * @param dumpDir - see `readDump`; whatever the database was called, it becomes the bot's
 * @throws StoreOpenError `no_store` when it is no dump, `damaged` when a file is broken, `not_empty`, `in_use`, `not_writable`
 * @throws StoreError when an index is not offered or cannot be built over the documents, 14031 when the disk is full
 */
export async function loadStore(dumpDir: string, dataDir: string): Promise<LoadedCollection[]> {
  const files = readDump(dumpDir).map((file) => ({ file, indexes: indexesOf(file) }));
  for (const { file } of files) for await (const _ of documentsOf(file));
  return fillDataDirectory(dataDir, async (within) => {
    const store = await openStore(within, systemClock, () => undefined);
    try {
      const loaded: LoadedCollection[] = [];
      for (const { file, indexes } of files) loaded.push(await loadFile(store, file, indexes));
      return loaded;
    } finally {
      await store.storage.close();
    }
  });
}

/** Hashed indexes serve a sharded cluster only. */
function indexesOf(file: DumpFile): IndexRequest[] {
  const own = file.indexes.filter(({ key }) => !Object.values(key ?? {}).includes('hashed'));
  return own.flatMap((spec) => indexRequest(spec) ?? []);
}

async function loadFile(store: Store, file: DumpFile, indexes: readonly IndexRequest[]): Promise<LoadedCollection> {
  await store.storage.write(() => {
    const collection = store.catalog.ensure(ownDatabase, file.name);
    store.catalog.save({ ...collection, indexes: indexes.map((index) => store.catalog.newIndex(index)) });
  });
  let documents = 0;
  for await (const batch of batchesOf(file)) {
    await store.storage.write(() => insertAll(store, file, batch));
    documents += batch.length;
  }
  return { namespace: `${ownDatabase}.${file.name}`, documents };
}

function insertAll(store: Store, { name }: DumpFile, batch: readonly Buffer[]): void {
  for (const bytes of batch) {
    store.documents.insert(
      store.catalog.ensure(ownDatabase, name),
      withIdFirst(bytes, () => new ObjectId()),
    );
  }
}
