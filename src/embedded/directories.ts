import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StoreOpenError } from './errors.ts';
import { listen } from './listen.ts';
import { environmentPath, hasStore, makeDataDirectory } from './open-store.ts';
import { claimOwnership } from './owner.ts';

/** Makes a directory for output, for this user only, or takes an empty one. @throws StoreOpenError `not_empty`, `not_writable` */
export function emptyDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StoreOpenError('not_writable', `无法创建目录 ${path}，请检查路径、权限和磁盘空间。`, { cause });
  }
  if (readdirSync(path).length > 0)
    throw new StoreOpenError('not_empty', `目录 ${path} 不是空目录，请换一个空目录或新目录。`);
}

/** Has the names in a directory written to disk: a file renamed into it stays there after a power cut. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  const directory = openSync(path, 'r');
  fsyncSync(directory);
  closeSync(directory);
}

/**
 * Fills a data directory that holds no store yet, all or nothing, while nobody else can use it.
 * @param fill - makes a whole store in the data directory it is given, which lies inside the other one
 * @throws StoreOpenError `in_use`, `not_empty`, `not_writable`, or whatever `fill` throws; then the directory is as it was
 */
export async function fillDataDirectory<T>(dataDir: string, fill: (within: string) => Promise<T>): Promise<T> {
  makeDataDirectory(dataDir);
  const listener = await listen(dataDir, (socket) => socket.destroy());
  const within = join(dataDir, 'incoming');
  try {
    await claimOwnership(dataDir, listener.address);
    if (hasStore(dataDir))
      throw new StoreOpenError('not_empty', `数据目录 ${dataDir} 中已有数据，只能写入空的数据目录。`);
    rmSync(within, { recursive: true, force: true });
    makeDataDirectory(within);
    const result = await fill(within);
    rmSync(environmentPath(dataDir), { recursive: true });
    renameSync(environmentPath(within), environmentPath(dataDir));
    syncDirectory(dataDir);
    return result;
  } finally {
    rmSync(within, { recursive: true, force: true });
    listener.server.close();
    listener.cleanUp();
  }
}
