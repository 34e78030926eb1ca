import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { Catalog } from './catalog.ts';
import { Cursors } from './cursors.ts';
import { DataFile } from './data-file.ts';
import { Documents } from './documents.ts';
import { StoreError, StoreOpenError } from './errors.ts';
import { isReadableLayout, layoutVersion, uint32, versionKey } from './layout.ts';
import type { StorageOptions } from './lmdb-files.ts';
import { checkPages, isUnwritten } from './page-check.ts';
import { diskFullCode } from './reserve.ts';
import { Storage } from './storage.ts';
import type { Log, Store } from './store.ts';

/** The directory of the LMDB files inside a data directory. */
export function environmentPath(dataDir: string): string {
  return join(dataDir, 'store');
}

/** Makes the data directory, for this user only. @throws StoreOpenError `not_writable` */
export function makeDataDirectory(dataDir: string): void {
  try {
    mkdirSync(environmentPath(dataDir), { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StoreOpenError('not_writable', `无法创建数据目录 ${dataDir}，请检查目录权限和磁盘空间。`, { cause });
  }
}

/**
 * Opens the store of a data directory that this process owns.
 * @param durable - false switches flushing off, see StorageOptions
 * @throws StoreOpenError `newer_layout`, `older_layout`, `damaged`, `not_writable` or `disk_full`
 */
export async function openStore(dataDir: string, clock: Clock, log: Log, durable = true): Promise<Store> {
  refuseDamaged(dataDir);
  const storage = openEnvironment(dataDir, { readOnly: false, durable });
  const catalog = await checkedCatalog(storage, dataDir);
  storage.useHooks(catalog);
  return {
    storage,
    catalog,
    documents: new Documents(storage, catalog),
    cursors: new Cursors(clock),
    clock,
    log,
    counters: { connections: 0, commands: 0, startedAt: clock.now() },
  };
}

/** Reads every page in use while nobody writes: LMDB ends the process when it meets one that is none. @throws StoreOpenError `damaged` */
export function refuseDamaged(dataDir: string): void {
  if (isUnwritten(environmentPath(dataDir))) return;
  try {
    checkPages(environmentPath(dataDir));
  } catch (cause) {
    throw openFault(dataDir, cause);
  }
}

/** Opens the LMDB files, if they are such. @throws StoreOpenError */
export function openEnvironment(dataDir: string, options: StorageOptions): Storage {
  try {
    if (!isUnwritten(environmentPath(dataDir))) refuseOtherFile(environmentPath(dataDir));
    return new Storage(environmentPath(dataDir), options);
  } catch (cause) {
    throw openFault(dataDir, cause);
  }
}

function refuseOtherFile(path: string): void {
  const file = new DataFile(path);
  try {
    file.snapshot();
  } finally {
    file.close();
  }
}

/** Why files that are there cannot be used, in words for the operator. */
export function openFault(dataDir: string, cause: unknown): StoreOpenError {
  if (/EACCES|EROFS|Permission denied|Read-only/i.test(String(cause)))
    return new StoreOpenError('not_writable', `数据目录 ${dataDir} 无法写入，请检查目录权限和磁盘空间。`, { cause });
  if (cause instanceof StoreError && cause.code === diskFullCode)
    return new StoreOpenError('disk_full', `磁盘空间不足，无法使用数据目录 ${dataDir}。请清理磁盘后重新执行。`, {
      cause,
    });
  return new StoreOpenError('damaged', `数据目录 ${dataDir} 中的数据文件已损坏，请用备份恢复。`, { cause });
}

/** Closes the files again when they turn out to be unusable. */
async function checkedCatalog(storage: Storage, dataDir: string): Promise<Catalog> {
  try {
    await checkLayout(storage, dataDir);
    return new Catalog(storage);
  } catch (cause) {
    await storage.close().catch(() => undefined);
    throw cause instanceof StoreOpenError ? cause : openFault(dataDir, cause);
  }
}

/** Refuses a layout that cannot be read; from now on this is the present one. */
async function checkLayout(storage: Storage, dataDir: string): Promise<void> {
  const found = storage.get(versionKey)?.readUInt32BE();
  if (found !== undefined && !isReadableLayout(found)) throw otherLayout(dataDir, found);
  if (found !== layoutVersion) await storage.write(() => storage.put(versionKey, uint32(layoutVersion)));
}

/** The data or a backup were written by a newer program, or by one so old that its layout is not read any more. */
export function otherLayout(directory: string, found: number): StoreOpenError {
  return found > layoutVersion
    ? new StoreOpenError('newer_layout', `${directory} 由更新版本的程序写成（格式 ${found}），请先升级程序。`)
    : new StoreOpenError(
        'older_layout',
        `${directory} 的格式（${found}）过旧，请用旧版程序导出（xuece store dump），再用本程序导入（xuece store load）。`,
      );
}

/** True when the data directory holds a store already: files that something was ever written to. */
export function hasStore(dataDir: string): boolean {
  return !isUnwritten(environmentPath(dataDir));
}
