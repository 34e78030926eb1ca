import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { PassingKeys } from '../store/passing-keys.ts';
import { type Seal, sealKeyBytes, sealWith } from '../store/seal.ts';

const folderName = 'passing-keys';
const ending = '.key';

/**
 * Passing keys as files of the data folder, for its owner alone. They are in no backup. One is on the disk before anything is sealed with it,
 * and overwritten before it is removed. Processes that share the folder share the keys.
 */
export function keysInFolder(dataDir: string, random = () => randomBytes(sealKeyBytes)): PassingKeys {
  const folder = join(dataDir, folderName);
  const pathOf = (name: string) => join(folder, `${encodeURIComponent(name)}${ending}`);
  const find = (name: string) => readKey(pathOf(name));
  return {
    find,
    make(name) {
      const present = find(name);
      if (present !== undefined) return present;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeKey(pathOf(name), random());
      syncFolder(folder);
      const made = find(name);
      if (made === undefined) throw new Error('a key was written and cannot be read');
      return made;
    },
    destroy(name) {
      overwrite(pathOf(name), random());
      syncFolder(folder);
    },
    names: () =>
      unlessMissing(() => readdirSync(folder), [])
        .filter((file) => file.endsWith(ending))
        .map((file) => decodeURIComponent(file.slice(0, -ending.length))),
  };
}

/** `undefined` also for a file that is damaged: what was sealed with it is lost. */
function readKey(path: string): Seal | undefined {
  const written = unlessMissing(() => readFileSync(path, 'utf8'), undefined);
  return written !== undefined && /^[0-9a-f]{64}$/.test(written) ? sealWith(Buffer.from(written, 'hex')) : undefined;
}

/** Another process that was faster has its key stand. */
function writeKey(path: string, key: Buffer): void {
  try {
    writeAll(path, 'wx', key.toString('hex'));
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  }
}

function overwrite(path: string, noise: Buffer): void {
  unlessMissing(() => {
    writeAll(path, 'r+', noise.toString('hex'));
    unlinkSync(path);
  }, undefined);
}

function writeAll(path: string, flags: string, text: string): void {
  const file = openSync(path, flags, 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A folder cannot be flushed everywhere; where it cannot, it needs not be. */
function syncFolder(folder: string): void {
  try {
    const opened = openSync(folder, 'r');
    try {
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOENT'].some((code) => isCode(error, code))) throw error;
  }
}

function unlessMissing<Result, Else>(read: () => Result, otherwise: Else): Result | Else {
  try {
    return read();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return otherwise;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
