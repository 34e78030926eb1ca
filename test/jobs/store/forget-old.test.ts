import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobScheduler, jobScheduler } from '../../../jobs/job-scheduler.ts';
import { forgetOld } from '../../../jobs/store/forget-old.ts';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { text } from '../../../src/chat/message.ts';
import { ManualClock } from '../../../src/clock.ts';
import type { DeliveryRow, DeliveryState } from '../../../src/outbox/delivery-row.ts';
import { Outbox } from '../../../src/outbox/outbox.ts';
import { shippedRulePacks } from '../../../src/training/rule-packs.ts';
import { type BareStore, openBareStore } from '../../helpers/bare-store.ts';
import { quietHours } from '../../helpers/sending.ts';

const clock = new ManualClock(beijingTime('2026-03-02', '04:13'));
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 24 * 3600_000);
let bare: BareStore;
let scheduler: JobScheduler;

beforeAll(async () => {
  bare = await openBareStore(clock);
  const { store } = bare;
  const outbox = new Outbox(store, clock, ['wecom'], quietHours, () => undefined);
  const rest = { packs: shippedRulePacks(), quiet: quietHours, clock, log: silent };
  scheduler = jobScheduler({ jobs: [forgetOld], store, outbox, ...rest });
  const ended = ['refused', 'expired', 'cancelled', 'due', 'sending'] as const;
  await store.deliveries.add(ended.flatMap((state) => [delivery(state, 401), delivery(state, 399)]));
  // More than one batch.
  await store.deliveries.add(Array.from({ length: 510 }, (_, index) => delivery('refused', 500 + index / 1000)));
  await store.receipts.add([receipt('dead', 181), receipt('dead', 179), receipt('new', 181)]);
  for (const days of [401, 399]) await store.jobRuns.take(skipped(days));
});
afterAll(() => bare.stop());

function delivery(state: DeliveryState, days: number): DeliveryRow {
  const common = { kind: 'send', cadreId: 'li', platform: 'wecom', userId: 'li', message: text('hello') } as const;
  const at = daysAgo(days);
  return {
    ...{ ...common, _id: `${state}:${days}`, state, order: at.getTime() * 1000, dueAt: at, expiresAt: at },
    ...{ attempts: 1, unsure: false },
  };
}

function receipt(state: 'dead' | 'new', days: number) {
  const at = daysAgo(days);
  const from = { platform: 'wecom' as const, userId: 'li' };
  const update = { kind: 'set-aside' as const, id: `${state}:${days}`, from, at: at.getTime(), why: 'test' };
  const times = { dueAt: at, leaseUntil: at, receivedAt: at, order: at.getTime() * 1000 };
  return { _id: update.id, update, state, attempts: 0, ...times };
}

function skipped(days: number) {
  const at = daysAgo(days);
  const times = { slotAt: at, startedAt: at, leaseUntil: at };
  return { _id: `remind@${days}`, job: 'remind', state: 'skipped' as const, attempts: 1, ...times };
}

describe('records that have no end by themselves', () => {
  it('are counted in a dry run, which removes nothing', async () => {
    const lines = [
      '未送达、过期或取消已满 400 天的消息 513 条',
      '未能处理已满 180 天的来信 1 条',
      '错过已满 400 天的定时任务 1 次',
      '离开通讯录已满 400 天的账号 0 个',
      '保存期满的证明材料和作业 0 份',
    ];
    expect(await scheduler.preview('forget-old')).toEqual(lines);
    expect(await scheduler.preview('forget-old')).toEqual(lines);
  });

  it('are removed when nobody can ask for them any more, and what waits or is younger stays', async () => {
    await scheduler.runNow('forget-old');
    const { deliveries, receipts, jobRuns } = bare.store;
    const keys = ['refused', 'expired', 'cancelled', 'due', 'sending'].flatMap((each) => [
      `${each}:401`,
      `${each}:399`,
    ]);
    const left = ['refused:399', 'expired:399', 'cancelled:399', 'due:401', 'due:399', 'sending:401', 'sending:399'];
    expect([...(await deliveries.known([...keys, 'refused:500.1']))].sort()).toEqual(left.sort());
    expect((await receipts.dead(10)).map((row) => row._id)).toEqual(['dead:179']);
    expect(await receipts.open()).toBe(1);
    expect(await jobRuns.take(skipped(399))).toBe(false);
    expect(await jobRuns.take(skipped(401))).toBe(true);
  });
});
