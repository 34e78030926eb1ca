import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await bot.say('org', '/需求调查 培训需求 县财政局 7天');
  await bot.press('org', '确认发出');
});
afterEach(() => bot.stop());

it('a survey takes words for open questions, asks unit heads one more, thanks, and takes no second sheet', async () => {
  await bot.press('head-fin', '开始填写');
  for (let question = 1; question <= 10; question += 1) await bot.say('head-fin', '1');
  await bot.say('head-fin', '跳过');
  await bot.say('head-fin', '项目申报实务');
  expect(await bot.last('head-fin')).toContain('需求调查 13/13');
  await bot.say('head-fin', '12');
  expect(await bot.last('head-fin')).toContain('请用文字回答');
  await bot.say('head-fin', '上一题');
  await bot.say('head-fin', '预算绩效管理');
  await bot.say('head-fin', '公文写作 5 人');
  expect(await bot.last('head-fin')).toContain('感谢您的填写');
  const sheet = await bot.store.surveyAnswers.byId('D2026-1', 'head-fin');
  expect(sheet?.state).toBe('done');
  expect(sheet?.answers.map((each) => each.text).filter((text) => text !== '')).toEqual([
    '预算绩效管理',
    '公文写作 5 人',
  ]);
  await bot.say('head-fin', '待办');
  expect(await bot.last('head-fin')).toContain('没有待办');
});
