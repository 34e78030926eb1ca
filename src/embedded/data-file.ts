import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Storage } from './storage.ts';

/** Where LMDB's mark lies in the first page of a data file, and what it is. */
const markOffset = 24;
const mark = 0xbeefc0de;

/** False when a data file is there that LMDB did not write; LMDB itself would not survive opening it. */
export function looksLikeDataFile(path: string): boolean {
  const file = join(path, 'data.mdb');
  if (!existsSync(file)) return true;
  const head = Buffer.alloc(markOffset + 4);
  const opened = openSync(file, 'r');
  try {
    const length = readSync(opened, head, 0, head.length, 0);
    return length === 0 || (length === head.length && head.readUInt32LE(markOffset) === mark);
  } finally {
    closeSync(opened);
  }
}

/** Reads every entry with its value; LMDB ends the process when it meets a page that is none. */
const readEverything = `
  const [lmdb, path] = process.argv.slice(1);
  const db = require(lmdb).open({ path, readOnly: true, encoding: 'binary', keyEncoding: 'binary', maxDbs: 1 });
  for (const _ of db.getRange({}));
  process.exit(0);
`;

/**
 * Tells whether everything in the data file can be read, in a process of its own, because LMDB does not survive finding out.
 * @param path - directory of the LMDB files
 */
export function canReadEverything(path: string): boolean {
  const lmdb = createRequire(import.meta.url).resolve('lmdb');
  const { status, error } = spawnSync(process.execPath, ['-e', readEverything, lmdb, path], { stdio: 'ignore' });
  if (error !== undefined) throw error;
  return status === 0;
}

/** True when the file ends before its last page: unused pages may never have been written, others may be lost. */
export function isShort(storage: Storage, path: string): boolean {
  return statSync(join(path, 'data.mdb')).size < storage.stats().bytes;
}

/**
 * Tells whether the data file of this process's own store has all its pages, and lengthens it when only unused ones are missing.
 * Reading a page beyond the end of a mapped file kills the process, so this must come before anything is read.
 */
export function hasAllPages(storage: Storage, path: string): boolean {
  if (!isShort(storage, path)) return true;
  if (!canReadEverything(path)) return false;
  truncateSync(join(path, 'data.mdb'), storage.stats().bytes);
  return true;
}
