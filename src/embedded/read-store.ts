import { resolve } from 'node:path';
import { BSONError } from 'bson';
import { StoreError, StoreOpenError } from './errors.ts';
import { isReadableLayout, versionKey } from './layout.ts';
import { hasStore, openEnvironment, openFault, otherLayout, refuseDamaged } from './open-store.ts';
import { livingOwner } from './owner.ts';
import type { Reader, Storage } from './storage.ts';

/** Opens a data directory for reading only, beside a bot that may be running, once all its pages are known to be readable. @throws StoreOpenError */
export async function withStorage<T>(dataDir: string, work: (storage: Storage) => Promise<T>): Promise<T> {
  requireStore(dataDir);
  const isChecked = await isWholeAndUnused(dataDir);
  const storage = openEnvironment(dataDir, { readOnly: true, durable: true });
  try {
    if (!isChecked) pinned(storage, () => refuseDamaged(dataDir));
    const found = storage.get(versionKey)?.readUInt32BE();
    if (found === undefined) throw noStore(dataDir);
    if (!isReadableLayout(found)) throw otherLayout(dataDir, found);
    return await work(storage);
  } catch (cause) {
    throw isDamage(cause) ? openFault(dataDir, cause) : cause;
  } finally {
    await storage.close();
  }
}

/** What reading records fails with that are not as they were written. */
function isDamage(cause: unknown): boolean {
  return cause instanceof StoreError || cause instanceof RangeError || cause instanceof BSONError;
}

/** Checks the pages unless a bot may be writing new ones over those that it no longer needs. @throws StoreOpenError `damaged` */
async function isWholeAndUnused(dataDir: string): Promise<boolean> {
  if ((await livingOwner(dataDir)) !== undefined) return false;
  try {
    refuseDamaged(dataDir);
    return true;
  } catch (fault) {
    if ((await livingOwner(dataDir)) === undefined) throw fault;
    return false;
  }
}

function pinned<T>(storage: Storage, work: (reader: Reader) => T): T {
  const reader = storage.pin();
  try {
    return work(reader);
  } finally {
    reader.release();
  }
}

/** Reads a data directory as it is at one instant. @throws StoreOpenError */
export function withReader<T>(dataDir: string, work: (reader: Reader) => Promise<T> | T): Promise<T> {
  return withStorage(dataDir, async (storage) => {
    const reader = storage.pin();
    try {
      return await work(reader);
    } finally {
      reader.release();
    }
  });
}

/** @throws StoreOpenError when nothing was ever stored there */
export function requireStore(dataDir: string): void {
  if (!hasStore(dataDir)) throw noStore(dataDir);
}

function noStore(dataDir: string): StoreOpenError {
  const advice = `数据目录 ${resolve(dataDir)} 中没有数据。请检查 DATA_DIR；首次使用时，请先运行 npm start。`;
  return new StoreOpenError('no_store', advice);
}
