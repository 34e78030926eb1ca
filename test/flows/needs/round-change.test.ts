import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { writeWorkbook } from '../../../src/sheets/write-workbook.ts';
import { blankNeedSheet } from '../../../src/training/needs/need-sheet.ts';
import { menuTopics } from '../../../src/training/needs/topics.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

type Row = readonly (string | number)[];

function sheet(round: string, ...rows: readonly Row[]): Buffer {
  const blank = blankNeedSheet(menuTopics(defaultRulePack()), { round, needsYear: '2026', unit: '县财政局' });
  return writeWorkbook({ ...blank, rows: [...blank.rows, ...rows] });
}

describe('unit reports', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await bot.say('org', '/征集需求 年度培训需求申报 县财政局、县农业农村局 5天');
    await bot.press('org', '确认征集');
  });
  afterEach(() => bot.stop());

  const report = async (unitId: string) => bot.store.unitReports.byId('Z2026-1', unitId);
  const topics = async (unitId: string) => (await report(unitId))?.items.map(({ topic }) => topic);

  it('are not for everybody, and for the own unit alone', async () => {
    expect(await bot.ask('zhao', '/申报需求 公文写作 科员3人')).toContain('没有办理这一事项的权限');
    expect(await bot.ask('liaison-agri', '/申报需求 县财政局 公文写作 科员3人')).toContain(
      '不在您负责的班级或单位范围内',
    );
    await bot.send('liaison-agri', '申报表.xlsx', sheet('Z2026-1', ['县财政局', '公文写作', '', '', '', 3, '']));
    expect(await bot.last('liaison-agri')).toContain('只能为本单位申报');
    expect(await bot.ask('org', '/征集需求 空 县档案馆 5天')).toContain('未能识别范围');
    expect(await topics('u-fin')).toEqual([]);
  });

  it('may be changed, withdrawn topic by topic and taken back until the last day', async () => {
    await bot.say('liaison-fin', '/申报需求 公文写作 科员3人');
    await bot.say('head-fin', '/申报需求 公文写作 科员6人 新进人员多\n数字化 副科2人');
    expect(await report('u-fin')).toMatchObject({ items: [{ people: { staff: 6 } }, { topic: '数字政府' }] });
    expect(await bot.ask('liaison-fin', '/撤需求 公文写作')).toContain(
      '已撤回“公文写作”，县财政局目前申报 1 项，2 人次',
    );
    await bot.press('liaison-fin', '撤销');
    expect(await topics('u-fin')).toEqual(['公文写作', '数字政府']);
    expect(await bot.ask('liaison-fin', '/撤需求 招商引资')).toContain('您单位没有申报“招商引资”');
  });

  it('refuse numbers that cannot be', async () => {
    for (const [typed, said] of [
      ['公文写作 科员-3人', '应为不小于 1 的整数'],
      ['公文写作 科员0人', '应为不小于 1 的整数'],
      ['公文写作 科员61人', '超过县财政局的 60 人'],
      ['公文写作', '未能识别“公文写作”'],
      ['公文写作 科员3人 科员4人', '写了两次'],
      ['公文写作 科员3人\n材料写作 科员4人', '“公文写作”写了两次'],
    ] as const)
      expect(await bot.ask('liaison-fin', `/申报需求 ${typed}`), typed).toContain(said);
    await bot.send(
      'liaison-fin',
      '申报表.xlsx',
      sheet('Z2026-1', ['', '公文写作', '', '', '', -3, ''], ['', '招商引资', '', '', 61, '', '']),
    );
    expect(await bot.last('liaison-fin')).toContain('应填不小于 0 的整数');
    expect(await bot.last('liaison-fin')).toContain('共 61 人，超过本单位 60 人');
    expect(await report('u-fin')).toMatchObject({ state: 'waiting' });
  });

  it('of a sheet replace what was there, once, however often it is sent or broken off', async () => {
    await bot.say('liaison-fin', '/申报需求 安全生产 科员3人');
    bot.crashing = true;
    const filled = sheet('Z2026-1', ['', '公文写作', '', '', 2, 6, '新进人员多'], ['', '招商引资', '', 1, '', '', '']);
    await bot.send('liaison-fin', '申报表.xlsx', filled);
    expect(await bot.last('liaison-fin')).toContain('原报的“安全生产”不再保留');
    await bot.press('liaison-fin', '确认申报');
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await topics('u-fin')).toEqual(['公文写作', '招商引资']);
    await bot.send('liaison-fin', '申报表.xlsx', filled);
    await bot.press('liaison-fin', '确认申报');
    expect(await bot.last('liaison-fin')).toContain('与这次所报相同，无需重复办理');
    expect((await report('u-fin'))?.steps).toBe(2);
  });

  it('of somebody with two units name the unit', async () => {
    const agri = (await bot.store.units.all()).find(({ _id }) => _id === 'u-agri');
    if (agri === undefined) throw new Error('no unit');
    await bot.store.units.put([{ ...agri, headId: 'head-fin' }]);
    expect(await bot.ask('head-fin', '/申报需求 公文写作 科员3人')).toContain('请在前面写明单位全称：');
    await bot.say('head-fin', '/申报需求 县农业农村局 公文写作 科员3人');
    expect(await topics('u-agri')).toEqual(['公文写作']);
    const both = sheet(
      'Z2026-1',
      ['县财政局', '公文写作', '', '', '', 3, ''],
      ['县农业农村局', '招商引资', '', '', 2, '', ''],
    );
    await bot.send('head-fin', '申报表.xlsx', both);
    await bot.press('head-fin', '确认申报');
    expect([await topics('u-fin'), await topics('u-agri')]).toEqual([['公文写作'], ['招商引资']]);
    await bot.press('head-fin', '撤销');
    expect([await topics('u-fin'), await topics('u-agri')]).toEqual([[], ['公文写作']]);
  });

  it('of two rounds name the round', async () => {
    await bot.say('org', '/征集需求 补充申报 县财政局 5天');
    await bot.press('org', '确认征集');
    expect(await bot.ask('liaison-fin', '/申报需求 公文写作 科员3人')).toContain('请在前面写明编号：Z2026-1、Z2026-2');
    expect(await bot.ask('liaison-fin', '/申报需求 Z2026-2 公文写作 科员3人')).toContain('县财政局已申报 1 项');
    expect(await bot.ask('liaison-agri', '/申报需求 Z2026-2 公文写作 科员3人')).toContain(
      '没有编号为“Z2026-2”的需求征集',
    );
    expect(await bot.ask('liaison-agri', '/征集进度 Z2026-2')).toContain('没有编号为“Z2026-2”的需求征集');
  });

  it('end with their round: cancelled with a reason, opened again by another last day', async () => {
    await bot.say('liaison-fin', '/申报需求 公文写作 科员3人');
    bot.crashing = true;
    await bot.say('org', '/取消征集 Z2026-1 与市级征集合并');
    await bot.press('org', '确认取消');
    bot.crashing = false;
    expect(await bot.last('liaison-fin')).toContain('已取消，贵单位所报的不再使用。理由：与市级征集合并');
    expect(await bot.screen('liaison-agri')).toContain('征集已取消，无需申报');
    expect(await bot.ask('liaison-agri', '/申报需求 公文写作 科员3人')).toContain('没有需要您单位申报的需求征集');
    expect(await bot.ask('org', '/取消征集 Z2026-1 再次')).toContain('已经取消，无需重复办理');
    await bot.say('org', '/延长征集 Z2026-1 10天');
    await bot.press('org', '确认更改');
    await bot.press('liaison-agri', '无培训需求');
    expect(await report('u-agri')).toMatchObject({ state: 'none' });
    expect(await topics('u-fin')).toEqual(['公文写作']);
  });

  it('are not taken once their round is over, be they typed, pressed or sent as a sheet', async () => {
    const filled = sheet('Z2026-1', ['', '公文写作', '', '', '', 3, '']);
    await bot.send('liaison-fin', '申报表.xlsx', filled);
    bot.clock.moveTo(beijingTime('2026-03-08', '00:00'));
    await bot.press('liaison-fin', '确认申报');
    expect(await bot.last('liaison-fin')).toContain('需求征集 Z2026-1 已经截止，未作改动');
    expect(await bot.ask('liaison-fin', '/申报需求 Z2026-1 公文写作 科员3')).toContain('已经截止');
    expect(await report('u-fin')).toMatchObject({ state: 'waiting' });
  });

  it('are recalled with a round that was just opened, as long as nobody has answered', async () => {
    await bot.press('org', '撤销');
    expect(await bot.screen('liaison-fin')).toContain('征集已撤回，无需申报');
    await bot.say('org', '/征集需求 再次申报 县财政局 5天');
    await bot.press('org', '确认征集');
    await bot.say('liaison-fin', '/申报需求 公文写作 科员3人');
    await bot.press('org', '撤销');
    expect(await bot.last('org')).toContain('已有后续办理，不能直接撤销');
  });
});
