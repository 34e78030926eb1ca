import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { teachClass } from '../../helpers/taught-class.ts';

const classId = '2026-01';
let bot: BareBot;
beforeEach(async () => {
  bot = await startBareBot();
  await teachClass(bot.store, []);
  await bot.say('org', `/点名 ${classId} 3 科级副职`);
  await bot.press('org', '征求单位意见');
});
afterEach(() => bot.stop());

const view = async () => (await bot.store.callUpLists.ofClass(classId))?.unitViews ?? [];

describe('what a unit says about its people', () => {
  it('needs a reason of some words, and is about one person without a choice', async () => {
    await bot.press('liaison-agri', '有人不宜参加');
    expect(await bot.last('liaison-agri')).toContain('请用一句话说明李四不宜参加的情况');
    await bot.say('liaison-agri', '病');
    expect(await bot.last('liaison-agri')).toContain('说明太短');
    expect(await view()).toEqual([]);
    await bot.say('liaison-agri', '住院手术，需休养三个月');
    expect(await view()).toMatchObject([{ unitId: 'u-agri', cadreIds: ['li'], reason: '住院手术，需休养三个月' }]);
  });

  it('is no longer taken once another list was drawn', async () => {
    await bot.say('org', `/点名 ${classId} 2 科级副职`);
    await expect(bot.press('liaison-fin', '均可参加')).rejects.toThrow('liaison-fin has no button');
    await bot.say('liaison-fin', '征求意见');
    expect(await bot.last('liaison-fin')).toContain('目前没有需要您单位答复的');
  });
});
