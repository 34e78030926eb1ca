import { readCollections } from './catalog.ts';
import type { Collection } from './collection.ts';
import { shownIndex } from './index-definition.ts';
import { spaceRange } from './layout.ts';
import { withReader } from './read-store.ts';
import type { Reader } from './storage.ts';
import { storedDocument } from './stored-form.ts';
import { allEntries } from './verify-collection.ts';
import { type DumpedCollection, type DumpSource, writeDump } from './write-dump.ts';

/**
 * Writes the whole store in `mongodump`'s directory format.
 * Everything is of one instant, also while the bot runs in another process and writes on.
 * @param outDir - an empty or missing directory
 * @throws StoreOpenError `no_store` when the data directory holds no store, `damaged`, `not_empty`, `not_writable`
 */
export function dumpStore(dataDir: string, outDir: string): Promise<DumpedCollection[]> {
  return withReader(dataDir, (reader) =>
    writeDump(
      outDir,
      [...readCollections(reader).values()].map((collection) => sourceOf(reader, collection)),
    ),
  );
}

function sourceOf(reader: Reader, collection: Collection): DumpSource {
  return {
    database: collection.database,
    name: collection.name,
    options: {},
    indexes: [{ v: 2, key: { _id: 1 }, name: '_id_' }, ...collection.indexes.map((index) => shownIndex(index.record))],
    uuid: collection.uuid.toHexString(false),
    documents: documentsIn(reader, collection),
  };
}

function* documentsIn(reader: Reader, collection: Collection): Generator<Buffer> {
  for (const { value } of allEntries(reader, spaceRange(collection.space))) yield storedDocument(value);
}
