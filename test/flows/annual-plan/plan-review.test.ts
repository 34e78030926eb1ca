import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { planItem } from '../../helpers/plan.ts';
import { startWorld, type World } from '../../helpers/world.ts';

const one = '/申报计划 基层治理专题培训班 10月 3天 40人 乡科级副职 400元 提升基层治理能力';

describe.each(variants)('the review of what a unit filed, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await world.say('liaison-fin', one);
    await world.press('liaison-fin', '确认申报');
  });
  afterEach(() => world.stop());

  it('sends it back with a reason, takes it again once it was changed, and tells the unit why', async () => {
    await world.press('org', '退回补充');
    await world.say('org', '请补充需求依据');
    expect(world.last('liaison-fin')).toContain('已退回补充');
    await world.press('head-fin', '为什么');
    expect(world.last('head-fin')).toContain('周组织退回补充（理由：请补充需求依据）');
    await world.say('liaison-fin', '/改计划 J2026-1 依据 县委一号文件 补充依据');
    expect(world.last('org')).toContain('需求依据：县委一号文件');
    await world.press('org', '批准');
    expect(world.last('liaison-fin')).toContain('“基层治理专题培训班”已批准');
  });
});

describe('the review of what units filed', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  const states = async () => (await bot.store.planItems.ofYear('2026')).map(({ state }) => state);
  const colleague = () => bot.store.cadres.grant('admin', 'orgDept');

  it('approves several at once, and each once: the second person is told that nothing waits', async () => {
    await colleague();
    await planItem(bot.store);
    await planItem(bot.store, { unitId: 'u-agri', filedBy: 'liaison-agri' });
    await bot.say('org', '/审核计划');
    await bot.say('admin', '/审核计划');
    await bot.press('org', '全部批准');
    expect(await states()).toEqual(['approved', 'approved']);
    await bot.press('admin', '全部批准');
    expect(await bot.last('admin')).toContain('已经办理，目前没有待审核的培训计划');
    expect((await bot.store.planItems.byId('J2026-1'))?.history.map(({ act }) => act)).toEqual(['file', 'approve']);
  });

  it('approves all at once, also when every step is broken off', async () => {
    for (let number = 0; number < 3; number += 1) await planItem(bot.store);
    await bot.say('org', '/审核计划');
    bot.crashing = true;
    await bot.press('org', '全部批准');
    expect(bot.crashes).toBeGreaterThan(0);
    for (const { history } of await bot.store.planItems.ofYear('2026'))
      expect(history.map(({ act }) => act)).toEqual(['file', 'approve']);
    expect((await bot.screen('liaison-fin')).split('已批准')).toHaveLength(2);
  });

  it('approves all but the one that changes while it does so, which waits', async () => {
    for (let number = 0; number < 3; number += 1) await planItem(bot.store);
    await bot.say('org', '/审核计划');
    const { planItems } = bot.store;
    const move = planItems.move.bind(planItems);
    const change = { act: 'change' as const, by: 'liaison-fin', byUpdate: 'test:change', at: new Date(0) };
    vi.spyOn(planItems, 'move').mockImplementationOnce(async (...how) => {
      await move('J2026-2', { ...change, from: ['filed'], to: 'filed', set: { people: 60 } });
      return move(...how);
    });
    await bot.press('org', '全部批准');
    expect(await states()).toEqual(['approved', 'filed', 'approved']);
    expect(await bot.ask('org', '/审核计划')).toContain('60 人');
  });

  it('decides nothing unseen: what was changed after it was shown is shown anew', async () => {
    await bot.say('liaison-fin', one);
    await bot.press('liaison-fin', '确认申报');
    await bot.say('org', '/审核计划');
    await bot.say('liaison-fin', '/改计划 J2026-1 人数 60人 增加乡镇干部');
    await bot.press('org', '全部批准');
    expect(await states()).toEqual(['filed']);
    expect(await bot.last('org')).toContain('待审核 1 项，60 人');
    await bot.press('org', '全部批准');
    expect(await states()).toEqual(['approved']);
  });

  it('is not done by whoever filed it', async () => {
    await planItem(bot.store, { unitId: 'u-org', filedBy: 'org' });
    expect(await bot.ask('org', '/审核计划 J2026-1 批准')).toContain('按照回避要求');
    expect(await bot.ask('org', '/审核计划')).toContain('没有待审核');
    await colleague();
    expect(await bot.ask('admin', '/审核计划 J2026-1 批准')).toContain('已批准');
  });

  it('needs a reason for everything but an approval', async () => {
    await planItem(bot.store);
    expect(await bot.ask('org', '/审核计划 J2026-1 退回')).toContain('须写明理由');
    expect(await bot.ask('org', '/审核计划 J2026-1 不予批准 与主体班重复')).toContain('未获批准');
    expect(await bot.ask('org', '/审核计划 J2026-1 批准')).toContain('已批准');
    expect(await states()).toEqual(['approved']);
  });

  it('is done once, also when every step is broken off, and can be taken back', async () => {
    await planItem(bot.store);
    await planItem(bot.store);
    bot.crashing = true;
    await bot.say('org', '/审核计划');
    await bot.press('org', '全部批准');
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await states()).toEqual(['approved', 'approved']);
    expect((await bot.screen('head-fin')).split('已批准 2 项')).toHaveLength(2);
    await bot.press('org', '撤销');
    expect(await states()).toEqual(['filed', 'filed']);
    expect(await bot.last('head-fin')).toContain('刚才告知的审核结果已撤销');
    expect(await bot.ask('org', '/审核计划')).toContain('待审核 2 项');
  });
});
