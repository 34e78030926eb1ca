import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { httpVariants } from '../../helpers/county.ts';
import { answerTen, handIn, sendSurvey } from '../../helpers/survey.ts';
import { startWorld } from '../../helpers/world.ts';

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
  expect(await bot.last('head-fin')).toContain('需要用文字说明');
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

it('a written question is answered with what was written the last time, by one tap', async () => {
  await handIn(bot.store, 'D2026-1', ['zhao']);
  await bot.say('org', '/需求调查 下半年培训需求 县财政局 7天');
  await bot.press('org', '确认发出');
  await bot.press('zhao', '开始填写');
  for (let question = 1; question <= 10; question += 1) await bot.press('zhao', '提交', ['as-before']);
  await bot.press('zhao', '跳过');
  expect(await bot.last('zhao')).toContain('上次填写：项目申报实务');
  await bot.press('zhao', '沿用上次');
  const sheet = await bot.store.surveyAnswers.byId('D2026-2', 'zhao');
  expect(sheet?.state).toBe('done');
  expect(sheet?.answers.map(({ choices, text }) => choices[0] ?? text).slice(-3)).toEqual([
    'workClash',
    '',
    '项目申报实务',
  ]);
});

it.each(httpVariants)('twelve questions cost few messages on %s', async (variant) => {
  const world = await startWorld(variant);
  const { store } = world.running;
  const number = await sendSurvey(world, '县财政局', '3天');
  await world.press('zhao', '开始填写');
  if (variant === 'dingtalk-markdown') {
    await world.say('zhao', '1');
    expect(world.last('zhao')).toMatch(/请依次回复 3 题的字母.*回复“取消”/s);
    for (const answer of ['A AB B', '上一题', 'B BD C', 'A、A、A', 'b,c,d', 'A']) await world.say('zhao', answer);
  } else {
    await answerTen(world, world, 'zhao');
    expect(world.items('zhao')).toHaveLength(1);
  }
  await world.say('zhao', '多讲案例');
  if (variant === 'dingtalk-markdown') await world.say('zhao', '跳过');
  else await world.press('zhao', '跳过');
  expect(world.screen('zhao')).toContain('感谢您的填写');
  const sheet = await store.surveyAnswers.byId(number, 'zhao');
  expect(sheet?.state).toBe('done');
  expect(sheet?.answers.find(({ questionId }) => questionId === 'wish')?.choices).toEqual(['strong']);
  expect(sheet?.answers.find(({ questionId }) => questionId === 'lastYearChange')?.text).toBe('多讲案例');
  const fromBot = world.items('zhao').filter(({ from }) => from === 'bot');
  expect(fromBot.length).toBeLessThanOrEqual(variant === 'dingtalk-markdown' ? 11 : 2);
  await world.say('zhao', '待办');
  expect(world.last('zhao')).toContain('没有待办');
  await world.stop();
});
