import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { planItem } from '../../helpers/plan.ts';

describe('an item of the plan', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  const item = () => bot.store.planItems.byId('J2026-1');

  it('says which topics of the menu it serves, which 培训菜单 follows, and says so no more', async () => {
    await planItem(bot.store, { state: 'approved' });
    await bot.say('org', '/组织需求 安全生产 科级副职20 上级部署');
    await bot.say('liaison-fin', '/改计划 J2026-1 承接需求 安全生产 补充');
    expect(await bot.last('liaison-fin')).toContain('承接需求由“按主题和依据对应”改为“安全生产”');
    expect(await bot.ask('org', '/培训菜单 安全生产')).toContain('计划 J2026-1');
    expect(await bot.ask('org', '/计划 J2026-1')).toContain('承接需求：安全生产');
    await bot.say('liaison-fin', '/改计划 J2026-1 承接需求 无 更正');
    expect((await bot.store.planItems.byId('J2026-1'))?.needTopics).toBeUndefined();
    expect(await bot.ask('org', '/培训菜单 安全生产')).toContain('尚无计划');
  });

  it('that was approved waits again once its unit has changed it, and is as before when that is taken back', async () => {
    await planItem(bot.store, { state: 'approved', group: 'youngCadre' });
    bot.crashing = true;
    await bot.say('liaison-fin', '/改计划 J2026-1 对象 科级干部 扩大范围');
    expect(await item()).toMatchObject({ state: 'filed', rankLevels: ['townshipChief', 'townshipDeputy'] });
    expect((await item())?.group).toBeUndefined();
    expect(await bot.last('org')).toContain('乡科级正职、乡科级副职，40 人');
    await bot.press('liaison-fin', '撤销');
    expect(await item()).toMatchObject({ state: 'approved', rankLevels: ['townshipDeputy'], group: 'youngCadre' });
    expect(await bot.ask('org', '/审核计划')).toContain('没有待审核');
  });

  it('keeps within the limits of fees and months', async () => {
    await planItem(bot.store);
    expect(await bot.ask('liaison-fin', '/改计划 J2026-1 费用 560元 物价上涨')).toContain('超过三类培训的上限');
    expect(await bot.ask('liaison-fin', '/改计划 J2026-1 月份 1月 提前')).toContain('已经过去');
    expect(await bot.ask('liaison-fin', '/改计划 J2026-1 类别 舞蹈班 更正')).toContain('类别请写成');
    expect((await item())?.steps).toBe(1);
  });

  it('is its own unit’s to change and withdraw', async () => {
    await planItem(bot.store);
    expect(await bot.ask('liaison-agri', '/改计划 J2026-1 人数 50人 更正')).toContain('不在您负责的班级或单位范围内');
    expect(await bot.ask('liaison-agri', '/撤计划 J2026-1 更正')).toContain('不在您负责的班级或单位范围内');
    expect((await item())?.state).toBe('filed');
  });

  it('that is withdrawn is told to those who had decided about it, and comes back as it was', async () => {
    await planItem(bot.store);
    await bot.say('org', '/审核计划 J2026-1 批准');
    bot.crashing = true;
    await bot.say('liaison-fin', '/撤计划 J2026-1 与上级班次重复');
    expect((await item())?.state).toBe('withdrawn');
    expect(await bot.last('org')).toContain('已由韩联络撤回。理由：与上级班次重复');
    await bot.press('liaison-fin', '撤销');
    expect((await item())?.state).toBe('approved');
    expect(await bot.last('head-fin')).toContain('J2026-1 恢复原状');
  });
});
