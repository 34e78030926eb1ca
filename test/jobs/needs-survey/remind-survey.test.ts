import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { handIn } from '../../helpers/survey.ts';

const number = 'D2026-1';
let bot: BareBot;

/** A survey of Monday, 2 March 2026, whose last day is the 6th. */
beforeEach(async () => {
  bot = await startBareBot();
  await bot.say('org', '/需求调查 培训需求 县财政局 3月6日');
  await bot.press('org', '确认发出');
});
afterEach(() => bot.stop());

async function runAt(job: string, dateOn: string, clock: string): Promise<void> {
  bot.clock.moveTo(beijingTime(dateOn, clock));
  await bot.runJob(job);
}

const reminders = async (cadreId: string) => (await bot.screen(cadreId)).split('请填写需求调查').length - 1;

describe('a survey that is open', () => {
  it('is brought to mind before its end, once however often the job runs, and never after it', async () => {
    const seen: number[] = [];
    for (const dateOn of ['2026-03-02', '2026-03-05', '2026-03-05', '2026-03-07']) {
      await runAt('remind-survey', dateOn, '09:17');
      seen.push(await reminders('sun'));
    }
    expect(seen).toEqual([0, 1, 1, 1]);
  });

  it('is brought to mind of those alone who have not handed in', async () => {
    await handIn(bot.store, number, ['zhao', 'qian']);
    await runAt('remind-survey', '2026-03-05', '09:17');
    expect([await reminders('zhao'), await reminders('qian'), await reminders('sun')]).toEqual([0, 0, 1]);
  });

  it('is brought to mind again before its new last day, where it was reopened', async () => {
    await runAt('remind-survey', '2026-03-05', '09:18');
    expect(await reminders('sun')).toBe(1);
    await runAt('close-survey', '2026-03-07', '08:07');
    bot.clock.moveTo(beijingTime('2026-03-09', '09:00'));
    await bot.say('org', `/重开调查 ${number} 3月12日 已填人数不足`);
    await bot.press('org', '确认重开');
    await runAt('remind-survey', '2026-03-11', '09:18');
    expect(await reminders('sun')).toBe(2);
  });
});
