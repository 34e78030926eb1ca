import { expect, it } from 'vitest';
import type { Job } from '../../jobs/job.ts';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../src/clock.ts';
import { jump } from '../../src/schedule/jump.ts';
import type { Schedule } from '../../src/schedule/slots.ts';

const schedules: Schedule[] = [
  { dailyAt: '20:43' },
  { dailyAt: '08:07' },
  { dailyAt: '09:17', onWorkingDays: true },
  { everyMinutes: 5, atMinute: 3 },
];
const passed = schedules.map((schedule): Job => {
  return { name: 'job', about: '', schedule, usefulForMinutes: 5, plan: async () => [] };
});
const lunch = beijingTime('2026-03-07', '12:00');

it('a clock that is put forward stops at every daily slot and moment on the way, and runs all jobs where it was sent', async () => {
  const clock = new ManualClock(beijingTime('2026-03-06', '20:43'));
  const stops: [Date, boolean][] = [];
  const to = beijingTime('2026-03-07', '20:43');
  await jump(to, {
    clock,
    moveTo: (time) => clock.moveTo(time),
    passed,
    tick: async (only) => void stops.push([clock.now(), only === passed]),
    moments: async (after, until) => [lunch].filter((moment) => moment > after && moment < until),
    settle: async () => undefined,
  });
  expect(stops).toEqual([
    [beijingTime('2026-03-07', '08:07'), true],
    [lunch, true],
    [to, false],
  ]);
});

it('the clock is moved only when everything of the time before has happened, also what began before the jump', async () => {
  const clock = new ManualClock(beijingTime('2026-03-07', '09:00'));
  const happened: string[] = [];
  await jump(beijingTime('2026-03-07', '12:30'), {
    clock,
    moveTo: (time) => {
      clock.moveTo(time);
      happened.push('moved');
    },
    passed,
    tick: async () => void happened.push('ticked'),
    moments: async () => [lunch],
    settle: async () => void happened.push('settled'),
  });
  expect(happened).toEqual(['settled', 'moved', 'ticked', 'settled', 'moved', 'ticked', 'settled']);
});
