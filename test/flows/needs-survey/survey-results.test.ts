import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
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

it('results are told by question with counts beside every mean, by level, and as a sheet; opinions with the topics they speak of', async () => {
  await handIn(bot.store, 'D2026-1', ['zhao', 'qian', 'sun', 'liaison-fin', 'head-fin']);
  await bot.say('org', '/结束调查 D2026-1');
  await bot.press('org', '确认结束');
  const answer = await bot.ask('org', '/调查结果 D2026-1');
  expect(answer).toContain('应填 5 人，已填 5 人（100%）');
  expect(answer).toContain('您今年参加培训的意愿（5 人填写，平均 5 分）');
  await bot.press('org', '按层级查看');
  expect(await bot.last('org')).toContain('各层级人数不足，不能分层级显示');
  await bot.press('org', '文字意见');
  expect(await bot.last('org')).toContain('项目申报实务');
  await bot.press('org', '发送表格');
  const [sheet] = await readSheets(await bot.fileTo('org'), '结果.xlsx');
  const rows = [...(sheet?.rows ?? [])].map(({ cells }) => [...cells.values()].map(({ text }) => text).join(' '));
  expect(rows[0]).toContain('应填 5 人，已填 5 人（100%）');
  expect(rows).toContainEqual(expect.stringMatching(/^您今年参加培训的意愿 填写人数 5 5/));
  await bot.press('org', '看图');
  expect(await bot.last('org')).toBe('[图片] D2026-1调查结果.png');
  expect(await bot.ask('zhao', '/调查结果 D2026-1')).toContain('没有办理这一事项的权限');
});
