import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { EJSON } from 'bson';
import { emptyDirectory, syncDirectory } from './directories.ts';
import type { Document } from './document.ts';

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

const unfinished = '.unfinished';

const writtenAtOnceBytes = 1024 * 1024;

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
