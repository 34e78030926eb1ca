import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { resultWords } from '../../../src/training/feedback/words.ts';
import type { AssessmentRow } from '../../../src/training/grading/assessments.ts';
import { trainingClass } from '../../../src/words-review/facts.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { publishedClass } from '../../helpers/scored-class.ts';

const classId = '2026-01';

it('results reported to a unit are noted by its present head alone, also where the first card went to an earlier one', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  const unit = await bot.store.units.byId('u-fin');
  if (unit === null) throw new Error('no unit');
  await bot.store.units.put([{ ...unit, headId: 'li' }]);
  await bot.press('head-fin', '已阅知');
  expect(await bot.last('head-fin')).toContain('没有办理这一事项的权限');
  bot.clock.moveTo(beijingTime('2026-04-09', '09:41'));
  await bot.runJob('remind-feedback');
  await bot.press('li', '已阅知');
  const rows = await bot.store.feedbacks.ofClass(classId);
  expect(rows.filter((row) => row.state === 'acknowledged').map((row) => row.acknowledgedBy)).toEqual(
    Array(4).fill('li'),
  );
});

it('the head of somebody who left the class reads the reason, and no points', () => {
  const reasons = ['按退学处理：经县委组织部研究决定，理由：累计请假12小时，超过总学时1/7。'];
  const row: AssessmentRow = {
    ...{ _id: `${classId}:c1`, classId, cadreId: 'c1', unitId: 'u1', name: '张三', order: 1, outcome: 'withdrawn' },
    ...{ tiedCount: 0, excellentTrainee: 'no', reasons, gradeReasons: reasons, explanation: [] },
    ...{ regularHundredths: 0, bonusHundredths: 0, totalHundredths: 0, strong: [], weak: ['课堂表现（0/25分）'] },
  };
  const { lines } = resultWords.feedback(trainingClass, 'u1', [row]);
  expect(lines.join('')).toContain('累计请假12小时，超过总学时1/7');
  expect(lines.join('')).not.toMatch(/0\/25|0 ?分/);
});

it('a card of an earlier version, about one trainee, is acknowledged for that one', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  const [row] = (await bot.store.feedbacks.ofClass(classId)).filter(({ headId }) => headId === 'head-fin');
  if (row === undefined) throw new Error('no feedback');
  const data = { classId, cadreId: row.cadreId };
  await bot.press('head-fin', '已阅知', [], { action: 'feedback.acknowledge', data });
  const rows = await bot.store.feedbacks.ofClass(classId);
  expect(rows.filter(({ state }) => state === 'acknowledged').map(({ cadreId }) => cadreId)).toEqual([row.cadreId]);
});

it('a head answers in words, which counts as taken note of, reaches whoever released the results, and stands in the progress', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  await bot.press('head-fin', '阅知并写意见');
  expect((await bot.store.feedbacks.ofClass(classId)).some(({ state }) => state === 'acknowledged')).toBe(false);
  await bot.say('head-fin', '拟安排赵一承担重点任务');
  expect(await bot.last('head-fin')).toContain('已记为阅知');
  expect(await bot.last('org')).toMatch(/【反馈意见】县财政局.*拟安排赵一承担重点任务/);
  await bot.say('org', `/反馈进度 ${classId}`);
  expect(await bot.last('org')).toMatch(/的意见：拟安排赵一承担重点任务/);
  await bot.press('head-agri', '阅知并写意见');
  await bot.say('head-agri', '取消');
  expect((await bot.store.feedbacks.byId(classId, 'li'))?.state).toBe('sent');
});

it('keeps the words of a head also where whoever stands in has noted the results meanwhile', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await publishedClass(bot);
  await bot.press('head-fin', '阅知并写意见');
  const noted = { acknowledgedBy: 'li', acknowledgedAt: bot.clock.now() };
  for (const { cadreId } of await bot.store.feedbacks.ofUnit(classId, 'u-fin'))
    await bot.store.feedbacks.acknowledge(classId, cadreId, noted);
  await bot.say('head-fin', '拟安排赵一承担重点任务');
  await bot.say('org', `/反馈进度 ${classId}`);
  expect(await bot.last('org')).toMatch(/的意见：拟安排赵一承担重点任务/);
});
