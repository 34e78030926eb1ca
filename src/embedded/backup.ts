import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { emptyDirectory, fillDataDirectory, syncDirectory } from './directories.ts';
import { StoreOpenError } from './errors.ts';
import { isReadableLayout, layoutVersion } from './layout.ts';
import { environmentPath, otherLayout } from './open-store.ts';
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
type BackupManifest = z.infer<typeof manifestShape>;

/**
 * Takes a copy of the whole store as of one instant, also while the bot runs, and notes its checksum beside it.
 * @param outDir - an empty or missing directory; it is empty again when the copy fails
 * @throws StoreOpenError `no_store` when there is nothing to copy, `damaged`, `not_empty`, `not_writable`
 */
export function backupStore(dataDir: string, outDir: string, takenAt: Date): Promise<BackupManifest> {
  return withStorage(dataDir, async (storage) => {
    emptyDirectory(outDir);
    try {
      await storage.copyTo(outDir).catch((cause: unknown) => {
        throw new StoreOpenError('not_writable', `没能在 ${outDir} 写完备份，请检查磁盘空间和目录权限。`, { cause });
      });
      return await writeManifest(outDir, takenAt);
    } catch (error) {
      for (const name of readdirSync(outDir)) rmSync(join(outDir, name));
      throw error;
    }
  });
}

/** The manifest comes last and says that the copy is whole. */
async function writeManifest(outDir: string, takenAt: Date): Promise<BackupManifest> {
  const path = join(outDir, dataFile);
  syncFile(path);
  const manifest = {
    layoutVersion,
    bytes: statSync(path).size,
    sha256: await sha256Of(path),
    takenAt: takenAt.toISOString(),
  };
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
  writeFileSync(join(outDir, manifestFile), text, { mode: 0o600, flush: true });
  syncDirectory(outDir);
  return manifest;
}

/**
 * Puts a backup into a data directory that holds no store yet, all or nothing.
 * @param prepare - changes the restored store before anybody else can open it, given the data directory it lies in
 * @throws StoreOpenError `no_store` when it is no backup, `damaged` when length or checksum differ, `newer_layout`, `older_layout`,
 *   `in_use`, `not_empty`, `not_writable`
 */
export async function restoreStore(
  backupDir: string,
  dataDir: string,
  prepare?: (within: string) => Promise<void>,
): Promise<BackupManifest> {
  const manifest = readManifest(backupDir);
  const source = join(backupDir, dataFile);
  if (!isReadableLayout(manifest.layoutVersion)) throw otherLayout(backupDir, manifest.layoutVersion);
  if (!existsSync(source) || statSync(source).size !== manifest.bytes || (await sha256Of(source)) !== manifest.sha256) {
    throw new StoreOpenError('damaged', `备份 ${backupDir} 已损坏（校验值不符），请换一份备份。`);
  }
  return fillDataDirectory(dataDir, async (within) => {
    const target = join(environmentPath(within), dataFile);
    copyFileSync(source, target);
    syncFile(target);
    if ((await sha256Of(target)) !== manifest.sha256)
      throw new StoreOpenError('damaged', '恢复时写入的数据与备份不符，请检查磁盘。');
    await prepare?.(within);
    return manifest;
  });
}

function readManifest(backupDir: string): BackupManifest {
  try {
    return manifestShape.parse(JSON.parse(readFileSync(join(backupDir, manifestFile), 'utf8')));
  } catch (cause) {
    throw new StoreOpenError('no_store', `${backupDir} 不是备份目录，或其清单已损坏。`, { cause });
  }
}

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
