import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { openRound } from '../../helpers/needs.ts';

it('whoever opened a round hears once how it ended, and cards that still wait are closed', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await bot.say('org', '/征集需求 年度培训需求申报 政府部门 2天');
  await bot.press('org', '确认征集');
  await bot.say('liaison-fin', '/申报需求 公文写作 科员3人');
  await bot.say('org', '/征集需求 取消的征集 政府部门 2天');
  await bot.press('org', '确认征集');
  await bot.press('org', '撤销');
  bot.clock.moveTo(beijingTime('2026-03-05', '08:11'));
  await bot.runJob('close-reports');
  await bot.runJob('close-reports');
  const screen = await bot.screen('org');
  expect(screen.split('“年度培训需求申报”已截止。')).toHaveLength(2);
  expect(screen).toContain('应报 2 个单位，已报 1 个，未报 1 个。');
  expect(screen).toContain('未报：县农业农村局。');
  expect(screen).not.toContain('“取消的征集”已截止');
  expect(await bot.screen('liaison-agri')).toContain('申报已截止');
});

it('a round with another last day is told of again when that is over', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await openRound(bot, { days: 1 });
  bot.clock.moveTo(beijingTime('2026-03-04', '08:11'));
  await bot.runJob('close-reports');
  await bot.say('org', '/延长征集 Z2026-1 1天');
  await bot.press('org', '确认更改');
  bot.clock.moveTo(beijingTime('2026-03-06', '08:11'));
  await bot.runJob('close-reports');
  expect((await bot.screen('org')).split('已截止。')).toHaveLength(3);
});
