import { once } from 'node:events';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { EJSON } from 'bson';
import { type Collection, readCollections } from './catalog.ts';
import { shownIndex } from './commands/indexes.ts';
import { spaceRange } from './layout.ts';
import { withReader } from './read-store.ts';
import type { Reader } from './storage.ts';
import { allEntries } from './verify.ts';

/** How many documents went where. */
export interface DumpedCollection {
  readonly namespace: string;
  readonly documents: number;
}

/**
 * Writes the whole store as `mongodump` does: per database a directory, per collection `.bson` and `.metadata.json`.
 * Everything is of one instant, also while the bot runs in another process and writes on.
 * @param outDir - made when missing; files of the same name are replaced
 * @throws StoreOpenError `no_store` when the data directory holds no store
 */
export async function dumpStore(dataDir: string, outDir: string): Promise<DumpedCollection[]> {
  return withReader(dataDir, async (reader) => {
    const dumped: DumpedCollection[] = [];
    for (const collection of readCollections(reader).values()) {
      const directory = join(outDir, collection.database);
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const path = join(directory, encodeURIComponent(collection.name));
      writeFileSync(`${path}.metadata.json`, metadataOf(collection), { mode: 0o600 });
      dumped.push({
        namespace: collection.namespace,
        documents: await writeDocuments(reader, collection, `${path}.bson`),
      });
    }
    return dumped;
  });
}

function metadataOf(collection: Collection): string {
  const indexes = [
    { v: 2, key: { _id: 1 }, name: '_id_' },
    ...collection.indexes.map((index) => shownIndex(index.record)),
  ];
  const metadata = {
    options: {},
    indexes,
    uuid: collection.uuid.toHexString(false),
    collectionName: collection.name,
    type: 'collection',
  };
  return EJSON.stringify(metadata, { relaxed: false });
}

async function writeDocuments(reader: Reader, collection: Collection, path: string): Promise<number> {
  const file = createWriteStream(path, { mode: 0o600 });
  let documents = 0;
  for (const { value } of allEntries(reader, spaceRange(collection.space))) {
    documents++;
    if (!file.write(value)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
  return documents;
}
