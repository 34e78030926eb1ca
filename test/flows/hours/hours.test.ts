import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWorkbook } from '../../../src/sheets/write-workbook.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const HEADER = ['姓名', '培训班名称', '主办单位', '开始日期', '结束日期', '天数', '学时', '培训方式'];
const sheet = writeWorkbook({
  name: '学时',
  rows: [
    HEADER,
    ['赵一', '乡村振兴专题班', '市委党校', '2026-01-12', '2026-01-16', '5', '40', '脱产'],
    ['赵一', '干部网络学院', '', '2026-01-20', '2026-02-10', '0', '20', '网络'],
  ],
  headerRow: 1,
});

describe.each(variants)('hours, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('are told by threshold to oneself, by figures first to head, liaison and the organisation department', async () => {
    await world.say('zhao', '我的学时');
    expect(world.last('zhao')).toContain('本年度脱产培训：已完成0学时、0天，应完成90学时或12天，尚缺90学时，或12天。');
    expect(world.last('zhao')).toContain('本年度网络学习：已完成0学时，应完成50学时，尚缺50学时。');
    await world.say('liaison-fin', '/学时 单位');
    expect(world.last('liaison-fin')).toContain('县财政局2026年学时：共 5 人，已达标 0 人，未达标 5 人。');
    await world.say('org', '/学时');
    expect(world.last('org')).toContain('全县 18 人，已达标 0 人（0%）。');
    await world.say('zhao', '/学时 钱二');
    expect(world.last('zhao')).toContain('不在您负责的班级或单位范围内');
    await world.say('head-agri', '/学时 李四');
    expect(world.last('head-agri')).toContain('李四2026年学时：');
  });

  it('of past years come by a sheet, once, and an entry is taken back and told', async () => {
    await world.send('org', '历年学时.xlsx', sheet);
    expect(world.last('org')).toContain('将登记 2 条，涉及 1 人，共60学时。');
    await world.press('org', '确认登记');
    await world.send('org', '历年学时.xlsx', sheet);
    expect(world.last('org')).toContain('都已登记，无需重复办理');
    await world.say('org', '/冲销学时 赵一 1 证书有误');
    await world.press('org', '确认冲销');
    expect(world.count('zhao', '【学时变动】')).toBe(1);
    await world.say('zhao', '我的学时');
    expect(world.last('zhao')).toContain('本年度脱产培训：已完成0学时、0天');
  });
});

describe('the ledger of hours', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  it('takes a sheet once, also when every step is broken off; an entry is taken back, told once, and counts again', async () => {
    bot.crashing = true;
    await bot.send('org', '历年学时.xlsx', sheet);
    expect(await bot.last('org')).toContain('将登记 2 条，涉及 1 人，共60学时。');
    await bot.press('org', '确认登记');
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await bot.store.hourEntries.of('zhao', '2020-01-01')).toHaveLength(2);
    await bot.say('zhao', '我的学时');
    expect(await bot.last('zhao')).toContain('已完成40学时、5天');
    await bot.send('org', '历年学时.xlsx', sheet);
    expect(await bot.last('org')).toContain('都已登记，无需重复办理');
    await bot.say('org', '/冲销学时 赵一 1 证书有误');
    await bot.press('org', '确认冲销');
    await bot.say('zhao', '我的学时');
    expect(await bot.last('zhao')).toContain('已完成0学时、0天');
    expect((await bot.screen('zhao')).split('【学时变动】')).toHaveLength(2);
    await bot.say('org', '/冲销学时 赵一 1 核实无误');
    await bot.press('org', '确认恢复');
    await bot.say('zhao', '我的学时');
    expect(await bot.last('zhao')).toContain('已完成40学时、5天');
  });

  it('an import is taken back as a whole by whoever made it', async () => {
    await bot.send('org', '历年学时.xlsx', sheet);
    await bot.press('org', '确认登记');
    await bot.press('org', '撤销');
    await bot.say('zhao', '我的学时');
    expect(await bot.last('zhao')).toContain('已完成0学时、0天');
    await bot.send('org', '历年学时.xlsx', sheet);
    expect(await bot.last('org')).toContain('将登记 2 条');
  });
});

describe.each(variants)('courses of an online academy, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  const courses = (count: number) =>
    writeWorkbook({
      name: '学习记录',
      rows: [
        ['姓名', '账号', '课程名称', '学时', '完成时间'],
        ...Array.from({ length: count }, (_, index) => ['赵一', '', `网课${index + 1}`, '0.5', '2026-02-03 20:15:00']),
        ['钱二', '', '网课1', '1', ''],
      ],
      headerRow: 1,
    });

  it('count as online study alone, once, and are taken back as one', async () => {
    await world.send('org', '网络学习记录.xlsx', courses(6));
    expect(world.last('org')).toContain('将登记 6 条，涉及 1 人，共3学时。');
    expect(world.last('org')).toContain('与脱产培训分开计算，不计积分');
    expect(world.last('org')).toContain('未完成的课程 1 条，不登记。');
    await world.press('org', '确认登记');
    await world.say('zhao', '我的学时');
    expect(world.last('zhao')).toContain('本年度网络学习：已完成3学时，应完成50学时');
    expect(world.last('zhao')).toContain('本年度脱产培训：已完成0学时');
    expect(world.last('zhao')).toContain('网络课程 6 门（平台报送）');
    expect(world.last('zhao')).not.toContain('网课1');
    await world.say('zhao', '学时明细');
    expect(world.last('zhao')).toMatch(/6\. 网络　网课\d　2月3日　0\.5学时（平台报送）/);
    await world.send('org', '网络学习记录.xlsx', courses(7));
    expect(world.last('org')).toContain('将登记 1 条，涉及 1 人，共0.5学时。');
    expect(world.last('org')).toContain('另有 6 条与同一年度已有的课程重复，不登记：赵一。');
    await world.press('org', '取消');
    await world.press('org', '撤销');
    await world.say('zhao', '我的学时');
    expect(world.last('zhao')).toContain('本年度网络学习：已完成0学时');
  });
});
