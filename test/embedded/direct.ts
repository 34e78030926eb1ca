import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../../src/clock.ts';
import { dispatch } from '../../src/embedded/dispatch.ts';
import { type Document, decode, encode } from '../../src/embedded/document.ts';
import { makeDataDirectory, openStore } from '../../src/embedded/open-store.ts';
import type { Store } from '../../src/embedded/store.ts';
import { type VerifyFault, verifyCollection } from '../../src/embedded/verify-collection.ts';
import { opMessage } from '../../src/embedded/wire.ts';

/** A store without sockets: commands go straight in, for tests that need thousands of them. */
export interface DirectStore {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly dataDir: string;
  /** Runs one command on database `test`; error documents come back as they are. */
  run(command: Document): Promise<Document>;
  /** All documents of the first batch of a cursor command. */
  list(command: Document): Promise<Document[]>;
  /** What `verify` finds wrong in a collection. */
  faults(name: string): readonly VerifyFault[];
  end(): Promise<void>;
}

export async function openDirect(durable = false): Promise<DirectStore> {
  const dataDir = mkdtempSync(join(tmpdir(), 'store-direct-'));
  makeDataDirectory(dataDir);
  const clock = new ManualClock(new Date('2026-03-02T08:00:00Z'));
  const store = await openStore(dataDir, clock, () => undefined, durable);
  const run = async (command: Document): Promise<Document> => {
    const body = encode({ $db: 'test', ...command });
    const { $db, ...rest } = decode(body);
    const request = {
      requestId: 1,
      operation: opMessage as typeof opMessage,
      body: encode({ ...rest, $db }),
      sequences: new Map(),
      wantsReply: true,
    };
    const reply = await dispatch(store, request);
    return Buffer.isBuffer(reply) ? decode(reply) : decode(encode(reply));
  };
  return {
    store,
    clock,
    dataDir,
    run,
    async list(command) {
      const reply = await run(command);
      if (reply.ok !== 1 && !isOne(reply.ok)) throw new Error(JSON.stringify(reply));
      return (reply.cursor as { firstBatch: Document[] }).firstBatch;
    },
    faults(name) {
      const collection = store.catalog.forReading(`test.${name}`);
      return collection === undefined ? [] : verifyCollection(store.storage, collection).faults;
    },
    async end() {
      await store.storage.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function isOne(value: unknown): boolean {
  return Number(value) === 1;
}
