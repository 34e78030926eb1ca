import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { RulePacks } from '../../../src/training/rule-packs.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { planItem } from '../../helpers/plan.ts';
import { startWorld } from '../../helpers/world.ts';

const days = '2026-10-12 2026-10-14 郑老师';

describe.each(variants)('a class of an item of the plan, on %s', (variant) => {
  it('has everything the plan says, and asks only for its days and its teacher', async () => {
    const world = await startWorld(variant);
    await planItem(world.running.store, { state: 'approved', classKind: 'businessClass' });
    await world.say('school', '/计划 J2026-1');
    await world.press('school', '据此开班');
    expect(world.last('school')).toContain('请写下开班日期、结束日期和班主任');
    await world.say('school', days);
    expect(world.last('school')).toContain('拟建立“基层治理专题培训班”');
    expect(world.last('school')).toContain('计划项目：J2026-1');
    await world.press('school', '确认开班');
    expect(await world.running.store.classes.byId('2026-01')).toMatchObject({
      ...{ name: '基层治理专题培训班', kind: 'businessClass', topicTag: '基层治理', planItem: 'J2026-1' },
    });
    await world.say('org', '/计划 J2026-1');
    expect(world.last('org')).toContain('已据此开班：2026-01');
    await world.stop();
  });
});

describe('a class of an item of the plan', () => {
  let bot: BareBot;
  afterEach(() => bot.stop());
  beforeEach(async () => {
    bot = await startBareBot();
    await planItem(bot.store, { state: 'approved' });
    await planItem(bot.store);
  });

  it('is known by its name too, as long as one item alone is called so', async () => {
    await bot.say('school', '/开班 基层治理专题培训班 2026-10-12 2026-10-14 郑老师');
    expect(await bot.last('school')).toContain('计划项目：J2026-1');
    await bot.press('school', '确认开班');
    expect((await bot.store.classes.ofPlanItems(['J2026-1'])).map(({ _id }) => _id)).toEqual(['2026-01']);
    await bot.say('school', '/开班 基层治理专题培训班 2026-11-09 2026-11-11 郑老师');
    expect(await bot.last('school')).not.toContain('计划项目');
  });

  it('is made once: whoever comes second is told the number of the first', async () => {
    await bot.say('org', `/开班 J2026-1 ${days}`);
    await bot.say('school', `/开班 J2026-1 ${days}`);
    bot.crashing = true;
    await bot.press('school', '确认开班');
    await bot.press('org', '确认开班');
    expect(await bot.last('org')).toContain('J2026-1 已据此开班（班次 2026-01）');
    expect((await bot.store.classes.ofPlanItems(['J2026-1'])).map(({ _id }) => _id)).toEqual(['2026-01']);
  });

  it('frees the item when it is withdrawn, and until then nobody changes the item', async () => {
    await bot.say('org', `/开班 J2026-1 ${days}`);
    await bot.press('org', '确认开班');
    expect(await bot.ask('liaison-fin', '/改计划 J2026-1 人数 50人 更正')).toContain('已据此开班');
    expect(await bot.ask('org', '/撤计划 J2026-1 更正')).toContain('已据此开班');
    await bot.press('org', '撤销');
    expect(await bot.store.classes.byId('2026-01')).toMatchObject({
      state: 'withdrawn',
      withdrawal: { planItem: 'J2026-1' },
    });
    await bot.say('org', `/开班 J2026-1 ${days}`);
    await bot.press('org', '确认开班');
    expect((await bot.store.classes.byId('2026-02'))?.planItem).toBe('J2026-1');
  });

  it('is made of what is approved alone', async () => {
    expect(await bot.ask('org', `/开班 J2026-2 ${days}`)).toContain('J2026-2 目前为待审核');
    await bot.say('org', '/计划 J2026-1');
    await bot.press('org', '据此开班');
    await bot.say('org', '下个月吧');
    expect(await bot.last('org')).toMatch(/没有看懂|日期|请按顺序/);
    await bot.say('org', days);
    expect(await bot.last('org')).toContain('开班预览');
  });
});

describe('a class without an item of the plan', () => {
  const other = `/开班 应急处置专题班 ${days}`;

  it('is a class like any other as long as no plan is confirmed; then it is off-plan', async () => {
    const bot = await startBareBot();
    await planItem(bot.store, { state: 'approved' });
    expect(await bot.ask('org', other)).not.toContain('计划外');
    await bot.say('org', '/确认计划');
    await bot.press('org', '确认计划');
    expect(await bot.ask('org', other)).toContain('不在2026年度培训计划内，属计划外班次');
    await bot.press('org', '确认开班');
    expect(await bot.ask('org', '/班级')).toMatch(/应急处置专题班.*计划外/);
    await bot.stop();
  });

  it('needs an approval first where the rules say so', async () => {
    const pack = defaultRulePack();
    const strict = { ...pack, annualPlan: { ...pack.annualPlan, offPlanNeedsApproval: true } };
    const bot = await startBareBot(new RulePacks([strict]));
    await planItem(bot.store, { state: 'approved' });
    await bot.say('org', '/确认计划');
    await bot.press('org', '确认计划');
    expect(await bot.ask('org', other)).toContain('计划外班次须先审批，未建班');
    expect(await bot.ask('org', `/开班 J2026-1 ${days}`)).toContain('开班预览');
    await bot.stop();
  });
});
