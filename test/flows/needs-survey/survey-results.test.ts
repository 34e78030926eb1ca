import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { handIn } from '../../helpers/survey.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await bot.say('org', '/需求调查 培训需求 县财政局 7天');
  await bot.press('org', '确认发出');
});
afterEach(() => bot.stop());

it('results are shown only after the end, and nothing of fewer than five', async () => {
  await handIn(bot.store, 'D2026-1', ['zhao', 'qian', 'sun', 'liaison-fin']);
  await bot.say('org', '/调查结果 D2026-1');
  expect(await bot.last('org')).toContain('结束后才能查看结果');
  await bot.say('org', '/结束调查 D2026-1');
  expect(await bot.last('org')).toContain('未填 1 人');
  await bot.press('org', '确认结束');
  await bot.press('head-fin', '开始填写');
  expect(await bot.last('head-fin')).toContain('已经结束');
  await bot.say('org', '/调查结果 D2026-1');
  expect(await bot.last('org')).toContain('不足 5 人，按规定不显示结果');
});
