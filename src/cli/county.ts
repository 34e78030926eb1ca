import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { startEmbeddedStore } from '../embedded/index.ts';
import { runningStoreUri } from '../embedded/running.ts';
import { openStore, type Store } from '../store/open.ts';

/**
 * The county's store for one command: the server's, that of the bot running on the data folder, or one opened for the command alone.
 */
export async function withCounty<Result>(config: Config, work: (store: Store) => Promise<Result>): Promise<Result> {
  const running = config.mongodbUri ?? (await runningStoreUri(config.dataDir));
  if (running !== undefined) return onStore(running, work);
  const embedded = await startEmbeddedStore({ dataDir: config.dataDir });
  try {
    return await onStore(embedded.uri, async (store) => {
      await store.releaseAll(systemClock.now());
      return work(store);
    });
  } finally {
    await embedded.close();
  }
}

async function onStore<Result>(uri: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore(uri);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
