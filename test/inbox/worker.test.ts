import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import { Inbox } from '../../src/inbox/inbox.ts';
import type { ReceiptRow } from '../../src/inbox/receipt-row.ts';
import { Worker } from '../../src/inbox/worker.ts';
import type { Log } from '../../src/log.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';

const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = new ManualClock(new Date('2026-03-02T01:00:00Z'));
let bare: BareStore;

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());
beforeEach(() => bare.empty());

/** Somebody says something, so many times. */
async function say(userId: string, times = 1): Promise<void> {
  const inbox = new Inbox(bare.store.receipts, clock, () => undefined, 30_000);
  for (let number = 1; number <= times; number += 1) {
    const from = { platform: 'wecom' as const, userId };
    await inbox.add({ kind: 'said', id: `${userId}:${number}`, from, at: 0, text: '', where: 'single' });
  }
}

function newWorker(handle: (receipt: ReceiptRow) => Promise<void>): Worker {
  return new Worker({ receipts: bare.store.receipts, handle, gaveUp: async () => undefined, clock, log });
}

describe('a round of the worker', () => {
  it('handles 256 people at once, and no more', async () => {
    await Promise.all(Array.from({ length: 300 }, (_, person) => say(`p${person}`)));
    let [active, most, handled] = [0, 0, 0];
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const worker = newWorker(async () => {
      active += 1;
      most = Math.max(most, active);
      if (active === 256) {
        // Another one would have come by the time the store has answered some more questions.
        for (let question = 0; question < 10; question += 1) await bare.store.receipts.open();
        open();
      }
      await gate;
      active -= 1;
      handled += 1;
    });
    for (let round = 0; round < 12 && (await worker.round()) > 0; round += 1);
    expect([most, handled]).toEqual([256, 300]);
  });

  it('handles what one person sent one after the other, in the order it came', async () => {
    await say('li', 3);
    await say('wang');
    const order: string[] = [];
    let [active, most] = [0, 0];
    const worker = newWorker(async ({ update }) => {
      if (update.from.userId === 'li') {
        active += 1;
        most = Math.max(most, active);
        await bare.store.receipts.open();
        active -= 1;
      }
      order.push(update.id);
    });
    for (let round = 0; round < 12 && (await worker.round()) > 0; round += 1);
    expect(order.filter((id) => id.startsWith('li'))).toEqual(['li:1', 'li:2', 'li:3']);
    expect([most, order.length]).toEqual([1, 4]);
  });

  it('ends, once it is told to, after the updates under way; the others wait for the next start', async () => {
    await say('li', 3);
    const handled: string[] = [];
    const worker = newWorker(async ({ update }) => {
      handled.push(update.id);
      worker.endRound();
    });
    await worker.round();
    expect(await worker.round()).toBe(0);
    expect([handled, await bare.store.receipts.open()]).toEqual([['li:1'], 2]);
  });
});

describe('a process that stands still for longer than its updates are kept for it', () => {
  it('does not begin with those of its batch that another one has taken since', async () => {
    await say('li', 3);
    const begun: string[] = [];
    let goOn: () => void = () => undefined;
    const standing = new Promise<void>((resolve) => (goOn = resolve));
    const slow = newWorker(async ({ update }) => {
      begun.push(`slow ${update.id}`);
      await standing;
    });
    const round = slow.round();
    while (begun.length === 0) await bare.store.receipts.open();
    clock.advanceMs(61_000);
    const other = newWorker(async ({ update }) => void begun.push(`other ${update.id}`));
    expect(await other.sweep()).toBe(3);
    await other.round();
    goOn();
    await round;
    expect(begun).toEqual(['slow li:1', 'other li:1', 'other li:2', 'other li:3']);
  });

  it('goes on with those that nobody has taken', async () => {
    await say('li', 2);
    const begun: string[] = [];
    const worker = newWorker(async ({ update }) => {
      begun.push(update.id);
      clock.advanceMs(61_000);
    });
    await worker.round();
    expect([begun, await bare.store.receipts.open()]).toEqual([['li:1', 'li:2'], 0]);
  });
});
