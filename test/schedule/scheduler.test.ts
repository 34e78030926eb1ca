import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Job, Planned } from '../../jobs/job.ts';
import { type JobScheduler, jobScheduler } from '../../jobs/job-scheduler.ts';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { ManualClock } from '../../src/clock.ts';
import { Inbox } from '../../src/inbox/inbox.ts';
import type { Log } from '../../src/log.ts';
import { Outbox } from '../../src/outbox/outbox.ts';
import { shippedRulePacks } from '../../src/training/rule-packs.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';
import { claimOldest } from '../helpers/claim-oldest.ts';
import { quietHours } from '../helpers/sending.ts';

const log: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const clock = new ManualClock(beijingTime('2026-03-02', '09:00'));
let bare: BareStore;
let inbox: Inbox;
const from = { platform: 'wecom', userId: 'li' } as const;
/** How often the job's plan was asked for, and what goes wrong with it. */
let runs: number;
let trouble: (() => Promise<void>) | undefined;

const job: Job = {
  name: 'remind',
  about: '提醒',
  schedule: { dailyAt: '09:17' },
  usefulForMinutes: 60,
  async plan(): Promise<readonly Planned[]> {
    runs += 1;
    await trouble?.();
    return [{ cadreId: 'li', message: text('reminder'), key: 'notice-reminder:li:2026-03-02', note: '' }];
  },
};

beforeAll(async () => {
  bare = await openBareStore(clock);
  inbox = new Inbox(bare.store.receipts, clock, () => undefined);
});
afterAll(() => bare.stop());
beforeEach(async () => {
  await bare.empty();
  clock.moveTo(beijingTime('2026-03-02', '09:16'));
  runs = 0;
  trouble = undefined;
});

function newScheduler(of = job): JobScheduler {
  const outbox = new Outbox(bare.store, clock, ['wecom'], quietHours, () => undefined);
  return jobScheduler({
    jobs: [of],
    store: bare.store,
    outbox,
    packs: shippedRulePacks(),
    quiet: quietHours,
    clock,
    log,
  });
}

/** Ticks once a minute until that time. */
async function runUntil(scheduler: JobScheduler, time: string): Promise<void> {
  for (const end = beijingTime('2026-03-02', time); clock.now() < end; clock.advanceMs(60_000)) await scheduler.tick();
  await scheduler.tick();
}

const latest = () => bare.store.jobRuns.latest('remind');

