import mongoose from 'mongoose';
import { exactDocument } from '../embedded/exact-document.ts';
import { StoreOpenError } from '../embedded/index.ts';
import type { LoadedCollection } from '../embedded/load.ts';
import { batchesOf, type DumpFile, documentsOf, readDump } from '../embedded/read-dump.ts';
import { type DumpedCollection, type DumpSource, writeDump } from '../embedded/write-dump.ts';
import { storeWords } from './store-words.ts';

const { MongoClient } = mongoose.mongo;
type Database = ReturnType<InstanceType<typeof MongoClient>['db']>;

/**
 * Loads a dump into the database that the address of a MongoDB server names.
 * @throws StoreOpenError as `readDump`, and `not_empty` when one of the collections holds something; whatever the driver throws
 */
export async function loadServer(uri: string, dumpDir: string): Promise<LoadedCollection[]> {
  const files = readDump(dumpDir);
  for (const file of files) for await (const _ of documentsOf(file));
  return onServer(uri, async (database) => {
    for (const { name } of files) await refuseFilled(database, name);
    const loaded: LoadedCollection[] = [];
    for (const file of files) loaded.push(await loadFile(database, file));
    return loaded;
  });
}

/**
 * Dumps the database that the address of a MongoDB server names. What is changed meanwhile may be in the dump or not.
 * @throws StoreOpenError `no_store` when there is nothing in it, `not_empty`, `not_writable`; whatever the driver throws
 */
export function dumpServer(uri: string, outDir: string): Promise<DumpedCollection[]> {
  return onServer(uri, async (database) => {
    const collections = (await database.listCollections().toArray()).filter(
      ({ name, type }) => type === 'collection' && !name.startsWith('system.'),
    );
    if (collections.length === 0) throw new StoreOpenError('no_store', storeWords.emptyServer(database.databaseName));
    return writeDump(outDir, sourcesOf(database, collections as CollectionInfo[]));
  });
}

async function onServer<Result>(uri: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  const client = new MongoClient(uri, {
    writeConcern: { w: 'majority', journal: true },
    readPreference: 'primary',
  });
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

async function refuseFilled(database: Database, name: string): Promise<void> {
  if ((await database.collection(name).findOne({}, { projection: { _id: 1 } })) === null) return;
  throw new StoreOpenError('not_empty', storeWords.filledServer(`${database.databaseName}.${name}`));
}

/** Indexes come first, so that nothing gets in that they refuse. */
async function loadFile(database: Database, { name, indexes, ...file }: DumpFile): Promise<LoadedCollection> {
  const isThere = await database.listCollections({ name }, { nameOnly: true }).hasNext();
  const collection = isThere ? database.collection(name) : await database.createCollection(name);
  const wanted = indexes
    .filter((index) => index.name !== '_id_')
    .map(({ ns: _, key, ...index }) => ({ key: keyOf(key), ...index }));
  if (wanted.length > 0) await collection.createIndexes(wanted);
  let documents = 0;
  for await (const batch of batchesOf({ name, indexes, ...file })) {
    const { insertedCount } = await collection.insertMany(batch.map(exactDocument), { forceServerObjectId: true });
    documents += insertedCount;
  }
  return { namespace: `${database.databaseName}.${name}`, documents };
}

/** The fields of an index, each with its order or kind. */
function keyOf(key: unknown): Record<string, mongoose.mongo.IndexDirection> {
  if (typeof key !== 'object' || key === null) throw new TypeError('an index of the dump names no fields');
  return { ...key };
}

interface CollectionInfo {
  readonly name: string;
  readonly options?: Record<string, unknown>;
  readonly info?: { readonly uuid?: { toString(encoding: 'hex'): string } };
}

async function* sourcesOf(database: Database, collections: readonly CollectionInfo[]): AsyncGenerator<DumpSource> {
  for (const { name, options = {}, info } of collections) {
    yield {
      database: database.databaseName,
      name,
      options,
      indexes: await database.collection(name).listIndexes().toArray(),
      uuid: info?.uuid?.toString('hex') ?? '',
      documents: documentsIn(database, name),
    };
  }
}

async function* documentsIn(database: Database, name: string): AsyncGenerator<Buffer> {
  const found: AsyncIterable<unknown> = database.collection(name).find({}, { raw: true, sort: { _id: 1 } });
  for await (const bytes of found) {
    if (!(bytes instanceof Uint8Array)) throw new TypeError('the driver gave a document instead of its bytes');
    yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}
