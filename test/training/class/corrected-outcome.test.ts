import { expect, it, onTestFinished } from 'vitest';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { finishedClass } from '../../helpers/scored-class.ts';

it('a corrected result changes how the class ended for a trainee, and never brings back who was withdrawn', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await finishedClass(bot);
  const [classId, cadreId] = ['2026-01', 'zhao'];
  const { enrollments } = bot.store;
  await enrollments.end([{ classId, cadreId, outcome: 'notCompleted' }]);
  await enrollments.end([{ classId, cadreId, outcome: 'completed' }]);
  expect(await enrollments.completedOf(classId)).toEqual([cadreId]);
  await enrollments.end([{ classId, cadreId, outcome: 'withdrawn' }]);
  await enrollments.end([{ classId, cadreId, outcome: 'completed' }]);
  expect(await enrollments.completedOf(classId)).toEqual([]);
});
