import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

let bot: BareBot;
/** A request for leave waits with the class teacher on Monday 2 March 2026. */
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, ['zhao', 'team2']);
  await bot.say('zhao', '/请假 事假 3月17日 上午 家中有事');
  await bot.press('zhao', '提交');
});
afterEach(() => bot.stop());

const waiting = async (who: string) =>
  (await bot.store.sentCards.openCards(who, bot.clock.now(), 9)).filter(({ _id }) => _id.startsWith('leave-request'));

async function runAt(on: string, clock = '00:05'): Promise<void> {
  bot.clock.moveTo(beijingTime(on, clock));
  for (let run = 0; run < 3; run += 1) await bot.runJob('move-office-cards');
}

async function counts(): Promise<number[]> {
  return [(await waiting('teacher')).length, (await waiting('team2')).length];
}

describe('a stand-in that begins and ends by its date', () => {
  it('gets the open cards of the office on its first day, and they are back on the day after its last', async () => {
    await bot.say('teacher', '/代办 陈考评 3.4-3.5 出差');
    await bot.press('teacher', '确认委托');
    await runAt('2026-03-03');
    expect(await counts()).toEqual([1, 0]);
    await runAt('2026-03-04');
    expect(await counts()).toEqual([0, 1]);
    await runAt('2026-03-05', '23:50');
    expect(await counts()).toEqual([0, 1]);
    await runAt('2026-03-06');
    expect(await counts()).toEqual([1, 0]);
    await bot.press('teacher', '同意');
    expect((await bot.store.leaves.ofTrainee('2026-01', 'zhao'))[0]).toMatchObject({ state: 'granted' });
  });

  it('gets nothing that is about themselves', async () => {
    await bot.say('team2', '/请假 事假 3月18日 上午 家中有事');
    await bot.press('team2', '提交');
    await bot.say('teacher', '/代办 陈考评 3.4-3.5 出差');
    await bot.press('teacher', '确认委托');
    await runAt('2026-03-04');
    expect(await counts()).toEqual([1, 1]);
  });

  it('loses no card when a run breaks off before the copies are stored', async () => {
    await bot.say('teacher', '/代办 陈考评 3.4-3.5 出差');
    await bot.press('teacher', '确认委托');
    bot.clock.moveTo(beijingTime('2026-03-04', '00:05'));
    bot.crashing = true;
    for (let run = 0; run < 3; run += 1) await bot.runJob('move-office-cards');
    bot.crashing = false;
    expect(await counts()).toEqual([0, 1]);
  });
});
