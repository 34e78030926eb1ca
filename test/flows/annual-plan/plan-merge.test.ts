import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { planItem } from '../../helpers/plan.ts';
import { startWorld } from '../../helpers/world.ts';

describe.each(variants)('merging, on %s', (variant) => {
  it('shows what is close and why, is done by a person, told to both units, and has a way back', async () => {
    const world = await startWorld(variant);
    await planItem(world.running.store, { state: 'approved' });
    await planItem(world.running.store, { state: 'approved', unitId: 'u-agri', filedBy: 'liaison-agri', people: 30 });
    await world.say('org', '/合并计划');
    expect(world.last('org')).toContain('建议合并的原因：主题相同：基层治理；培训对象相同（乡科级副职）。');
    await world.press('org', '确认合并');
    expect(world.last('org')).toContain('J2026-1、J2026-2 已合并为 J2026-3');
    for (const head of ['head-fin', 'head-agri']) expect(world.last(head)).toContain('已合并为 J2026-3');
    await world.say('org', '/计划');
    expect(world.last('org')).toContain('已批准 1 项，70 人。');
    await world.press('org', '撤销');
    await world.say('org', '/计划');
    expect(world.last('org')).toContain('已批准 2 项，70 人。');
    expect(world.last('head-agri')).toContain('J2026-3 已拆分');
    await world.stop();
  });
});

describe('merging', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await planItem(bot.store, { state: 'approved' });
    await planItem(bot.store, { state: 'approved', unitId: 'u-agri', filedBy: 'liaison-agri' });
  });
  afterEach(() => bot.stop());

  const states = async () => (await bot.store.planItems.ofYear('2026')).map(({ state }) => state);

  it('is done once, also when every step is broken off, and so is splitting', async () => {
    bot.crashing = true;
    await bot.say('org', '/合并计划');
    await bot.press('org', '确认合并');
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await states()).toEqual(['merged', 'merged', 'approved']);
    expect(await bot.store.planItems.byId('J2026-3')).toMatchObject({ people: 80, mergedFrom: ['J2026-1', 'J2026-2'] });
    expect(await bot.ask('org', '/拆分计划 J2026-3 两类对象需求不同')).toContain('恢复原状');
    expect(await states()).toEqual(['approved', 'approved', 'withdrawn']);
    expect((await bot.store.planItems.byId('J2026-1'))?.mergedInto).toBeUndefined();
  });

  it('is not asked again about two that are to stay apart, but can be asked for', async () => {
    await bot.say('org', '/合并计划');
    await bot.press('org', '不合并');
    expect(await bot.last('org')).toContain('目前没有主题相近');
    expect(await bot.ask('org', '/合并计划 J2026-1 J2026-2')).toContain('合并后：');
    expect(await bot.ask('org', '/合并计划 J2026-1 J2026-1')).toContain('写了两次');
    expect(await bot.ask('org', '/拆分计划 J2026-1 更正')).toContain('不是合并而成的项目');
  });

  it('of two of which one is changed at the same moment leaves both as they are', async () => {
    await bot.say('org', '/合并计划');
    const { planItems } = bot.store;
    const move = planItems.move.bind(planItems);
    vi.spyOn(planItems, 'move').mockImplementationOnce(async (...first) => {
      const moved = await move(...first);
      const by = { by: 'liaison-fin', byUpdate: 'test:change', at: bot.clock.now() };
      await move('J2026-2', { ...by, act: 'change', from: ['approved'], to: 'filed', set: { people: 50 } });
      return moved;
    });
    await bot.press('org', '确认合并');
    expect(await states()).toEqual(['approved', 'filed']);
    expect(await planItems.byId('J2026-2')).toMatchObject({ people: 50 });
  });

  it('of two of which one was changed meanwhile shows them anew', async () => {
    await bot.say('org', '/合并计划');
    await bot.say('liaison-fin', '/撤计划 J2026-1 与上级班次重复');
    await bot.press('org', '确认合并');
    expect(await bot.last('org')).toContain('目前为已撤回');
    expect(await states()).toEqual(['withdrawn', 'approved']);
  });
});
