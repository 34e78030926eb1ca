import { rmSync } from 'node:fs';
import mongoose from 'mongoose';
import type { Clock } from '../../src/clock.ts';
import { startEmbeddedStore } from '../../src/embedded/index.ts';
import type { Seal } from '../../src/store/seal.ts';
import { openStore, type Store } from '../../src/stores.ts';
import { preparedDataDir } from './prepared-data.ts';

/** The bot's collections on an embedded store, without a bot. */
export interface BareStore {
  store: Store;
  uri: string;
  /** Empties every collection but the name of the installation. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

/** @param seal - what proofs are encrypted with */
export async function openBareStore(clock: Clock, seal?: Seal): Promise<BareStore> {
  const dataDir = await preparedDataDir('nobody');
  const embedded = await startEmbeddedStore({ dataDir, clock, durable: false });
  const store = await openStore(embedded.uri, { seal });
  const client = await new mongoose.mongo.MongoClient(embedded.uri).connect();
  return {
    store,
    uri: embedded.uri,
    async empty() {
      const names = (await client.db().listCollections().toArray()).map(({ name }) => name);
      const others = names.filter((name) => name !== 'installation');
      await Promise.all(others.map((name) => client.db().collection(name).deleteMany({})));
    },
    async stop() {
      await client.close();
      await store.close();
      await embedded.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
