import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { lastDayOn, publishedClass, scoredClass } from '../../helpers/scored-class.ts';

const classId = '2026-01';

it('published results end each enrollment by its outcome, and the class', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  const states = new Map((await bot.store.enrollments.ofClass(classId)).map((row) => [row.cadreId, row.state]));
  expect([states.get('zhao'), states.get('wu')]).toEqual(['completed', 'notCompleted']);
  expect((await bot.store.gradings.byClass(classId))?.state).toBe('published');
  expect((await bot.store.classes.byId(classId))?.state).toBe('published');
});

it('results are sent once however often the job runs, with respectful words for a bad one', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  expect((await bot.screen('wu')).match(/培训考核结果/g)?.length).toBe(1);
  expect(await bot.screen('wu')).toContain('如有不明之处，请联系班主任');
  expect(await bot.screen('head-agri')).toContain('谈心谈话');
});

it('nobody is told a result before the organisation department releases it, nor at night', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await scoredClass(bot.store);
  bot.clock.moveTo(beijingTime(lastDayOn, '18:05'));
  await bot.say('team1', `/评定等次 ${classId}`);
  await bot.press('team1', '提请确认');
  await bot.press('team2', '确认等次');
  await bot.runJob('publish-grades');
  await bot.say('zhao', '我的成绩');
  expect(await bot.screen('zhao')).not.toMatch(/优秀|培训考核结果/);
  await bot.press('org', '公布成绩');
  await bot.say('org', `/反馈进度 ${classId}`);
  expect(await bot.last('org')).toContain('成绩已办理公布，结果尚未发出（非工作日和夜间不发送）');
  bot.clock.moveTo(beijingTime(lastDayOn, '21:04'));
  await bot.runJob('publish-grades');
  expect(await bot.screen('zhao')).not.toContain('培训考核结果');
});
