import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { grant } from '../../helpers/grant.ts';
import { startWorld } from '../../helpers/world.ts';

describe.each(variants)('an honour on %s', (variant) => {
  it('is recorded, told to whom it was given, corrected, cancelled with a reason, and stands in register and appraisal while it holds', async () => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await world.say('org', '/登记荣誉 赵一 全县优秀党务工作者 2026-03-01 县委');
    expect(world.last('org')).toContain('已登记 B2026-1：赵一，全县优秀党务工作者（县委，2026年3月1日）');
    expect(world.last('zhao')).toContain('【荣誉登记】已为您登记：全县优秀党务工作者');
    await world.say('zhao', '我的学册');
    expect(world.last('zhao')).toContain('荣誉 1 项');
    await world.say('org', '/考核参考 2026 县财政局');
    expect(world.screen('org')).toContain('登记荣誉 1 项');
    await world.say('org', '/改荣誉 B2026-1 全县优秀共产党员 2026-03-01 县委');
    expect(world.last('zhao')).toContain('全县优秀共产党员');
    await world.say('org', '/荣誉名单 2026');
    expect(world.last('org')).toMatch(/共 1 项，1 人[\s\S]*B2026-1　赵一　全县优秀共产党员/);
    await world.press('org', '发送表格');
    expect(world.last('org')).toContain('2026年荣誉登记.xlsx');
    await world.say('org', '/取消荣誉 B2026-1 登记有误');
    expect(world.last('zhao')).toContain('已取消，理由：登记有误');
    await world.say('zhao', '我的学册');
    expect(world.last('zhao')).not.toContain('荣誉 1 项');
    expect(world.logged).toEqual([]);
  });
});

describe('an honour', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  it('is recorded by the organisation department alone, about nobody of itself, and not before it is given', async () => {
    await bot.say('teacher', '/登记荣誉 赵一 优秀教师 2026-03-01 县委');
    expect(await bot.last('teacher')).toContain('没有办理这一事项的权限');
    await grant(bot, 'zhao', 'orgDept');
    await bot.say('zhao', '/登记荣誉 赵一 优秀党员 2026-03-01 县委');
    await bot.say('org', '/登记荣誉 赵一 优秀党员 2027-03-01 县委');
    expect(await bot.last('org')).toContain('还没有到');
    await bot.say('org', '/登记荣誉 赵一 优秀党员');
    expect(await bot.last('org')).toContain('请写明姓名、荣誉名称、授予日期和授予单位');
    expect(await bot.store.honours.ofYear('2026')).toEqual([]);
  });

  it('is taken back by its button, once; what is cancelled is not changed any more', async () => {
    await bot.say('org', '/登记荣誉 赵一 优秀党员 2026-03-01 县委');
    await bot.press('org', '撤销');
    expect((await bot.store.honours.byId('B2026-1'))?.state).toBe('cancelled');
    await bot.say('org', '/改荣誉 B2026-1 优秀党员 2026-03-01 省委');
    expect(await bot.last('org')).toContain('已取消，不能再更改');
    await bot.say('org', '/取消荣誉 B2026-9 有误');
    expect(await bot.last('org')).toContain('B2026-9');
  });
});

it('an honour recorded and corrected, broken off at any point, ends as without that', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    bot.crashing = crashing;
    await bot.say('org', '/登记荣誉 赵一 优秀党员 2026-03-01 县委');
    await bot.say('org', '/改荣誉 B2026-1 优秀共产党员 2026-03-01 县委');
    await bot.say('org', '/取消荣誉 B2026-1 登记有误');
  });
  expect(broken?.crashes).toBeGreaterThan(2);
  expect(await broken?.dump()).toEqual(await whole?.dump());
});
