import { StoreError } from './errors.ts';
import { clearDropped } from './key-spaces.ts';
import type { Store } from './store.ts';
import { sweepExpired } from './ttl.ts';

/** MongoDB promises that expired documents are gone within about 60 s; this keeps well below. */
const tidyEveryMs = 20_000;
/** How often, and from which size of the process on, the pages of the data file that were read are given back. */
const remapEveryMs = 2_000;
const remapAboveBytes = 256 * 1024 * 1024;
/** A smaller data file is not what makes the process large. */
const remapFileBytes = 16 * 1024 * 1024;

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
    setInterval(() => giveBackPages(store), remapEveryMs).unref(),
  ];
  return () => timers.forEach(clearInterval);
}

/** LMDB reads by mapping its file: without this, the process would seem to grow with all that was ever read. */
function giveBackPages({ storage }: Store): void {
  if (storage.stats().bytes > remapFileBytes && process.memoryUsage.rss() > remapAboveBytes) storage.remap();
}
