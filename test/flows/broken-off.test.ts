import { afterEach, expect, it } from 'vitest';
import { beijingTime } from '../../src/domain/beijing-time.ts';
import { type BareBot, startBareBot } from '../helpers/bare-bot.ts';
import { teachClass } from '../helpers/taught-class.ts';

const bots: BareBot[] = [];
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.stop();
});

/** The same conversation, once without a fault and once broken off before every call of the store. */
async function bothRuns(conversation: (bot: BareBot, crashing: boolean) => Promise<void>): Promise<[BareBot, BareBot]> {
  const [whole, broken] = [await startBareBot(), await startBareBot()];
  bots.push(whole, broken);
  await conversation(whole, false);
  await conversation(broken, true);
  return [whole, broken];
}

it('a survey broken off at any point leaves the same sheets and the same messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    bot.crashing = crashing;
    await bot.say('org', '/需求调查 培训需求 县财政局 7天');
    await bot.press('org', '确认发出');
    await bot.press('head-fin', '开始填写');
    await bot.press('head-fin', '提交', ['strong']);
    await bot.press('head-fin', '上一题');
    await bot.say('head-fin', '1');
    bot.crashing = false;
    for (let question = 2; question <= 10; question += 1) await bot.say('head-fin', '1');
    bot.crashing = crashing;
    await bot.press('head-fin', '跳过');
    await bot.say('head-fin', '预算绩效');
    await bot.say('head-fin', '公文写作 3 人');
    await bot.say('org', '/结束调查 D2026-1');
    await bot.press('org', '确认结束');
    await bot.press('zhao', '开始填写');
  });
  expect(broken.crashes).toBeGreaterThan(100);
  expect(await broken.dump()).toEqual(await whole.dump());
  const sheet = await whole.store.surveyAnswers.byId('D2026-1', 'head-fin');
  expect(sheet?.state).toBe('done');
});

it('signing in and leave broken off at any point leave the same marks and the same messages', async () => {
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    await teachClass(bot.store, ['zhao', 'qian', 'sun']);
    bot.crashing = crashing;
    bot.clock.moveTo(beijingTime('2026-03-15', '20:00'));
    await bot.say('qian', '/请假 事假 明天 上午 参加县里会议');
    await bot.press('qian', '提交');
    await bot.press('teacher', '同意');
    await bot.say('sun', '请假');
    await bot.press('sun', '病假');
    await bot.press('sun', '明天下午');
    await bot.say('sun', '发热就诊');
    await bot.press('sun', '提交');
    await bot.press('teacher', '不同意');
    await bot.say('teacher', '请先到校报告');
    bot.clock.moveTo(beijingTime('2026-03-16', '08:10'));
    await bot.say('teacher', '/签到 2026-01');
    await bot.press('zhao', '签到');
    bot.clock.moveTo(beijingTime('2026-03-16', '08:41'));
    await bot.say('sun', '签到');
    await bot.say('teacher', '/补签 2026-01 孙三 今天 上午 路上帮助伤员');
  });
  expect(broken.crashes).toBeGreaterThan(100);
  expect(await broken.dump()).toEqual(await whole.dump());
  expect((await whole.store.signIns.ofClass('2026-01')).map((row) => row.cadreId).sort()).toEqual(['sun', 'zhao']);
  expect((await whole.store.leaves.grantedIn('2026-01')).map((row) => row.cadreId)).toEqual(['qian']);
});
