import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { planItem } from '../../helpers/plan.ts';

it('the plan is told against what was done, by kind and organiser, and a unit sees its own part', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await planItem(bot.store, { month: 4, state: 'approved' });
  await planItem(bot.store, { month: 4, state: 'approved', unitId: 'u-agri', filedBy: 'liaison-agri', people: 20 });
  await bot.say('org', '/开班 J2026-1 2026-04-13 2026-04-15 郑老师');
  await bot.press('org', '确认开班');
  await bot.say('org', '/开班 应急处置专题班 2026-04-20 2026-04-21 郑老师');
  await bot.press('org', '确认开班');
  bot.clock.moveTo(beijingTime('2026-05-06', '09:00'));
  const said = await bot.ask('school', '/计划 执行');
  expect(said).toContain('计划 2 项，60 人；实际参训 0 人。');
  expect(said).toContain('进展：已办结 1 项，逾期未办 1 项。');
  expect(said).toContain('计划外办班 1 个');
  expect(await bot.ask('head-agri', '/计划 2026年执行')).toContain('计划 1 项，20 人');
  expect(await bot.ask('head-agri', '/计划 执行')).not.toContain('计划外');
  await bot.press('school', '发送表格');
  const [sheet] = await readSheets(await bot.fileTo('school'), '执行.xlsx');
  expect([...(sheet?.rows ?? [])].slice(2).map(({ cells }) => `${cells.get(1)?.text} ${cells.get(2)?.text}`)).toEqual([
    '按类别 专题培训班',
    '按单位 县农业农村局',
    '按单位 县财政局',
    '项目 J2026-1　基层治理专题培训班',
    '项目 J2026-2　基层治理专题培训班',
    '计划外 应急处置专题班',
  ]);
});

it('a class that was withdrawn counts as not held, one outside the plan and withdrawn as nothing', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await planItem(bot.store, { month: 4, state: 'approved' });
  await planItem(bot.store, { month: 12, state: 'approved' });
  for (const made of ['J2026-1 2026-04-13 2026-04-15 郑老师', '应急处置专题班 2026-04-20 2026-04-21 郑老师']) {
    await bot.say('org', `/开班 ${made}`);
    await bot.press('org', '确认开班');
  }
  const before = await bot.ask('org', '/计划 执行');
  expect(before).toContain('计划外办班 1 个');
  for (const classId of ['2026-01', '2026-02']) {
    await bot.say('org', `/撤班 ${classId} 县委另有安排`);
    await bot.press('org', '确认撤班');
  }
  await bot.say('org', '/撤计划 J2026-2 与上级班次重复');
  bot.clock.moveTo(beijingTime('2026-05-06', '09:00'));
  const after = await bot.ask('org', '/计划 执行');
  expect(after).toContain('计划 1 项，40 人；实际参训 0 人。');
  expect(after).toContain('逾期未办 1 项');
  expect(after).not.toContain('已办结');
  expect(after).not.toContain('计划外办班');
});
