import { afterEach, beforeEach, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

let bot: BareBot;

/** It is Monday, 2 March 2026. */
beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

const survey = (deadline: string) => bot.say('org', `/需求调查 培训需求 县财政局 ${deadline}`);

it.each([
  ['7', '2026-03-09'],
  ['７天', '2026-03-09'],
  ['0天', '2026-03-02'],
  ['3月6日', '2026-03-06'],
  ['2026-03-31', '2026-03-31'],
  ['明天', '2026-03-03'],
])('the last day of a survey typed as %s is %s, and answers are taken to the end of it', async (typed, closesOn) => {
  await survey(typed);
  await bot.press('org', '确认发出');
  const next = beijingTime(closesOn, '00:00').getTime() + 24 * 3600_000;
  expect(await bot.store.surveys.byId('D2026-1')).toMatchObject({ closesOn, closesAt: new Date(next) });
});

it.each([
  ['3月1日', '截止日期已经过去，请重新填写。'],
  ['很快', '“很快”不是有效的日期'],
  ['2月30日', '“2月30日”不是有效的日期'],
  ['', '用法'],
])('a last day typed as “%s” is refused, and no survey is made', async (typed, answer) => {
  await survey(typed);
  expect(await bot.last('org')).toContain(answer);
  await bot.say('org', '/调查进度');
  expect(await bot.last('org')).toContain('目前还没有发出的调查');
});
