import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { planItem } from '../../helpers/plan.ts';
import { startWorld, type World } from '../../helpers/world.ts';

/** The unit changes how many people come. */
const changed = (people: number) => ({
  ...{ act: 'change' as const, by: 'liaison-fin', byUpdate: `test:change-${people}`, at: new Date(0) },
  ...{ from: ['approved' as const], to: 'filed' as const, set: { people } },
});
const one = '/申报计划 应急处置专题培训班 10月 3天 40人 乡科级副职 400元 县委新部署';

describe.each(variants)('a confirmed plan, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
    await planItem(world.running.store, { state: 'approved' });
  });
  afterEach(() => world.stop());

  it('has a number, is told to the school, and what is added later is off the plan and approved with a reason', async () => {
    await world.say('org', '/确认计划');
    expect(world.last('org')).toContain('拟列入计划 1 项，40 人。');
    await world.press('org', '确认计划');
    expect(world.last('org')).toContain('文号为培训计划〔2026〕1号');
    expect(world.last('school')).toContain('已确认（培训计划〔2026〕1号）');
    await world.say('liaison-fin', one);
    expect(world.last('liaison-fin')).toContain('本项属计划外班次');
    await world.press('liaison-fin', '确认申报');
    expect(world.last('org')).toContain('计划外班次待审批');
    await world.press('org', '批准');
    expect(world.last('org')).toContain('请写下批准理由');
    await world.say('org', '落实县委专项部署');
    expect(world.last('liaison-fin')).toContain('理由：落实县委专项部署');
    await world.say('org', '/计划');
    expect(world.screen('org')).toContain('另有计划外 1 项');
  });
});

describe('a confirmed plan', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
    await planItem(bot.store, { state: 'approved' });
    await planItem(bot.store);
  });
  afterEach(() => bot.stop());

  it('is confirmed once, by whoever is first', async () => {
    await bot.store.cadres.grant('admin', 'orgDept');
    await bot.say('org', '/确认计划');
    await bot.say('admin', '/确认计划');
    bot.crashing = true;
    await bot.press('org', '确认计划');
    await bot.press('admin', '确认计划');
    expect(await bot.last('admin')).toContain('已经确认，无需重复办理');
    expect((await bot.store.annualPlans.standing('2026'))?.itemIds).toEqual(['J2026-1']);
  });

  it('shows anew what was approved after it was shown', async () => {
    await bot.say('org', '/确认计划');
    await bot.say('org', '/审核计划 J2026-2 批准');
    await bot.press('org', '确认计划');
    expect(await bot.store.annualPlans.standing('2026')).toBeUndefined();
    expect(await bot.last('org')).toContain('拟列入计划 2 项');
  });

  it('is not made of an item that is changed at the same moment: it is shown anew, and nothing is frozen', async () => {
    await bot.say('org', '/确认计划');
    const { planItems } = bot.store;
    const freeze = planItems.freeze.bind(planItems);
    vi.spyOn(planItems, 'freeze').mockImplementationOnce(async (...how) => {
      await planItems.move('J2026-1', changed(50));
      return freeze(...how);
    });
    await bot.press('org', '确认计划');
    expect(await bot.store.annualPlans.standing('2026')).toBeUndefined();
    expect(await planItems.byId('J2026-1')).not.toHaveProperty('frozenByUpdate');
    expect(await bot.screen('org')).toContain('没有已批准的');
  });

  it('holds its items from the moment before it stands, also against what was read earlier', async () => {
    await bot.say('org', '/确认计划');
    const { planItems, annualPlans } = bot.store;
    const confirm = annualPlans.confirm.bind(annualPlans);
    vi.spyOn(annualPlans, 'confirm').mockImplementationOnce(async (wanted) => {
      await planItems.move('J2026-1', changed(50));
      return confirm(wanted);
    });
    await bot.press('org', '确认计划');
    expect((await annualPlans.standing('2026'))?.itemIds).toEqual(['J2026-1']);
    expect(await planItems.byId('J2026-1')).toMatchObject({ state: 'approved', people: 40 });
    await bot.say('org', '/重开计划 2026 县委部署新任务');
    await planItems.move('J2026-1', changed(60));
    expect(await planItems.byId('J2026-1')).toMatchObject({ state: 'filed', people: 60 });
  });

  it('lets the organisation department withdraw an item and take that back', async () => {
    await bot.say('org', '/确认计划');
    await bot.press('org', '确认计划');
    await bot.say('org', '/撤计划 J2026-1 上级另有安排');
    expect(await bot.store.planItems.byId('J2026-1')).toMatchObject({ state: 'withdrawn' });
    await bot.press('org', '撤销');
    expect(await bot.store.planItems.byId('J2026-1')).toMatchObject({ state: 'approved' });
  });

  it('that was opened again and confirmed anew stays so when the opening is run once more', async () => {
    await bot.say('org', '/确认计划');
    await bot.press('org', '确认计划');
    const { annualPlans } = bot.store;
    const reopen = annualPlans.reopen.bind(annualPlans);
    vi.spyOn(annualPlans, 'reopen').mockImplementation(async (...how) => {
      const row = await reopen(...how);
      const confirmed = { confirmedBy: 'org', confirmedAt: bot.clock.now(), byUpdate: 'test:confirm' };
      await annualPlans.confirm({ year: '2026', ...confirmed, itemIds: ['J2026-1'] });
      return row;
    });
    bot.crashing = true;
    await bot.say('org', '/重开计划 2026 县委部署新任务');
    expect(bot.crashes).toBeGreaterThan(0);
    expect((await annualPlans.standing('2026'))?.number).toBe(2);
  });

  it('is not changed by its units until it is opened again, and then gets another number', async () => {
    await bot.say('org', '/确认计划');
    await bot.press('org', '确认计划');
    expect(await bot.ask('liaison-fin', '/改计划 J2026-1 人数 50人 更正')).toContain('已列入确认的年度计划');
    expect(await bot.ask('liaison-fin', '/撤计划 J2026-1 更正')).toContain('已列入确认的年度计划');
    expect(await bot.ask('org', '/审核计划 J2026-1 退回 更正')).toContain('已列入确认的年度计划');
    bot.crashing = true;
    expect(await bot.ask('org', '/重开计划 2026 县委部署新任务')).toContain('已重新开放');
    bot.crashing = false;
    expect(await bot.ask('org', '/重开计划 2026 再来')).toContain('尚未确认');
    expect(await bot.ask('liaison-fin', '/改计划 J2026-1 人数 50人 更正')).toContain('人数由“40 人”改为“50 人”');
    await bot.say('org', '/审核计划 J2026-1 批准');
    await bot.say('org', '/确认计划');
    await bot.press('org', '确认计划');
    expect(await bot.last('org')).toContain('培训计划〔2026〕2号');
  });
});
