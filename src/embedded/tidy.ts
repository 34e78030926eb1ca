import { StoreError } from './errors.ts';
import { clearDropped } from './key-spaces.ts';
import type { Store } from './store.ts';
import { sweepExpired } from './ttl.ts';

/** MongoDB promises that expired documents are gone within about 60 s; this keeps well below. */
const tidyEveryMs = 20_000;
/** How often it is looked whether the pages of the data file that were read are to be given back. */
const remapLookMs = 250;
const mebibyte = 1024 * 1024;
/** From which size of the process on, and after how much growth: a process that is large without these pages gains nothing by it. */
const remapAboveBytes = 224 * mebibyte;
const remapGrowthBytes = 16 * mebibyte;
/** A smaller data file is not what makes the process large. */
const remapFileBytes = 16 * mebibyte;

/** Empties what was dropped and removes what has expired, now and every so often; gives memory back. @returns how to stop it */
export function keepTidy(store: Store): () => void {
  let running = false;
  const tidy = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      while (!(await clearDropped(store.storage)));
      await sweepExpired(store);
    } catch (error) {
      if (error instanceof StoreError && error.codeName === 'ShutdownInProgress') return;
      store.log('tidying failed', { error: error instanceof Error ? error.message : String(error) });
    } finally {
      running = false;
    }
  };
  void tidy();
  const timers = [
    setInterval(() => void tidy(), tidyEveryMs).unref(),
    setInterval(pagesGivenBack(store), remapLookMs).unref(),
  ];
  return () => timers.forEach(clearInterval);
}

/** LMDB reads by mapping its file: without this, the process would seem to grow with all that was ever read. */
function pagesGivenBack({ storage }: Pick<Store, 'storage'>): () => void {
  let leftBytes = 0;
  return () => {
    if (storage.stats().bytes <= remapFileBytes) return;
    const bytes = process.memoryUsage.rss();
    // It may have become smaller by itself.
    leftBytes = Math.min(leftBytes, bytes);
    if (bytes <= remapAboveBytes || bytes - leftBytes < remapGrowthBytes) return;
    storage.remap();
    leftBytes = process.memoryUsage.rss();
  };
}
