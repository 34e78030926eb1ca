import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

describe.each(variants)('a record put right by hand, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  it('is shown, changed by the button alone, kept in the history, and taken back', async () => {
    await world.say('org', '/改人员 赵一 任职 县农业农村局 副局长 2026.02.10');
    expect(world.last('org')).toContain('单位：县财政局 → 县农业农村局');
    expect(await world.running.store.cadres.byId('zhao')).toMatchObject({ unitId: 'u-fin' });
    await world.press('org', '确认更改');
    expect(await world.running.store.cadres.byId('zhao')).toMatchObject({
      ...{ unitId: 'u-agri', post: '副局长', inPostSince: '2026-02-10' },
      otherPosts: [{ unitName: '县财政局', post: '预算股股长', untilOn: '2026-02-10' }],
    });
    await world.press('org', '撤销');
    const back = await world.running.store.cadres.byId('zhao');
    expect(back).toMatchObject({ unitId: 'u-fin', post: '预算股股长', inPostSince: '2018-03' });
    expect(back).not.toHaveProperty('otherPosts');
    expect(await world.running.store.recordChanges.of('zhao', 20)).toHaveLength(8);
  });

  it('is nobody’s own, and not anybody’s', async () => {
    await world.say('org', '/改人员 周组织 职务 部长');
    expect(world.last('org')).toContain('与您本人有关');
    await world.say('school', '/改人员 赵一 职务 局长');
    expect(world.last('school')).toContain('没有办理这一事项的权限');
  });
});

describe('a record put right by hand', () => {
  let bot: BareBot;
  beforeEach(async () => {
    bot = await startBareBot();
  });
  afterEach(() => bot.stop());

  it('is changed once, also when every step is broken off', async () => {
    bot.crashing = true;
    await bot.say('org', '/改单位 县财政局 联络员 赵一');
    await bot.press('org', '确认更改');
    expect(bot.crashes).toBeGreaterThan(0);
    expect(await bot.store.units.byId('u-fin')).toMatchObject({ liaisonId: 'zhao' });
    expect(await bot.store.recordChanges.of('u-fin', 9)).toHaveLength(1);
    await bot.press('org', '撤销');
    expect(await bot.store.units.byId('u-fin')).toMatchObject({ liaisonId: 'liaison-fin' });
  });
});
