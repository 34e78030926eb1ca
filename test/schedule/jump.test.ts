import { expect, it } from 'vitest';
import type { Job } from '../../jobs/job.ts';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../src/clock.ts';
import { jump } from '../../src/schedule/jump.ts';
import type { Schedule } from '../../src/schedule/slots.ts';

it('a clock that is put forward stops at every daily slot on the way, and runs all jobs where it was sent', async () => {
  const clock = new ManualClock(beijingTime('2026-03-06', '20:43'));
  const stops: [Date, boolean][] = [];
  const schedules: Schedule[] = [
    { dailyAt: '20:43' },
    { dailyAt: '08:07' },
    { dailyAt: '09:17', onWorkingDays: true },
    { everyMinutes: 5, atMinute: 3 },
  ];
  const passed = schedules.map((schedule): Job => {
    return { name: 'job', about: '', schedule, usefulForMinutes: 5, plan: async () => [] };
  });
  const to = beijingTime('2026-03-07', '20:43');
  const tick = async (only?: readonly Job[]) => void stops.push([clock.now(), only === passed]);
  await jump(to, clock, (time) => clock.moveTo(time), passed, tick);
  expect(stops).toEqual([
    [beijingTime('2026-03-07', '08:07'), true],
    [to, false],
  ]);
});
