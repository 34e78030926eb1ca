import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StoreOpenError } from './errors.ts';
import { layoutVersion } from './layout.ts';
import { environmentPath } from './open-store.ts';
import { withStorage } from './read-store.ts';

const dataFile = 'data.mdb';
const manifestFile = 'manifest.json';

const manifestShape = z.strictObject({
  layoutVersion: z.int(),
  /** Length of the data file. */
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  takenAt: z.iso.datetime(),
});

/** What a backup says about itself. */
export type BackupManifest = z.infer<typeof manifestShape>;

/**
 * Takes a copy of the whole store as of one instant, also while the bot runs, and notes its checksum beside it.
 * @param outDir - an empty or missing directory
 * @throws StoreOpenError `not_empty` when something is there already, `no_store` when there is nothing to copy
 */
export async function backupStore(dataDir: string, outDir: string, takenAt: Date): Promise<BackupManifest> {
  mkdirSync(outDir, { recursive: true, mode: 0o700 });
  if (readdirSync(outDir).length > 0)
    throw new StoreOpenError('not_empty', `备份目录 ${outDir} 不是空目录，请换一个。`);
  await withStorage(dataDir, (storage) => storage.copyTo(outDir));
  const path = join(outDir, dataFile);
  const manifest = {
    layoutVersion,
    bytes: statSync(path).size,
    sha256: await sha256Of(path),
    takenAt: takenAt.toISOString(),
  };
  writeFileSync(join(outDir, manifestFile), `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
  return manifest;
}

/**
 * Puts a backup into a data directory that holds no store yet.
 * @throws StoreOpenError `not_empty`, `no_store` when it is no backup, `damaged` when length or checksum differ, `newer_layout`
 */
export async function restoreStore(backupDir: string, dataDir: string): Promise<BackupManifest> {
  const manifest = readManifest(backupDir);
  const source = join(backupDir, dataFile);
  if (manifest.layoutVersion > layoutVersion) {
    throw new StoreOpenError(
      'newer_layout',
      `备份 ${backupDir} 由更新版本的程序写成（格式 ${manifest.layoutVersion}），请先升级程序。`,
    );
  }
  if (statSync(source).size !== manifest.bytes || (await sha256Of(source)) !== manifest.sha256) {
    throw new StoreOpenError('damaged', `备份 ${backupDir} 已损坏（校验值不符），请换一份备份。`);
  }
  const target = environmentPath(dataDir);
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new StoreOpenError('not_empty', `数据目录 ${dataDir} 中已有数据，备份只能恢复到空目录。`);
  }
  mkdirSync(target, { recursive: true, mode: 0o700 });
  const unfinished = join(target, `${dataFile}.restoring`);
  copyFileSync(source, unfinished);
  if ((await sha256Of(unfinished)) !== manifest.sha256) {
    rmSync(unfinished);
    throw new StoreOpenError('damaged', '恢复时写入的数据与备份不符，请检查磁盘。');
  }
  syncFile(unfinished);
  renameSync(unfinished, join(target, dataFile));
  return manifest;
}

function readManifest(backupDir: string): BackupManifest {
  try {
    return manifestShape.parse(JSON.parse(readFileSync(join(backupDir, manifestFile), 'utf8')));
  } catch (cause) {
    throw new StoreOpenError('no_store', `${backupDir} 不是备份目录，或其清单已损坏。`, { cause });
  }
}

/** The copy must be on disk before it takes its final name. */
function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  fsyncSync(file);
  closeSync(file);
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
