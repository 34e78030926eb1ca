import { StoreOpenError } from './errors.ts';
import { layoutVersion, versionKey } from './layout.ts';
import { hasStore, openEnvironment } from './open-store.ts';
import type { PinnedReader, Reader, Storage } from './storage.ts';

/** Opens a data directory for reading only, beside a bot that may be running. @throws StoreOpenError */
export async function withStorage<T>(dataDir: string, work: (storage: Storage) => Promise<T>): Promise<T> {
  if (!hasStore(dataDir)) throw new StoreOpenError('no_store', `数据目录 ${dataDir} 中没有数据，请检查 DATA_DIR。`);
  const storage = openEnvironment(dataDir, { readOnly: true, durable: true });
  try {
    const found = storage.get(versionKey)?.readUInt32BE();
    if (found !== layoutVersion) {
      throw new StoreOpenError(
        'newer_layout',
        `数据目录 ${dataDir} 的格式是 ${found ?? '未知'}，本程序只认识格式 ${layoutVersion}。`,
      );
    }
    return await work(storage);
  } finally {
    await storage.close();
  }
}

/** Reads a data directory as it is at one instant. @throws StoreOpenError */
export function withReader<T>(dataDir: string, work: (reader: Reader) => Promise<T> | T): Promise<T> {
  return withStorage(dataDir, async (storage) => {
    const pinned: PinnedReader = storage.pin();
    try {
      return await work(pinned);
    } finally {
      pinned.release();
    }
  });
}
