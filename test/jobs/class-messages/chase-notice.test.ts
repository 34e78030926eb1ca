import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

let bot: BareBot;

/** A notice of Monday, 2 March 2026, to be answered by Wednesday 17:30; 赵一 has answered, 钱二 has read. */
beforeEach(async () => {
  bot = await startBareBot();
  const classId = await teachClass(bot.store, ['zhao', 'qian', 'sun']);
  await bot.say('teacher', `/通知 ${classId} 明天上午改在第二教室上课`);
  await bot.press('teacher', '确认发出');
  await bot.press('zhao', '收到，照办');
  await bot.press('qian', '已阅');
});
afterEach(() => bot.stop());

async function runAt(dateOn: string, clock: string): Promise<void> {
  bot.clock.moveTo(beijingTime(dateOn, clock));
  await bot.runJob('chase-notice');
}

const reminders = (cadreId: string) =>
  bot.screen(cadreId).then((screen) => screen.split('请回执：班级通知').length - 1);

describe('chasing answers to a class notice', () => {
  it('reminds those who have not answered a day and four hours before the deadline, once each, and never after it', async () => {
    const seen: number[] = [];
    for (const [dateOn, clock] of [
      ['2026-03-03', '17:26'],
      ['2026-03-03', '17:41'],
      ['2026-03-04', '09:11'],
      ['2026-03-04', '13:41'],
      ['2026-03-04', '13:56'],
      ['2026-03-04', '17:41'],
    ] as const) {
      await runAt(dateOn, clock);
      seen.push(await reminders('sun'));
    }
    expect(seen).toEqual([0, 1, 1, 2, 2, 2]);
    expect([await reminders('zhao'), await reminders('qian')]).toEqual([0, 2]);
  });

  it('sends one reminder, not all that were missed while the bot was down', async () => {
    await runAt('2026-03-04', '14:11');
    expect(await reminders('sun')).toBe(1);
  });

  it('stops with the answer', async () => {
    await runAt('2026-03-03', '17:41');
    await bot.press('sun', '收到，照办');
    await runAt('2026-03-04', '13:41');
    const sent = (lead: string) => bot.store.deliveries.byKey(`notice-reminder:2026-01-T1:sun:${lead}`);
    expect(await sent('1440m')).not.toBeNull();
    expect(await sent('240m')).toBeNull();
  });

  it('reaches nobody any more once the notice is taken back, not even when the reminder was planned just before', async () => {
    bot.clock.moveTo(beijingTime('2026-03-03', '17:41'));
    const { deliveries } = bot.store;
    const known = deliveries.known.bind(deliveries);
    // The job has planned, and has not added yet.
    deliveries.known = async (keys) => {
      deliveries.known = known;
      await bot.say('teacher', '/撤回 2026-01-T1');
      bot.crashing = true;
      await bot.press('teacher', '确认撤回');
      bot.crashing = false;
      return known(keys);
    };
    await bot.runJob('chase-notice');
    expect([await reminders('qian'), await reminders('sun')]).toEqual([0, 0]);
    expect(await bot.store.deliveries.byKey('notice-reminder:2026-01-T1:sun:1440m')).toMatchObject({
      state: 'cancelled',
    });
    expect(bot.crashes).toBeGreaterThan(0);
  });
});
