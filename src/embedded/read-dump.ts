import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { EJSON } from 'bson';
import { checkDocument, maxDocumentBytes } from './check-document.ts';
import { type Document, decode, isPlainObject } from './document.ts';
import { StoreOpenError } from './errors.ts';

/** One collection found in a dump. */
export interface DumpFile {
  readonly database: string;
  readonly name: string;
  readonly path: string;
  readonly indexes: readonly Document[];
}

/** Databases of a server's own that are not part of anybody's data. */
const serverDatabases = new Set(['admin', 'config', 'local']);

/** A batch is no larger than this, unless one document is. */
const batchDocuments = 500;
const batchBytes = 8 * 1024 * 1024;

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
