import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { openClass } from '../../helpers/class.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld, type World } from '../../helpers/world.ts';

let bot: BareBot;
beforeAll(async () => {
  bot = await startBareBot();
  await bot.store.cadres.change([{ id: 'wu', field: 'name', to: '吴·买买提' }]);
  await bot.store.cadres.change([
    {
      id: 'zhao',
      field: 'otherPosts',
      to: [{ unitId: 'u-agri', unitName: '县农业农村局', post: '委员', fromOn: '2025-01' }],
    },
  ]);
});
afterAll(() => bot.stop());

describe('looking people up', () => {
  it.each([
    ['赵', '赵一'],
    ['zhaoyi', '赵一'],
    ['zy', '赵一'],
    ['zhao', '赵一'],
    ['吴•买买提', '吴·买买提'],
    ['农业农村局 预算', '没有找到'],
  ])('%s finds %s', async (words, name) => {
    await bot.say('org', `/查 ${words}`);
    expect(await bot.last('org')).toContain(name);
  });

  it('a unit is told by its figures first, with whoever holds a second post in it', async () => {
    await bot.say('org', '/查 农业农村局 副科级');
    expect(await bot.last('org')).toContain('共 4 人：乡科级副职 4 人');
    expect(await bot.last('org')).toContain('赵一');
  });

  it('a head finds whoever holds a second post in the unit, until it ends', async () => {
    await bot.say('head-agri', '/查 赵一');
    expect(await bot.last('head-agri')).toContain('预算股股长');
    await bot.say('head-agri', '/查 钱二');
    expect(await bot.last('head-agri')).toContain('没有找到“钱二”');
    await bot.say('head-org', '/查 赵一');
    expect(await bot.last('head-org')).toContain('没有');
    const [post] = (await bot.store.cadres.byId('zhao'))?.otherPosts ?? [];
    if (post === undefined) throw new Error('no second post');
    await bot.store.cadres.change([{ id: 'zhao', field: 'otherPosts', to: [{ ...post, untilOn: '2026-02-28' }] }]);
    await bot.say('head-agri', '/查 赵一');
    expect(await bot.last('head-agri')).toContain('没有找到“赵一”');
    await bot.store.cadres.change([{ id: 'zhao', field: 'otherPosts', to: [post] }]);
  });

  it('of many, the first are shown with how to see one of them or fewer', async () => {
    await bot.say('org', '/查 科员');
    const [, total = ''] = (await bot.last('org')).match(/共 (\d+) 人/) ?? [];
    expect(Number(total)).toBeGreaterThan(10);
    expect((await bot.last('org')).match(/　/g)).toHaveLength(15);
    expect(await bot.last('org')).toContain(`其余 ${Number(total) - 5} 人见表格，也可加写单位或层级再查。`);
  });

  it('heads see their own unit alone, cadres nobody, and each look is noted', async () => {
    await bot.say('head-fin', '/查 赵一');
    expect(await bot.last('head-fin')).toContain('预算股股长');
    await bot.say('head-fin', '/查 李四');
    expect(await bot.last('head-fin')).toContain('没有找到“李四”');
    await bot.say('zhao', '/查 李四');
    expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
    expect((await bot.store.looks.of('zhao', 9)).map(({ by }) => by)).toContain('head-fin');
    expect(await bot.store.looks.of('li', 9)).toEqual([]);
  });
});

describe.each(variants)('the information base, on %s', (variant) => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld(variant);
  });
  afterEach(() => world.stop());

  const ask = async (who: string, words: string) => {
    await world.say(who, words);
    return world.last(who);
  };

  it('finds a person by name, letters, unit, level and group, as a card with the person’s page', async () => {
    for (const words of ['赵一', 'zhaoyi', 'zy', '财政局 zy', '赵 副科级'])
      expect([words, await ask('org', `/查 ${words}`)]).toEqual([words, expect.stringContaining('预算股股长')]);
    expect(await ask('org', '/查 关键岗位')).toMatch(/共 \d+ 人[\s\S]*蒋局长/);
    expect(await ask('head-agri', '/查 赵一')).toContain('没有找到“赵一”');
  });

  it('a unit includes those below it', async () => {
    await world.say('org', '/改单位 县农业农村局 上级单位 县财政局');
    await world.press('org', '确认更改');
    expect(await ask('org', '/查 财政局 副科级')).toContain('共 6 人');
    expect(await ask('head-fin', '/查 李四')).toContain('种植股股长');
  });

  it('somebody is newly promoted for a year from the day, and 18 months after the promotion not any more', async () => {
    const { cadres } = world.running.store;
    await cadres.change([
      { id: 'li', field: 'promotedOn', to: '2024-09-02' },
      { id: 'wu', field: 'promotedOn', to: '2025-06-02' },
      { id: 'wu', field: 'training.lastTrainedOn', to: '2025-01-10' },
    ]);
    const found = await ask('org', '/查 新提拔');
    expect(found).toContain('吴六');
    expect(found).not.toContain('李四');
    const classId = await openClass(world);
    expect(await ask('org', `/点名 ${classId} 2 新提拔 试算`)).toMatch(/可列入 1 人[\s\S]*\n1\. 吴六/);
    await world.at('2026-06-03', '09:03');
    expect(await ask('org', '/查 新提拔')).toContain('没有找到');
  });

  it('a county-level cadre owes 550 hours or 3 months in five years, each by itself, beside the online hours', async () => {
    await world.running.store.cadres.change([{ id: 'head-fin', field: 'rankLevel', to: 'county' }]);
    const own = await ask('head-fin', '我的学时');
    expect(own).toMatch(/近5年脱产培训：.*应完成550学时或3个月，尚缺460学时，或3个月/);
    expect(own).toMatch(/网络学习：.*应完成50学时/);
    expect(own).not.toContain('应完成90学时或12天');
  });

  it('long leave and secondment by command keep somebody off a list, with the reason, until they are over', async () => {
    const classId = await openClass(world);
    await world.say('org', '/改人员 赵一 挂职借调 市发改局 2026.03.01 2026.09.30');
    await world.press('org', '确认更改');
    await world.say('org', `/点名 ${classId} 3 科级副职`);
    expect(world.last('org')).not.toContain('赵一');
    expect(await ask('org', `/为什么 ${classId} 赵一`)).toContain('正在市发改局挂职或借调');
  });
});
