import { canReadEverything, isShort } from './data-file.ts';
import { StoreOpenError } from './errors.ts';
import { layoutVersion, versionKey } from './layout.ts';
import { damaged, environmentPath, hasStore, openEnvironment, otherLayout } from './open-store.ts';
import type { Reader, Storage } from './storage.ts';

/**
 * Opens a data directory for reading only, beside a bot that may be running.
 * @param pages - `doubted` has every page tried out before anything is read, in a process of its own
 * @throws StoreOpenError
 */
export async function withStorage<T>(
  dataDir: string,
  work: (storage: Storage) => Promise<T>,
  pages: 'trusted' | 'doubted' = 'trusted',
): Promise<T> {
  if (!hasStore(dataDir)) throw noStore(dataDir);
  const storage = openEnvironment(dataDir, { readOnly: true, durable: true });
  try {
    const path = environmentPath(dataDir);
    if ((pages === 'doubted' || isShort(storage, path)) && !canReadEverything(path)) throw damaged(dataDir);
    const found = storage.get(versionKey)?.readUInt32BE();
    if (found === undefined) throw noStore(dataDir);
    if (found !== layoutVersion) throw otherLayout(dataDir, found);
    return await work(storage);
  } finally {
    await storage.close();
  }
}

/** Reads a data directory as it is at one instant. @throws StoreOpenError */
export function withReader<T>(
  dataDir: string,
  work: (reader: Reader) => Promise<T> | T,
  pages: 'trusted' | 'doubted' = 'trusted',
): Promise<T> {
  const pinned = async (storage: Storage): Promise<T> => {
    const reader = storage.pin();
    try {
      return await work(reader);
    } finally {
      reader.release();
    }
  };
  return withStorage(dataDir, pinned, pages);
}

function noStore(dataDir: string): StoreOpenError {
  return new StoreOpenError('no_store', `数据目录 ${dataDir} 中没有数据，请检查 DATA_DIR。`);
}
