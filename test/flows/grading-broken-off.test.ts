import { afterEach, expect, it } from 'vitest';
import { cardCode } from '../../src/chat/message.ts';
import { beijingTime } from '../../src/domain/beijing-time.ts';
import { type BareBot, bothRuns } from '../helpers/bare-bot.ts';
import { lastDayOn, scoredClass } from '../helpers/scored-class.ts';

const bots: BareBot[] = [];
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.stop();
});

it('a grading broken off at any point leaves the same results, marks and messages', async () => {
  const classId = '2026-01';
  const [whole, broken] = await bothRuns(async (bot, crashing) => {
    bots.push(bot);
    await scoredClass(bot.store);
    bot.clock.moveTo(beijingTime(lastDayOn, '18:05'));
    bot.crashing = crashing;
    await bot.say('zhao', '我的成绩');
    await bot.say('team1', `/定等 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '退回');
    await bot.say('team2', '请复核吴六的调研成绩');
    await bot.say('team1', `/调整等次 ${classId} 吴六 良好 牵头完成小组调研`);
    await bot.press('team1', '提请确认');
    await bot.say('teacher', `/记分 ${classId} 赵一 纪律建设 书面批评 无故缺席`);
    await bot.press('team2', '确认定等');
    await bot.say('team1', `/定等 ${classId}`);
    await bot.press('team1', '提请确认');
    await bot.press('team2', '确认定等');
    await bot.press('org', '公布成绩');
    bot.clock.moveTo(beijingTime('2026-03-30', '08:05'));
    await bot.runJob('publish-grades');
    await bot.runJob('publish-grades');
    await bot.press('zhao', '查看依据');
    await bot.press('zhao', '知悉');
    await bot.say('head-agri', `已阅知 #${cardCode(`feedback:${classId}:li`)}`);
    bot.clock.moveTo(beijingTime('2026-04-02', '09:41'));
    await bot.runJob('remind-feedback');
    await bot.press('head-agri', '已阅知');
  });
  expect(broken?.crashes).toBeGreaterThan(70);
  expect(await broken?.dump()).toEqual(await whole?.dump());
  expect((await whole?.store.gradings.byClass(classId))?.state).toBe('published');
  const acknowledged = (await whole?.store.feedbacks.ofClass(classId))?.filter((row) => row.state === 'acknowledged');
  expect(acknowledged?.length).toBe(2);
});
