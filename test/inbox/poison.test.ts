import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { text } from '../../src/chat/message.ts';
import { ManualClock } from '../../src/clock.ts';
import { Inbox } from '../../src/inbox/inbox.ts';
import { type Handle, Worker } from '../../src/inbox/worker.ts';
import type { Log } from '../../src/log.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';
import { quietHours } from '../helpers/sending.ts';

const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = new ManualClock(new Date('2026-03-02T01:00:00Z'));
let bare: BareStore;

beforeAll(async () => {
  bare = await openBareStore(clock);
});
afterAll(() => bare.stop());
beforeEach(() => bare.empty());

async function say(...userIds: readonly string[]): Promise<void> {
  const inbox = new Inbox(bare.store.receipts, clock, () => undefined, 30_000);
  for (const userId of userIds) {
    const from = { platform: 'wecom' as const, userId };
    await inbox.add({ kind: 'said', id: userId, from, at: 0, text: '', where: 'single' });
  }
}

/** Whatever happens in this process after its death happens to nobody. */
class Process {
  isDead = false;
  readonly death: Promise<'died'>;
  #die: () => void = () => undefined;

  constructor() {
    this.death = new Promise((resolve) => {
      this.#die = () => resolve('died');
    });
  }

  die(): Promise<never> {
    this.isDead = true;
    this.#die();
    return new Promise(() => undefined);
  }
}

/** Starts one process after the other until everything is dealt with. @returns how many died */
async function processes(handleIn: (process: Process) => Handle, roundsAtOnce = 1): Promise<number> {
  for (let deaths = 0; deaths < 40; deaths += 1) {
    const process = new Process();
    const parts = { receipts: bare.store.receipts, gaveUp: async () => undefined, clock, log };
    const worker = new Worker({ ...parts, handle: handleIn(process) });
    const work = async () => {
      for (let round = 0; round < 50 && (await bare.store.receipts.open()) > 0; round += 1)
        await Promise.all(Array.from({ length: roundsAtOnce }, () => worker.round()));
      return 'done' as const;
    };
    if ((await Promise.race([work(), process.death])) === 'done') return deaths;
    clock.advanceMs(1_000);
    await bare.store.receipts.releaseAll(clock.now());
  }
  throw new Error('the processes die for ever');
}

const dead = async () => (await bare.store.receipts.dead(50)).map(({ _id }) => _id);

describe('an update that ends every process', () => {
  it.each([
    ['by one round after the other', 1],
    ['by rounds asked for at once, as at the start', 2],
  ])(
    'is given up alone, after five processes that were about nothing else; those beside it are handled, %s',
    async (_how, roundsAtOnce) => {
      const innocent = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
      await say(...innocent.slice(0, 5), 'poison', ...innocent.slice(5));
      const handled: string[] = [];
      const deaths = await processes(
        (process) =>
          async ({ _id }) => {
            if (_id === 'poison') return process.die();
            // The poison has begun by the time the store has answered these.
            for (let question = 0; question < 10; question += 1) await bare.store.receipts.open();
            if (process.isDead) return process.die();
            handled.push(_id);
          },
        roundsAtOnce,
      );
      expect(await dead()).toEqual(['poison']);
      expect(handled.sort()).toEqual(innocent);
      expect(deaths).toBeLessThanOrEqual(6);
    },
  );

  it('holds nobody up who comes later', async () => {
    await say('poison');
    const handled: string[] = [];
    let deaths = 0;
    await processes((process) => async ({ _id }) => {
      if (_id === 'poison') {
        deaths += 1;
        await say(`after ${deaths}`);
        return process.die();
      }
      handled.push(_id);
    });
    expect(await dead()).toEqual(['poison']);
    expect(handled).toHaveLength(5);
  });
});

describe('updates that are under way when processes end for another reason', () => {
  it('are never given up, however often that is', async () => {
    await say('a', 'b', 'c');
    let kills = 0;
    const handled = new Set<string>();
    await processes((process) => async ({ _id }) => {
      for (let question = 0; question < 10; question += 1) await bare.store.receipts.open();
      // Somebody ends the process the first four times, whatever it is about.
      kills += 1;
      if (process.isDead || kills <= 4) return process.die();
      handled.add(_id);
    });
    expect([await dead(), [...handled].sort()]).toEqual([[], ['a', 'b', 'c']]);
  });
});

describe('long work', () => {
  it('that gets further each time is never given up, and goes on from where it stood', async () => {
    await say('issue');
    const messages = Array.from({ length: 2_000 }, (_, at) => {
      const via = { platform: 'wecom' as const, userId: `p${at}` };
      return { cadreId: `p${at}`, message: text('调训通知'), key: `call-up:${at}`, via };
    });
    const add = vi.spyOn(bare.store.deliveries, 'add');
    const outbox = new Outbox(bare.store, clock, ['wecom'], quietHours, () => undefined);
    const deaths = await processes((process) => async (_receipt, progressed) => {
      const mortal = outbox.reporting(async () => {
        await progressed();
        await process.die();
      });
      await mortal.add(messages);
    });
    const stored = add.mock.calls.map(([rows]) => rows.length);
    add.mockRestore();
    expect(deaths).toBe(10);
    expect(await dead()).toEqual([]);
    expect(stored).toEqual(Array(10).fill(200));
    expect(await bare.store.deliveries.open()).toBe(2_000);
  });

  it('that takes longer than its lease is not begun a second time beside itself', async () => {
    await say('long');
    let begun = 0;
    let end: () => void = () => undefined;
    const handle: Handle = () => {
      begun += 1;
      return new Promise((resolve) => {
        end = resolve;
      });
    };
    const parts = { receipts: bare.store.receipts, gaveUp: async () => undefined, clock, log };
    const worker = new Worker({ ...parts, handle });
    const round = worker.round();
    while (begun === 0) await new Promise((resolve) => setImmediate(resolve));
    for (let sweep = 0; sweep < 10; sweep += 1) {
      clock.advanceMs(15_000);
      await worker.sweep();
    }
    const other = new Worker({ ...parts, handle });
    await other.sweep();
    await other.round();
    end();
    await round;
    expect([begun, await bare.store.receipts.open()]).toEqual([1, 0]);
  });
});
