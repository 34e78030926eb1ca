import { PLATFORM_NAMES, type PlatformName } from '../chat/update.ts';
import { type Clock, systemClock } from '../clock.ts';
import { openDemoClock } from '../demo/demo-clock.ts';
import { requireStore, runningStoreUri, startEmbeddedStore } from '../embedded/index.ts';
import { longPatienceMs } from '../store/deadline.ts';
import type { PassingKeys } from '../store/passing-keys.ts';
import type { Seal } from '../store/seal.ts';
import { openStore, type Store } from '../stores.ts';
import type { Config } from './config.ts';
import { keysInFolder } from './passing-key-files.ts';
import { readSeal } from './proof-key.ts';

/**
 * The county's store for one command: the server's, that of the bot running on the data folder, or one opened for the command alone.
 * A folder without data is refused, not filled: a wrong `DATA_DIR` would look like an empty county.
 * The clock beside it is the bot's: the demo's may have been put forward.
 */
export async function withCounty<Result>(
  config: Config,
  workOn: (store: Store, clock: Clock) => Promise<Result>,
): Promise<Result> {
  const clock = config.emulator ? openDemoClock(config.dataDir).clock : systemClock;
  const work = (store: Store) => workOn(store, clock);
  const sealing = { seal: readSeal(config), keys: keysInFolder(config.dataDir) };
  const running = config.mongodbUri ?? (await runningStoreUri(config.dataDir));
  if (running !== undefined) return onStore(running, sealing, work);
  requireStore(config.dataDir);
  const embedded = await startEmbeddedStore({ dataDir: config.dataDir });
  try {
    return await onStore(embedded.uri, sealing, async (store) => {
      await store.releaseAll(clock.now());
      return work(store);
    });
  } finally {
    await embedded.close();
  }
}

async function onStore<Result>(
  uri: string,
  sealing: { seal: Seal | undefined; keys: PassingKeys },
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await openStore(uri, { patience: { ms: longPatienceMs }, ...sealing });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The platforms that are configured; the demo has both. */
export function platformsOf(config: Config): PlatformName[] {
  const { wecom, wecomAibot, dingtalk } = config;
  const accounts = { wecom: wecom ?? wecomAibot, dingtalk };
  return PLATFORM_NAMES.filter((name) => config.emulator || accounts[name] !== undefined);
}
