import { expect, it, onTestFinished } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { startBareBot } from '../../helpers/bare-bot.ts';
import { scoredClass } from '../../helpers/scored-class.ts';

const classId = '2026-01';

it('attendance is turned into points each evening, and whoever lost some is told once', async () => {
  const bot = await startBareBot();
  onTestFinished(() => bot.stop());
  await scoredClass(bot.store);
  const [first, second] = await bot.store.sessions.ofClass(classId);
  if (first === undefined || second === undefined) throw new Error('no session');
  await bot.store.enrollments.enrol([
    {
      _id: `${classId}:team2`,
      classId,
      cadreId: 'team2',
      unitId: 'u-school',
      name: '陈考评',
      state: 'enrolled',
      enrolledAt: first.startsAt,
    },
  ]);
  const entry = { result: 'absent' as const, by: 'teacher', byUpdate: 'test:roll', enteredAt: first.startsAt };
  await bot.store.signIns.callRoll(
    [first, second].map(({ _id: sessionId, startsAt: at }) => ({ classId, sessionId, cadreId: 'team2', at, entry })),
    'staff',
  );
  bot.clock.moveTo(beijingTime(first.dateOn, '20:43'));
  await bot.runJob('score-attendance');
  await bot.runJob('score-attendance');
  expect((await bot.screen('team2')).match(/出勤情况扣5分/g)?.length).toBe(2);
  expect(await bot.screen('zhao')).toBe('');
  expect((await bot.store.scoreEvents.ofTrainee(classId, 'team2')).length).toBe(2);
});
