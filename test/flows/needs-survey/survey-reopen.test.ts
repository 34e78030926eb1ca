import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { type BareBot, bothRuns, startBareBot } from '../../helpers/bare-bot.ts';
import { variants } from '../../helpers/county.ts';
import { handIn, sendSurvey } from '../../helpers/survey.ts';
import { startWorld } from '../../helpers/world.ts';

const number = 'D2026-1';
let bot: BareBot;

/** A survey to the five of 县财政局, closed by 周组织 after these handed in. */
async function closed(bot: BareBot, done: readonly string[]): Promise<void> {
  await bot.say('org', '/需求调查 培训需求 县财政局 3月6日');
  await bot.press('org', '确认发出');
  await handIn(bot.store, number, done);
  await bot.say('org', `/结束调查 ${number}`);
  await bot.press('org', '确认结束');
}

beforeEach(async () => {
  bot = await startBareBot();
});
afterEach(() => bot.stop());

const row = () => bot.store.surveys.byId(number);

describe('a survey that was closed too early', () => {
  it('is shown before it is reopened; then only who has not handed in gets the card, and whoever made it is told', async () => {
    await closed(bot, ['zhao', 'qian']);
    await bot.say('school', `/重开调查 ${number} 3月10日 已填人数不足`);
    expect(await bot.last('school')).toMatch(/再次通知未填的 3 人填写.*3月10日 周二.*已填人数不足/s);
    expect((await row())?.state).toBe('closed');
    await bot.press('school', '确认重开');
    expect(await bot.last('school')).toContain('已重开，并通知未填的 3 人');
    expect(await bot.last('org')).toMatch(/【重开调查】.*您发起的需求调查.*理由：已填人数不足/);
    expect(await bot.last('sun')).toContain('需求调查重新开放');
    expect(await bot.screen('zhao')).not.toContain('重新开放');
    await bot.press('sun', '开始填写');
    expect(await bot.last('sun')).toContain('需求调查 1/12');
    expect(await row()).toMatchObject({
      state: 'open',
      closesOn: '2026-03-10',
      reopenings: [{ by: 'school', reason: '已填人数不足', insteadOf: '2026-03-06' }],
    });
  });

  it('stays closed once results were shown, so that nobody reads one more sheet out of the difference', async () => {
    await closed(bot, ['zhao', 'qian', 'sun', 'liaison-fin', 'head-fin']);
    await bot.say('org', `/重开调查 ${number} 3月10日 已填人数不足`);
    await bot.say('school', `/调查结果 ${number}`);
    await bot.press('org', '确认重开');
    expect(await bot.last('org')).toContain('结果已经有人查看');
    expect((await row())?.state).toBe('closed');
  });

  it('may be reopened when so few had answered that no results were shown', async () => {
    await closed(bot, ['zhao']);
    await bot.say('org', `/调查结果 ${number}`);
    await bot.say('org', `/重开调查 ${number} 3月10日 已填人数不足`);
    await bot.press('org', '确认重开');
    expect((await row())?.state).toBe('open');
    await bot.say('org', `/重开调查 ${number} 3月10日 已填人数不足`);
    expect(await bot.last('org')).toContain('还在进行，无需重开');
  });

  it('stays as it is when the preview is dropped, the new last day is over, or somebody without the right asks', async () => {
    await closed(bot, ['zhao']);
    await bot.say('org', `/重开调查 ${number} 3月1日 已填人数不足`);
    expect(await bot.last('org')).toContain('截止日期已经过去');
    await bot.say('zhao', `/重开调查 ${number} 3月10日 已填人数不足`);
    expect(await bot.last('zhao')).toContain('没有办理这一事项的权限');
    await bot.say('org', `/重开调查 ${number} 3月10日 已填人数不足`);
    await bot.press('org', '取消');
    await bot.say('org', `/重开调查 ${number} 3月3日 已填人数不足`);
    bot.clock.moveTo(beijingTime('2026-03-04', '00:00'));
    await bot.press('org', '确认重开');
    expect(await bot.last('org')).toContain('截止日期已经过去');
    expect((await row())?.state).toBe('closed');
  });
});

it('a reopening broken off at any point leaves the same survey and messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    onTestFinished(() => bot.stop());
    await closed(bot, ['zhao']);
    bot.crashing = crashing;
    await bot.say('school', `/重开调查 ${number} 3月10日 已填人数不足`);
    await bot.press('school', '确认重开');
    await bot.say('org', `/结束调查 ${number}`);
    await bot.press('org', '确认结束');
  });
  expect(broken?.crashes).toBeGreaterThan(3);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect((await whole?.store.surveys.byId(number))?.state).toBe('closed');
});

it.each(variants)('on %s people go on with a reopened survey by the new card', async (variant) => {
  const world = await startWorld(variant);
  onTestFinished(() => world.stop());
  await sendSurvey(world, '县财政局', '3天');
  await world.press('zhao', '开始填写');
  await world.say('org', `/结束调查 ${number}`);
  await world.press('org', '确认结束');
  await world.say('zhao', '1');
  expect(world.last('zhao')).toContain('已经结束');
  await world.say('org', `/重开调查 ${number} 5天 已填人数不足`);
  await world.press('org', '确认重开');
  await world.press('zhao', '开始填写');
  expect(world.last('zhao')).toMatch(/需求调查 1(—3)?\/12/);
  expect(world.logged).toEqual([]);
});
