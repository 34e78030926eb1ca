import { expect, it, onTestFinished } from 'vitest';
import { makeWorkbook } from '../../../src/sheets/make-workbook.ts';
import type { RowToWrite } from '../../../src/sheets/write-workbook.ts';
import { presentEntries } from '../../../src/training/self-assessment/quality-entries.ts';
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

const headers = ['指标', '数值', '说明'];
const sheetOf = (...rows: RowToWrite[]) =>
  makeWorkbook({ name: '名单', headerRow: 2, rows: [['2025年办学质量自评表'], headers, ...rows] });

it.each(variants)(
  'on %s a sheet sent back is shown, entered by the button, and taken back as one act',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    const { store } = world.running;
    const present = async (year: string) =>
      [...presentEntries(await store.qualityEntries.ofYear(year)).values()].map(({ value, note }) => [value, note]);
    await world.say('school', '/填评估 专职教师 12 2025年 编制内在岗');
    expect(world.last('school')).toContain('已填报2025年“专职教师”12 名');
    await world.send(
      'school',
      '自评表.xlsx',
      await sheetOf(['专职教师', '很多', ''], ['主体班', 99, ''], ['食堂', 1, '']),
    );
    expect(world.last('school')).toMatch(/2 处需要更正，全部未填报：\n第 3 行“数值”：应填数值，单位名/);
    const filled = await sheetOf(['专职教师', 13, '含返聘'], ['主体班', 99, '']);
    await world.send('school', '自评表.xlsx', filled);
    expect(world.last('school')).toMatch(/将填报或更正 1 项：\s+专职教师 13 名，原为 12 名（含返聘）/);
    expect(await present('2025')).toEqual([[12, '编制内在岗']]);
    await world.say('school', '/填评估 专职教师 20 2025年 另有核实');
    await world.press('school', '确认填报');
    expect(world.last('school')).toContain('核对期间，2025年的填报有变动，本表没有填报');
    await world.say('school', '/填评估 专职教师 12 2025年 编制内在岗');
    await world.send('school', '自评表.xlsx', filled);
    await world.press('school', '确认填报');
    expect([await present('2025'), await present('2026')]).toEqual([[[13, '含返聘']], []]);
    await world.press('school', '撤销');
    expect(await present('2025')).toEqual([[12, '编制内在岗']]);
    for (const user of ['teacher', 'zhao']) {
      await world.send(user, '自评表.xlsx', filled);
      expect(world.last(user)).not.toContain('将填报');
    }
  },
);

it('the sheet as it went out changes nothing, and one that is entered is entered once, whatever write it is broken off before', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await bot.say('school', '/填评估 专职教师 12 2025年 编制内在岗');
  await bot.say('school', '/办学评估 2025');
  await bot.press('school', '发送自评表');
  await bot.send('school', '2025年办学质量自评表.xlsx', await bot.fileTo('school'));
  expect(await bot.last('school')).toContain('表中没有新的填报内容，2025年的填报不变');
  await bot.send('school', '自评表.xlsx', await sheetOf(['专职教师', 13, ''], ['专题研究党校工作', 2, '']));
  bot.crashing = true;
  await bot.press('school', '确认填报');
  bot.crashing = false;
  expect(await bot.last('school')).toContain('已填报2025年办学质量评估 2 项');
  expect(await bot.store.qualityEntries.ofYear('2025')).toHaveLength(3);
});
