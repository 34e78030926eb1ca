import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { openRound } from '../../helpers/needs.ts';

it('units that have not reported are reminded on the last three working days, once a day, on the last one their heads too', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  // From Monday to the Monday after it.
  await openRound(bot, { days: 7 });
  await bot.say('liaison-fin', '/申报需求 公文写作 科员3人');
  const told: Record<string, number> = {};
  for (const on of ['2026-03-04', '2026-03-05', '2026-03-06', '2026-03-07', '2026-03-09']) {
    bot.clock.moveTo(beijingTime(on, '09:22'));
    await bot.runJob('chase-reports');
    await bot.runJob('chase-reports');
    told[on] = (await bot.screen('liaison-agri')).split('请申报培训需求').length - 1;
  }
  expect(told).toEqual({ '2026-03-04': 0, '2026-03-05': 1, '2026-03-06': 2, '2026-03-07': 2, '2026-03-09': 3 });
  expect((await bot.screen('head-agri')).split('请申报培训需求')).toHaveLength(2);
  expect(await bot.screen('liaison-fin')).not.toContain('请申报培训需求');
});

it('the button and the job remind a unit once a working day between them', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await openRound(bot, { days: 4 });
  bot.clock.moveTo(beijingTime('2026-03-05', '09:22'));
  await bot.runJob('chase-reports');
  await bot.say('org', '/征集进度');
  await bot.press('org', '催报未报单位');
  expect((await bot.screen('liaison-agri')).split('请申报培训需求')).toHaveLength(2);
});
