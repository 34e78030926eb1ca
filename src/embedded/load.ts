import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EJSON, ObjectId } from 'bson';
import { systemClock } from '../clock.ts';
import { type Document, isPlainObject } from './document.ts';
import { StoreOpenError } from './errors.ts';
import { type IndexRequest, indexRequest } from './index-request.ts';
import { listen } from './listen.ts';
import { makeDataDirectory, openStore } from './open-store.ts';
import { claimOwnership } from './owner.ts';
import { checkDocument } from './raw-bson.ts';
import type { Store } from './store.ts';
import { withIdFirst } from './stored-form.ts';

/** One collection of a dump. */
interface DumpFile {
  readonly database: string;
  readonly name: string;
  readonly path: string;
  readonly indexes: readonly IndexRequest[];
}

/** How many documents came from where. */
export interface LoadedCollection {
  readonly namespace: string;
  readonly documents: number;
}

/** Databases of a server's own that are not part of anybody's data. */
const serverDatabases = new Set(['admin', 'config', 'local']);
const documentsPerWrite = 500;

/**
 * Loads a dump in `mongodump`'s directory format into a data directory that no bot is using.
 * The dump is checked as a whole first; loading into a collection that holds documents is refused.
 * @param dumpDir - with one directory per database, or the files of one database, which then becomes `xuece`
 * @throws StoreOpenError `no_store` when it is no dump, `damaged` when a file is broken, `not_empty`, `in_use`
 * @throws StoreError when an index cannot be built over the documents
 */
export async function loadStore(dumpDir: string, dataDir: string): Promise<LoadedCollection[]> {
  const files = dumpFiles(dumpDir);
  for (const file of files) for await (const _ of documentsOf(file));
  makeDataDirectory(dataDir);
  const listener = await listen(dataDir, (socket) => socket.destroy());
  try {
    await claimOwnership(dataDir, listener.address);
    const store = await openStore(dataDir, systemClock, () => undefined);
    try {
      return await loadAll(store, files, dataDir);
    } finally {
      await store.storage.close();
    }
  } finally {
    listener.server.close();
    listener.cleanUp();
  }
}

function dumpFiles(dumpDir: string): DumpFile[] {
  if (!existsSync(dumpDir)) throw notADump(dumpDir);
  const direct = filesOf(dumpDir, 'xuece');
  const nested = readdirSync(dumpDir)
    .filter((name) => !serverDatabases.has(name) && statSync(join(dumpDir, name)).isDirectory())
    .flatMap((name) => filesOf(join(dumpDir, name), name));
  const files = [...direct, ...nested];
  if (files.length === 0) throw notADump(dumpDir);
  return files;
}

function notADump(dumpDir: string): StoreOpenError {
  return new StoreOpenError('no_store', `${dumpDir} 中没有 mongodump 格式的文件（.bson）；压缩过的（.gz）请先解压。`);
}

function filesOf(directory: string, database: string): DumpFile[] {
  return readdirSync(directory).flatMap((file) => {
    const name = decodeURIComponent(basename(file, '.bson'));
    if (!file.endsWith('.bson') || name.startsWith('system.')) return [];
    const path = join(directory, file);
    return [{ database, name, path, indexes: indexesOf(path.replace(/\.bson$/, '.metadata.json')) }];
  });
}

function indexesOf(path: string): IndexRequest[] {
  if (!existsSync(path)) return [];
  const metadata: unknown = EJSON.parse(readFileSync(path, 'utf8'));
  const specs = isPlainObject(metadata) && Array.isArray(metadata.indexes) ? metadata.indexes : [];
  return (specs as Document[]).flatMap((spec) => indexRequest(spec) ?? []);
}

async function loadAll(store: Store, files: readonly DumpFile[], dataDir: string): Promise<LoadedCollection[]> {
  for (const { database, name } of files) {
    const existing = store.catalog.forReading(`${database}.${name}`);
    if (existing !== undefined && store.catalog.count(existing) > 0) {
      throw new StoreOpenError(
        'not_empty',
        `数据目录 ${dataDir} 中的 ${database}.${name} 已有数据，请导入到空的数据目录。`,
      );
    }
  }
  const loaded: LoadedCollection[] = [];
  for (const file of files) loaded.push(await loadFile(store, file));
  return loaded;
}

async function loadFile(store: Store, file: DumpFile): Promise<LoadedCollection> {
  await store.storage.write(() => {
    const collection = store.catalog.ensure(file.database, file.name);
    const known = new Set(collection.indexes.map((index) => index.record.name));
    const added = file.indexes.filter((index) => !known.has(index.name)).map((index) => store.catalog.newIndex(index));
    store.catalog.save({ ...collection, indexes: [...collection.indexes, ...added] });
  });
  let documents = 0;
  let batch: Buffer[] = [];
  const flush = async (): Promise<void> => {
    const ready = batch;
    batch = [];
    await store.storage.write(() => insertAll(store, file, ready));
    documents += ready.length;
  };
  for await (const bytes of documentsOf(file)) {
    batch.push(bytes);
    if (batch.length >= documentsPerWrite) await flush();
  }
  await flush();
  return { namespace: `${file.database}.${file.name}`, documents };
}

function insertAll(store: Store, { database, name }: DumpFile, batch: readonly Buffer[]): void {
  for (const bytes of batch) {
    store.documents.insert(
      store.catalog.ensure(database, name),
      withIdFirst(bytes, () => new ObjectId()),
    );
  }
}

/** The documents of a `.bson` file, one after another, each checked. @throws StoreOpenError `damaged` */
async function* documentsOf(file: DumpFile): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file.path, { highWaterMark: 1 << 20 })) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    for (;;) {
      const length = rest.length >= 4 ? rest.readInt32LE(0) : Number.POSITIVE_INFINITY;
      if (length < 5) throw damagedFile(file);
      if (rest.length < length) break;
      yield checkedDocument(file, rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  }
  if (rest.length > 0) throw damagedFile(file);
}

function checkedDocument(file: DumpFile, bytes: Buffer): Buffer {
  try {
    checkDocument(bytes);
    return bytes;
  } catch (cause) {
    throw damagedFile(file, cause);
  }
}

function damagedFile(file: DumpFile, cause?: unknown): StoreOpenError {
  return new StoreOpenError('damaged', `导出文件 ${file.path} 不完整或已损坏，请重新导出。`, { cause });
}
