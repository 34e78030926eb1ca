import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { EJSON } from 'bson';
import { emptyDirectory, syncDirectory } from './directories.ts';
import { type Document, decode, isPlainObject } from './document.ts';
import { StoreOpenError } from './errors.ts';
import { checkDocument, maxDocumentBytes } from './raw-bson.ts';

/** One collection to be written into a dump. */
export interface DumpSource {
  readonly database: string;
  readonly name: string;
  readonly options: Document;
  /** Definitions as `listIndexes` shows them, the one on _id first. */
  readonly indexes: readonly Document[];
  /** 32 hexadecimal digits. */
  readonly uuid: string;
  /** Every document as its bytes. */
  readonly documents: Iterable<Buffer> | AsyncIterable<Buffer>;
}

/** How many documents went where. */
export interface DumpedCollection {
  readonly namespace: string;
  readonly documents: number;
}

/** One collection found in a dump. */
export interface DumpFile {
  readonly database: string;
  readonly name: string;
  readonly path: string;
  readonly indexes: readonly Document[];
}

/** Databases of a server's own that are not part of anybody's data. */
const serverDatabases = new Set(['admin', 'config', 'local']);
const unfinished = '.unfinished';
const writtenAtOnceBytes = 1024 * 1024;
/** A batch is no larger than this, unless one document is. */
const batchDocuments = 500;
const batchBytes = 8 * 1024 * 1024;

/**
 * Writes collections as `mongodump` does: per database a directory, per collection `.bson` and `.metadata.json`.
 * A dump that breaks off leaves nothing that could be taken for a whole one.
 * @param outDir - an empty or missing directory
 * @throws StoreOpenError `not_empty`, `not_writable`
 */
export async function writeDump(
  outDir: string,
  sources: Iterable<DumpSource> | AsyncIterable<DumpSource>,
): Promise<DumpedCollection[]> {
  emptyDirectory(outDir);
  const dumped: DumpedCollection[] = [];
  const paths: string[] = [];
  try {
    for await (const source of sources) {
      const directory = join(outDir, source.database);
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const path = join(directory, encodeURIComponent(source.name));
      writeFileSync(`${path}.metadata.json`, metadataOf(source), { mode: 0o600, flush: true });
      paths.push(`${path}.bson`);
      const documents = await writeDocuments(source, `${path}.bson${unfinished}`);
      dumped.push({ namespace: `${source.database}.${source.name}`, documents });
    }
    for (const path of paths) renameSync(`${path}${unfinished}`, path);
    for (const directory of new Set(paths.map((path) => join(path, '..')))) syncDirectory(directory);
    return dumped;
  } catch (error) {
    for (const name of readdirSync(outDir)) rmSync(join(outDir, name), { recursive: true });
    throw error;
  }
}

function metadataOf({ name, options, indexes, uuid }: DumpSource): string {
  return EJSON.stringify({ options, indexes, uuid, collectionName: name, type: 'collection' }, { relaxed: false });
}

async function writeDocuments(source: DumpSource, path: string): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    let documents = 0;
    let waiting: Buffer[] = [];
    let waitingBytes = 0;
    for await (const bytes of source.documents) {
      documents++;
      waiting.push(bytes);
      waitingBytes += bytes.length;
      if (waitingBytes < writtenAtOnceBytes) continue;
      await file.appendFile(Buffer.concat(waiting));
      waiting = [];
      waitingBytes = 0;
    }
    await file.appendFile(Buffer.concat(waiting));
    await file.sync();
    return documents;
  } finally {
    await file.close();
  }
}

/**
 * The collections of the one database in a dump.
 * @param dumpDir - with a directory for that database, or the directory itself
 * @throws StoreOpenError `no_store` when it is no dump or holds several databases, `damaged` when a file cannot be read
 */
