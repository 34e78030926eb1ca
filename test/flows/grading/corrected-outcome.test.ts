import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { effective } from '../../../src/training/hours/hour-entries.ts';
import { type BareBot, startBareBot } from '../../helpers/bare-bot.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

const classId = '2026-01';

/** Published anew with another grade of 吴六, on the next working day. */
async function regraded(bot: BareBot, grade: string, dateOn: string): Promise<void> {
  await bot.say('org', `/重新评定 ${classId} 小组调研漏评`);
  await bot.say('team1', `/调整等次 ${classId} 吴六 ${grade} 小组调研经集体研究`);
  await bot.press('team1', '提请确认');
  await bot.press('team2', '确认等次');
  await bot.press('org', '公布成绩');
  bot.clock.moveTo(beijingTime(dateOn, '08:05'));
  for (let run = 0; run < 3; run += 1) await bot.runJob('publish-grades');
}

it('whom a corrected result says to have completed the class gets its hours, and loses them where the next says otherwise', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  const { enrollments, hourEntries } = bot.store;
  const hours = async () => effective(await hourEntries.of('wu', '')).filter(({ source }) => source === 'class').length;
  const ended = async () => [(await enrollments.completedOf(classId)).includes('wu'), await hours()];
  await publishedClass(bot);
  expect(await ended()).toEqual([false, 0]);
  await regraded(bot, '合格', '2026-04-07');
  expect(await ended()).toEqual([true, 1]);
  await regraded(bot, '不合格', '2026-04-08');
  expect(await ended()).toEqual([false, 0]);
  await regraded(bot, '合格', '2026-04-09');
  expect(await ended()).toEqual([true, 1]);
});

it('hours that the organisation department has taken back itself stay so after a correction', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  const ofWu = async () => (await bot.store.hourEntries.of('wu', '')).filter(({ reverses }) => reverses === undefined);
  await regraded(bot, '合格', '2026-04-07');
  const [entry] = (await ofWu()).filter(({ source }) => source === 'class');
  if (entry === undefined) throw new Error('no hours');
  await bot.store.hourEntries.reverse(entry, { by: 'org', at: bot.clock.now(), reason: '重复登记' });
  await regraded(bot, '不合格', '2026-04-08');
  await regraded(bot, '合格', '2026-04-09');
  expect(effective(await bot.store.hourEntries.of('wu', '')).map(({ _id }) => _id)).not.toContain(entry._id);
});

it('a reopening is not taken back once an entry from before it counts otherwise', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  await bot.say('org', `/重新评定 ${classId} 考勤登记有误`);
  const { signIns } = bot.store;
  const mark = (await signIns.ofClass(classId)).find(({ cadreId }) => cadreId === 'zhao');
  if (mark === undefined) throw new Error('no mark');
  const { sessionId, cadreId, at } = mark;
  await signIns.correct({
    ...{ classId, sessionId, cadreId, at: new Date(at.getTime() + 60 * 60_000) },
    correction: { by: 'teacher', byUpdate: 'test:late', enteredAt: bot.clock.now(), note: '查实迟到' },
  });
  await bot.say('org', `/取消重新评定 ${classId}`);
  expect(await bot.last('org')).toContain('已有变动，不能取消');
  expect((await bot.store.gradings.byClass(classId))?.state).toBe('returned');
  expect((await bot.store.classes.byId(classId))?.state).toBe('planned');
});
