import { expect, it, onTestFinished } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { publishedClass } from '../../helpers/scored-class.ts';
import { startWorld } from '../../helpers/world.ts';

it('is counted from the records, gaps are marked, and what people know is entered once, changed and taken back', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  const first = await bot.ask('org', '/办学评估 2026');
  expect(first).toMatch(/指标 23 项：达标 1 项，未达标 0 项，缺 \d+ 项/);
  expect(first).toMatch(/缺：.*专职教师/);
  bot.crashing = true;
  await bot.say('school', '/填评估 专职教师 12 编制内在岗');
  bot.crashing = false;
  expect(await bot.store.qualityEntries.ofYear('2026')).toHaveLength(1);
  expect(await bot.ask('school', '/填评估 专职教师 13名')).toContain('“专职教师”13 名');
  expect(await bot.ask('org', '/办学评估')).not.toMatch(/缺：.*专职教师/);
  expect(await bot.ask('school', '/填评估 专职教师 撤销')).toContain('已撤销2026年“专职教师”');
  expect(await bot.ask('school', '/填评估 专职教师 撤销')).toContain('没有填报，无需撤销');
});

it('refuses what is counted, what it does not know, what is no number, a year to come, and who may not', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  expect(await bot.ask('school', '/填评估 主体班 9')).toContain('由系统按记录统计，不能填报');
  expect(await bot.ask('school', '/填评估 食堂 9')).toContain('可填报：专题研究党校工作');
  expect(await bot.ask('school', '/填评估 专职教师 很多')).toContain('不是数值');
  expect(await bot.ask('org', '/办学评估 2030')).toContain('不能晚于今年');
  for (const user of ['teacher', 'zhao', 'head-fin']) expect(await bot.ask(user, '/办学评估')).toMatch(/没有|不能/);
  expect(await bot.store.qualityEntries.ofYear('2026')).toEqual([]);
});

it.each(variants)('on %s totals come first and both sheets follow', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await world.say('school', '/办学评估');
  expect(world.last('school')).toMatch(/指标 23 项/);
  await world.press('school', '发送自评表');
  await world.press('school', '发送佐证表');
  expect(world.screen('school')).toMatch(/自评表\.xlsx[\s\S]*佐证表\.xlsx/);
});
