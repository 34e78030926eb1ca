import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { handIn } from '../../helpers/survey.ts';

const number = 'D2026-1';
let bot: BareBot;

/** A survey whose last day is 4 March 2026. */
beforeEach(async () => {
  bot = await startBareBot();
  await bot.say('org', '/需求调查 培训需求 县财政局 3月4日');
  await bot.press('org', '确认发出');
});
afterEach(() => bot.stop());

async function runAt(dateOn: string, clock: string): Promise<void> {
  bot.clock.moveTo(beijingTime(dateOn, clock));
  await bot.runJob('close-survey');
}

const told = async () => (await bot.screen('org')).split('已结束，应填').length - 1;

describe('the end of a survey', () => {
  it('comes the morning after its last day, and whoever made it is told once', async () => {
    await handIn(bot.store, number, ['zhao']);
    await runAt('2026-03-04', '08:07');
    expect((await bot.store.surveys.byId(number))?.state).toBe('open');
    for (const dateOn of ['2026-03-05', '2026-03-06']) await runAt(dateOn, '08:07');
    expect(await bot.store.surveys.byId(number)).toMatchObject({
      state: 'closed',
      closedAt: beijingTime('2026-03-05', '00:00'),
    });
    expect(await told()).toBe(1);
    expect(await bot.last('org')).toContain('已结束，应填 5 人，已填 1 人');
  });

  it('is told still when the job did not run on the day, within three days', async () => {
    await runAt('2026-03-07', '08:07');
    expect(await told()).toBe(1);
  });

  it('is told once more where the survey was reopened', async () => {
    await runAt('2026-03-05', '08:07');
    bot.clock.moveTo(beijingTime('2026-03-09', '09:00'));
    await bot.say('org', `/重开调查 ${number} 3月12日 已填人数不足`);
    await bot.press('org', '确认重开');
    await runAt('2026-03-13', '08:07');
    expect(await told()).toBe(2);
  });

  it('is not told again where somebody ended it before', async () => {
    await bot.say('org', `/结束调查 ${number}`);
    await bot.press('org', '确认结束');
    expect(await told()).toBe(1);
    await runAt('2026-03-05', '08:07');
    expect(await told()).toBe(1);
  });
});
