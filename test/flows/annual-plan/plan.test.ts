import PizZip from 'pizzip';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSheets } from '../../../src/sheets/read-sheets.ts';
import { fieldsOf } from '../../../src/training/documents/docx.ts';
import { defaultPlanTemplate } from '../../../src/training/documents/plan-template.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { planItem } from '../../helpers/plan.ts';

describe('the plan of a year', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await planItem(bot.store, { state: 'approved' });
    await planItem(bot.store, { month: 11, state: 'refused' });
    await planItem(bot.store, { unitId: 'u-agri', filedBy: 'liaison-agri', month: 4, state: 'approved', people: 20 });
  });
  afterEach(() => bot.stop());

  it('is shown in totals first', async () => {
    const said = await bot.ask('school', '/计划');
    expect(said).toContain('已批准 2 项，60 人。');
    expect(said).toContain('申报情况：已批准 2 项，不予批准 1 项。');
    expect(said).toContain('按月：4月 1 项，10月 1 项。');
    expect(await bot.ask('org', '/计划 2027')).toContain('还没有单位申报');
  });

  it('shows a unit its own items', async () => {
    expect(await bot.ask('head-agri', '/计划')).toContain('已批准 1 项，20 人。');
    expect(await bot.ask('head-agri', '/计划 J2026-1')).toContain('不在您负责的班级或单位范围内');
    expect(await bot.ask('head-agri', '/计划 J2026-3')).toContain('办理经过：3月2日 周一 09:03　杨联络申报');
    expect(await bot.ask('org', '/计划 J2026-9')).toContain('没有编号为“J2026-9”的培训计划项目');
  });

  it('goes out as a sheet', async () => {
    await bot.say('org', '/计划');
    await bot.press('org', '发送表格');
    const [sheet] = await readSheets(await bot.fileTo('org'), '计划.xlsx');
    expect([...(sheet?.rows ?? [])].slice(2).map(({ cells }) => cells.get(1)?.text)).toEqual([
      'J2026-1',
      'J2026-2',
      'J2026-3',
    ]);
  });

  it('goes out as a document to those who see all of it', async () => {
    expect(await bot.ask('head-agri', '/计划')).not.toContain('发送文档');
    await bot.say('school', '/计划');
    await bot.press('school', '发送文档');
    expect(await bot.last('school')).toBe('[文件] 2026年度培训计划（未确认）.docx');
    expect(fieldsOf(await bot.fileTo('school'))).toEqual([]);
  });

  it('goes out by the county’s own template once one was put in place', async () => {
    const zip = new PizZip(defaultPlanTemplate());
    zip.file(
      'word/document.xml',
      (zip.file('word/document.xml')?.asText() ?? '').replace('年度培训计划', '年干部教育培训计划'),
    );
    const own = zip.generate({ type: 'nodebuffer' });
    await bot.store.templates.put('plan', { name: '模板.docx', bytes: own, putAt: bot.clock.now() });
    await bot.say('org', '/计划');
    await bot.press('org', '发送文档');
    const text = new PizZip(await bot.fileTo('org')).file('word/document.xml')?.asText();
    expect(text).toContain('2026年干部教育培训计划');
  });
});
