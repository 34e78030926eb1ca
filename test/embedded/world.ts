import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { type EmbeddedStore, type EmbeddedStoreOptions, startEmbeddedStore } from '../../src/embedded/index.ts';

const { MongoClient } = mongoose.mongo;
type Client = InstanceType<typeof MongoClient>;

/** A store in a directory of its own, with a client of the unmodified driver. */
export interface World {
  readonly dataDir: string;
  readonly store: EmbeddedStore;
  readonly client: Client;
  readonly db: ReturnType<Client['db']>;
  /** Closes client and store; the data stay for `reopen`. */
  stop(): Promise<void>;
  /** Starts again on the same data. */
  reopen(): Promise<World>;
  /** Stops and deletes everything. */
  end(): Promise<void>;
}

export async function startWorld(options: Partial<EmbeddedStoreOptions> = {}): Promise<World> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'store-test-'));
  const store = await startEmbeddedStore({ ...options, dataDir });
  const client = await new MongoClient(store.uri).connect();
  const stop = async (): Promise<void> => {
    await client.close();
    await store.close();
  };
  return {
    dataDir,
    store,
    client,
    db: client.db(),
    stop,
    reopen: () => startWorld({ ...options, dataDir }),
    async end() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