describe('a scheduled slot', () => {
  it('runs once, at its time, however often one looks and whoever looks', async () => {
    const [one, two] = [newScheduler(), newScheduler()];
    await Promise.all([one.tick(), two.tick()]);
    const early = runs;
    clock.moveTo(beijingTime('2026-03-02', '09:17'));
    for (let looks = 0; looks < 3; looks += 1) await Promise.all([one.tick(), two.tick()]);
    expect(runs - early).toBe(1);
    expect(await latest()).toMatchObject({ state: 'done', messages: 1 });
  });

  it('missed while the bot was down runs at the start if it is still of use', async () => {
    clock.moveTo(beijingTime('2026-03-02', '10:10'));
    await newScheduler().tick();
    expect(await latest()).toMatchObject({ state: 'done' });
  });

  it('missed while the bot was down runs as soon as the jobs start, without waiting for the next minute', async () => {
    clock.moveTo(beijingTime('2026-03-02', '10:10'));
    const scheduler = newScheduler();
    scheduler.start();
    await scheduler.stop();
    expect(await latest()).toMatchObject({ state: 'done', messages: 1 });
  });

  it('missed for longer is written down as skipped, and nothing is sent', async () => {
    clock.moveTo(beijingTime('2026-03-02', '10:18'));
    await newScheduler().tick();
    expect(runs).toBe(0);
    expect(await latest()).toMatchObject({ state: 'skipped' });
    expect(await bare.store.deliveries.byKey('notice-reminder:li:2026-03-02')).toBeNull();
  });

  it('that failed is tried again a little later', async () => {
    trouble = () => Promise.reject(new Error('store hiccup'));
    await runUntil(newScheduler(), '09:17');
    expect(await latest()).toMatchObject({ state: 'running', error: 'store hiccup' });
    trouble = undefined;
    await runUntil(newScheduler(), '09:20');
    expect(await latest()).toMatchObject({ state: 'done', attempts: 2 });
    expect(await bare.store.deliveries.byKey('notice-reminder:li:2026-03-02')).not.toBeNull();
  });

  it('that fails again and again ends as failed after five attempts', async () => {
    trouble = () => Promise.reject(new Error('no such field'));
    await runUntil(newScheduler(), '09:50');
    expect(runs).toBe(5);
    expect(await latest()).toMatchObject({ state: 'failed', error: 'no such field' });
  });

  it('whose process died is run by another when its lease is over, and the dead one’s word no longer counts', async () => {
    let wake: () => void = () => undefined;
    trouble = () => new Promise((resolve) => (wake = resolve));
    clock.moveTo(beijingTime('2026-03-02', '09:17'));
    const slow = newScheduler().tick();
    while (runs === 0) await new Promise((resolve) => setImmediate(resolve));
    trouble = undefined;
    await runUntil(newScheduler(), '09:26');
    expect(await latest()).toMatchObject({ state: 'running', attempts: 1 });
    await runUntil(newScheduler(), '09:27');
    expect(await latest()).toMatchObject({ state: 'done', attempts: 2, messages: 1 });
    wake();
    await slow;
    expect(await latest()).toMatchObject({ state: 'done', attempts: 2, messages: 1 });
  });

  it('that ends the process at each attempt is given up after the fifth', async () => {
    trouble = () => new Promise(() => undefined);
    clock.moveTo(beijingTime('2026-03-02', '09:17'));
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      void newScheduler().tick();
      while (runs < attempt) await new Promise((resolve) => setImmediate(resolve));
      clock.advanceMs(10 * 60_000);
    }
    await newScheduler().tick();
    expect(runs).toBe(5);
    expect(await latest()).toMatchObject({ state: 'failed', error: 'the process ended at each attempt' });
  });

  it('left behind for too long is skipped, not run at a strange hour', async () => {
    trouble = () => new Promise(() => undefined);
    clock.moveTo(beijingTime('2026-03-02', '09:17'));
    void newScheduler().tick();
    while (runs === 0) await new Promise((resolve) => setImmediate(resolve));
    clock.moveTo(beijingTime('2026-03-02', '23:00'));
    await newScheduler().tick();
    expect(runs).toBe(1);
    expect(await latest()).toMatchObject({ state: 'skipped' });
  });

  it('that ran under a clock that was ahead runs again at its time once the clock is set back', async () => {
    const scheduler = newScheduler();
    clock.moveTo(beijingTime('2026-03-02', '09:20'));
    await scheduler.tick();
    clock.moveTo(beijingTime('2026-03-02', '08:20'));
    await runUntil(scheduler, '08:22');
    const before = runs;
    await runUntil(scheduler, '09:19');
    expect(runs - before).toBe(1);
    expect(await latest()).toMatchObject({ state: 'done', startedAt: beijingTime('2026-03-02', '09:17') });
  });

  it('run again sends no message twice', async () => {
    const scheduler = newScheduler();
    clock.moveTo(beijingTime('2026-03-02', '09:17'));
    await scheduler.tick();
    expect(await scheduler.runNow('remind')).toBe(0);
    expect(await bare.store.undelivered.refused(10)).toHaveLength(1);
  });

  it('that closes something waits until what was sent before it is handled; another slot does not', async () => {
    clock.moveTo(beijingTime('2026-03-02', '09:16'));
    await inbox.add({ kind: 'said', id: 'u1', text: '签到', where: 'single', from, at: clock.now().getTime() });
    await runUntil(newScheduler({ ...job, name: 'close', closes: true }), '09:25');
    expect([runs, (await bare.store.jobRuns.latest('close'))?.slotAt]).toEqual([0, beijingTime('2026-03-01', '09:17')]);
    const receipt = await claimOldest(bare.store.receipts, clock.now());
    await newScheduler().tick();
    expect(runs).toBe(1);
    await bare.store.receipts.done(receipt, clock.now());
    await runUntil(newScheduler({ ...job, name: 'close', closes: true }), '09:26');
    expect(await bare.store.jobRuns.latest('close')).toMatchObject({ state: 'done' });
  });
});
