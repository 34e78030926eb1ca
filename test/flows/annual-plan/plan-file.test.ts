import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../../src/sheets/write-workbook.ts';
import { blankPlanSheet } from '../../../src/training/annual-plan/plan-sheet.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const one = '/申报计划 基层治理专题培训班 10月 3天 40人 乡科级副职 400元 提升基层治理能力';

function sheet(...rows: readonly (readonly (string | number)[])[]): Buffer {
  const blank = blankPlanSheet('2026', '县财政局', defaultRulePack());
  return writeWorkbook({ ...blank, rows: [...blank.rows, ...rows] });
}
const row = (theme: string, yuan = 400) => [theme, '', '科级副职', 40, 10, 3, '', '', '', yuan, '', '', '县委部署'];

describe.each(variants)('filing for the annual plan, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('is done by a sheet: its faults are named by row, it is shown, and the department decides about all of it with one tap', async () => {
    await world.say('liaison-fin', '/申报计划');
    expect(world.last('liaison-fin')).toContain('2026年度培训计划申报表.xlsx');
    await world.send('liaison-fin', '申报表.xlsx', sheet(row('财政业务培训班'), row('预算管理专题培训班', 600)));
    expect(world.last('liaison-fin')).toContain('第 5 行“综合定额(元,每人每天)”：综合定额每人每天 600 元');
    await world.send('liaison-fin', '申报表.xlsx', sheet(row('财政业务培训班'), row('预算管理专题培训班')));
    expect(world.last('liaison-fin')).toContain('县财政局拟申报 2 项，80 人，经费合计 96000 元');
    await world.press('liaison-fin', '确认申报');
    expect(world.last('liaison-fin')).toContain('已申报 2 项，80 人');
    expect(world.last('org')).toContain('县财政局申报 2 项，80 人。');
    await world.press('org', '全部批准');
    expect(world.last('org')).toContain('已批准 2 项，80 人');
    expect(world.count('liaison-fin', '培训计划已批准 2 项，80 人：')).toBe(1);
    expect(world.count('head-fin', '培训计划已批准 2 项，80 人：')).toBe(1);
  });

  it('over the limit of fees is refused with the limit', async () => {
    await world.say('liaison-fin', one.replace('400元', '551元'));
    expect(world.last('liaison-fin')).toContain('超过三类培训的上限 550 元');
    expect(await world.running.store.planItems.ofYear('2026')).toEqual([]);
  });
});

describe('filing for the annual plan', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  const states = async () => (await bot.store.planItems.ofYear('2026')).map(({ _id, state }) => [_id, state]);

  it('is not for everybody, and for the own unit alone', async () => {
    expect(await bot.ask('zhao', one)).toContain('没有办理这一事项的权限');
    expect(await bot.ask('zhao', '/计划')).toContain('没有办理这一事项的权限');
    const theirs = row('农业培训班').with(6, '县农业农村局');
    await bot.send('liaison-fin', '申报表.xlsx', sheet(theirs));
    expect(await bot.last('liaison-fin')).toContain('只能为本单位申报');
    expect(await states()).toEqual([]);
  });

  it('files each class once, however often it is confirmed or broken off', async () => {
    bot.crashing = true;
    await bot.send('liaison-fin', '申报表.xlsx', sheet(row('财政业务培训班'), row('预算管理专题培训班')));
    await bot.press('liaison-fin', '确认申报');
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await states()).toEqual([
      ['J2026-1', 'filed'],
      ['J2026-2', 'filed'],
    ]);
    expect((await bot.screen('org')).split('培训计划待审核')).toHaveLength(2);
  });

  it('over the limit of fees is refused with the limit', async () => {
    expect(await bot.ask('liaison-fin', one.replace('400元', '551元'))).toContain('超过三类培训的上限 550 元');
    expect(await states()).toEqual([]);
  });

  it('means the next year for a month that is over', async () => {
    expect(await bot.ask('liaison-fin', one.replace('10月', '1月'))).toContain('2027年1月，3天');
  });

  it('can be taken back until somebody has decided', async () => {
    await bot.say('liaison-fin', one);
    await bot.press('liaison-fin', '确认申报');
    await bot.press('liaison-fin', '撤销');
    expect(await states()).toEqual([['J2026-1', 'withdrawn']]);
    expect(await bot.ask('org', '/审核计划')).toContain('没有待审核');
    await bot.say('liaison-fin', one);
    await bot.press('liaison-fin', '确认申报');
    await bot.say('org', '/审核计划 J2026-2 批准');
    await bot.press('liaison-fin', '撤销');
    expect(await bot.last('liaison-fin')).toContain('已有后续办理，不能直接撤销');
    expect(await states()).toEqual([
      ['J2026-1', 'withdrawn'],
      ['J2026-2', 'approved'],
    ]);
  });
});