export function readDump(dumpDir: string): DumpFile[] {
  if (!existsSync(dumpDir) || !statSync(dumpDir).isDirectory()) throw notADump(dumpDir);
  if (existsSync(join(dumpDir, 'oplog.bson'))) throw withOplog(dumpDir);
  const direct = filesOf(dumpDir);
  if (direct.length > 0) return direct;
  const databases = readdirSync(dumpDir)
    .filter((name) => !serverDatabases.has(name) && statSync(join(dumpDir, name)).isDirectory())
    .map((name) => filesOf(join(dumpDir, name)))
    .filter((files) => files.length > 0);
  const [only, another] = databases;
  if (only === undefined) throw notADump(dumpDir);
  if (another !== undefined) throw severalDatabases(dumpDir, databases);
  return only;
}

function notADump(dumpDir: string): StoreOpenError {
  return new StoreOpenError(
    'no_store',
    `${dumpDir} 中没有完整的 mongodump 格式文件（.bson）；压缩过的（.gz）请先解压，没有导出完的请重新导出。`,
  );
}

function withOplog(dumpDir: string): StoreOpenError {
  return new StoreOpenError(
    'no_store',
    `${dumpDir} 是带 --oplog 的导出，不能直接导入。请先停止机器人，再用不带 --oplog 的 mongodump 重新导出。`,
  );
}

function severalDatabases(dumpDir: string, databases: readonly (readonly DumpFile[])[]): StoreOpenError {
  const names = databases.map(([file]) => file?.database ?? '');
  return new StoreOpenError(
    'no_store',
    `${dumpDir} 中有多个数据库（${names.join('、')}），请指明其中一个的目录，例如 ${join(dumpDir, names[0] ?? '')}。`,
  );
}

function filesOf(directory: string): DumpFile[] {
  return readdirSync(directory).flatMap((file) => {
    if (!file.endsWith('.bson') || file.startsWith('system.')) return [];
    const path = join(directory, file);
    const { name, indexes } = metadataAt(path);
    return [{ database: basename(directory), name, path, indexes }];
  });
}

/** Name and indexes of the collection in a `.bson` file. */
function metadataAt(path: string): Pick<DumpFile, 'name' | 'indexes'> {
  const file = path.replace(/\.bson$/, '.metadata.json');
  try {
    const metadata: unknown = existsSync(file) ? EJSON.parse(readFileSync(file, 'utf8')) : {};
    const { collectionName, indexes } = isPlainObject(metadata) ? metadata : {};
    return {
      name: typeof collectionName === 'string' ? collectionName : decodeURIComponent(basename(path, '.bson')),
      indexes: Array.isArray(indexes) ? indexes.filter(isPlainObject) : [],
    };
  } catch (cause) {
    throw damagedFile(file, cause);
  }
}

/** The documents of a `.bson` file, one after another, each of which can be read. @throws StoreOpenError `damaged` */
export async function* documentsOf(file: DumpFile): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file.path, { highWaterMark: 1 << 20 })) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let at = 0;
    for (let length = lengthAt(rest, at, file); length <= rest.length - at; length = lengthAt(rest, at, file)) {
      yield checkedDocument(file, rest.subarray(at, at + length));
      at += length;
    }
    rest = rest.subarray(at);
  }
  if (rest.length > 0) throw damagedFile(file.path);
}

/** The same documents, as many together as should be written at once. */
export async function* batchesOf(file: DumpFile): AsyncGenerator<Buffer[]> {
  let batch: Buffer[] = [];
  let bytes = 0;
  for await (const document of documentsOf(file)) {
    if (batch.length >= batchDocuments || (batch.length > 0 && bytes + document.length > batchBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(document);
    bytes += document.length;
  }
  if (batch.length > 0) yield batch;
}

/** The length of the document that starts here, Infinity when not even that is there yet. */
function lengthAt(bytes: Buffer, at: number, file: DumpFile): number {
  if (bytes.length - at < 4) return Number.POSITIVE_INFINITY;
  const length = bytes.readInt32LE(at);
  if (length < 5 || length > maxDocumentBytes) throw damagedFile(file.path);
  return length;
}

function checkedDocument(file: DumpFile, bytes: Buffer): Buffer {
  try {
    checkDocument(bytes);
    decode(bytes);
    return bytes;
  } catch (cause) {
    throw damagedFile(file.path, cause);
  }
}

function damagedFile(path: string, cause?: unknown): StoreOpenError {
  return new StoreOpenError('damaged', `导出文件 ${path} 不完整或已损坏，请重新导出。`, { cause });
}
