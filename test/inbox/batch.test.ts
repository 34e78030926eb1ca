import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { text } from '../../src/chat/message.ts';
import { ManualClock } from '../../src/clock.ts';
import { type EmbeddedStore, startEmbeddedStore } from '../../src/embedded/index.ts';
import { Inbox } from '../../src/inbox/inbox.ts';
import type { ReceiptRow } from '../../src/inbox/receipt-row.ts';
import { Worker } from '../../src/inbox/worker.ts';
import type { Log } from '../../src/log.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { openStore, type Store } from '../../src/stores.ts';
import { CutStore } from '../helpers/cut-store.ts';
import { quietHours } from '../helpers/sending.ts';

const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = new ManualClock(new Date('2026-03-02T01:00:00Z'));
let dataDir: string;
let embedded: EmbeddedStore;
let seen: CutStore;
let store: Store;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'inbox-batch-'));
  embedded = await startEmbeddedStore({ dataDir, clock, durable: false });
  seen = await CutStore.before(embedded.uri);
  store = await openStore(seen.uri);
});
afterAll(async () => {
  await store.close();
  await seen.close();
  await embedded.close();
  rmSync(dataDir, { recursive: true, force: true });
});

let said = 0;
async function say(people: readonly string[]): Promise<void> {
  const inbox = new Inbox(store.receipts, clock, () => undefined, 30_000);
  const updates = people.map((userId) => {
    said += 1;
    const from = { platform: 'wecom' as const, userId };
    return { kind: 'said' as const, id: `${userId}:${said}`, from, at: 0, text: '', where: 'single' as const };
  });
  await Promise.all(updates.map((update) => inbox.add(update)));
}

function newWorker(handle: (receipt: ReceiptRow) => Promise<void>): Worker {
  return new Worker({ receipts: store.receipts, handle, gaveUp: async () => undefined, clock, log });
}

const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);
let outbox: Outbox;
const answer = async ({ update: { id, from } }: ReceiptRow) => {
  await outbox.add([{ cadreId: from.userId, message: text('好'), key: `${id}:1`, via: from, urgency: 'urgent' }]);
};

beforeEach(() => {
  clock.advanceMs(3600_000);
  outbox = new Outbox(store, clock, ['wecom'], quietHours, () => undefined);
});

describe('a batch of 32 updates', () => {
  it('is claimed, answered and marked with one write each', async () => {
    await say(people(32));
    seen.writes.length = 0;
    expect(await newWorker(answer).round()).toBe(32);
    expect(seen.writes.map(({ command, collection }) => `${command} ${collection}`)).toEqual([
      'update receipts',
      'insert deliveries',
      'update receipts',
    ]);
  });

  it('of which one cannot be handled fails in that one alone, and those of the same person wait behind it', async () => {
    await say([...people(31), 'p7']);
    const handled: string[] = [];
    const worker = newWorker(async (receipt) => {
      if (receipt.update.from.userId === 'p7') throw new Error('a fault');
      handled.push(receipt._id);
    });
    await worker.round();
    expect(handled).toHaveLength(30);
    expect(await store.receipts.open()).toBe(2);
    const order: string[] = [];
    const sound = newWorker(async ({ _id }) => void order.push(_id));
    for (let round = 0; round < 5; round += 1) {
      clock.advanceMs(3_000);
      await sound.round();
    }
    expect([order.length, [...order].sort()]).toEqual([2, order]);
  });
});

describe('long work', () => {
  it('holds nobody up who comes meanwhile, and neither do the later words of its own person', async () => {
    await say(['long']);
    let end: () => void = () => undefined;
    const handled: string[] = [];
    let isBegun = false;
    const worker = newWorker(async ({ update }) => {
      if (!isBegun) {
        isBegun = true;
        await new Promise<void>((resolve) => (end = resolve));
      }
      handled.push(update.from.userId);
    });
    const until = async (done: () => boolean) => {
      while (!done()) await new Promise((resolve) => setImmediate(resolve));
    };
    const round = worker.round();
    await until(() => isBegun);
    await say(['long', 'other']);
    worker.more();
    await until(() => handled.length === 1);
    expect(handled).toEqual(['other']);
    end();
    await round;
    expect(handled).toEqual(['other', 'long', 'long']);
  });
});

describe('callbacks that wait', () => {
  it('go before the next batch, but not for ever', async () => {
    await say(['li']);
    let asked = 0;
    const parts = {
      receipts: store.receipts,
      gaveUp: async () => undefined,
      clock,
      log,
      handle: async () => undefined,
    };
    const areOthersWaiting = () => {
      asked += 1;
      return true;
    };
    expect(await new Worker({ ...parts, areOthersWaiting }).round()).toBe(1);
    expect(asked).toBeGreaterThan(5);
  });
});
