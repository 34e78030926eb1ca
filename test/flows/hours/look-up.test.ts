import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';

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
