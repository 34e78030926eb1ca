import { describe, expect, it, onTestFinished } from 'vitest';
import { bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { startWorld } from '../../helpers/world.ts';

it.each(variants)(
  'on %s the five agreed items are ticked off per school, listed with totals, and taken back',
  async (variant) => {
    const world = await startWorld(variant);
    onTestFinished(() => world.stop());
    await world.say('school', '/合作办学 青山镇党校 共享师资 派出2名教师授课');
    expect(world.last('school')).toContain('已登记青山镇党校2026年“共享师资”，五共事项已落实 1 项，共 5 项');
    await world.say('org', '/合作办学 河口镇党校 共建阵地');
    await world.say('org', '/合作办学情况');
    expect(world.last('org')).toContain('2026年合作办学的镇级党校 2 所，5 项全部落实 0 所');
    expect(world.last('org')).toContain('河口镇党校：已落实 1 项，未落实共享师资');
    await world.say('org', '/合作办学 河口镇党校 共建阵地 撤销');
    await world.say('org', '/合作办学情况 2026');
    expect(world.last('org')).toContain('镇级党校 1 所');
    await world.say('zhao', '/合作办学情况');
    expect(world.last('zhao')).toContain('没有办理这一事项的权限');
  },
);

describe('town party schools', () => {
  it('of more than ten there is a sheet, with what was written', async () => {
    const bot = await startBareBot();
    onTestFinished(() => bot.stop());
    for (let number = 1; number <= 11; number += 1)
      await bot.say('school', `/合作办学 第${number}镇党校 共管学员 说明${number}`);
    expect(await bot.ask('school', '/合作办学情况')).toContain('镇级党校 11 所');
    await bot.press('school', '发送表格');
    expect((await bot.fileTo('school')).length).toBeGreaterThan(1000);
    expect(await bot.ask('school', '/合作办学 第1镇党校 共享食堂')).toContain('没有“共享食堂”这一事项');
    expect(await bot.ask('school', '/合作办学 第1镇党校 共建阵地 撤销')).toContain('没有登记过“共建阵地”');
  });

  it('are the same after every crash', async () => {
    const bots = await bothRuns(async (bot, crashing) => {
      onTestFinished(() => bot.stop());
      bot.crashing = crashing;
      await bot.say('school', '/合作办学 青山镇党校 共享师资 派出2名教师授课');
      await bot.say('school', '/合作办学 青山镇党校 共享师资 撤销');
    });
    expect(await bots[1]?.dump()).toEqual(await bots[0]?.dump());
  });
});
