import { expect, it } from 'vitest';
import { ManualClock } from '../../src/clock.ts';
import { beijingTime } from '../../src/domain/beijing-time.ts';
import { jump } from '../../src/schedule/jump.ts';

it('a clock that is put forward stops at every daily slot on the way, and ends where it was sent', async () => {
  const clock = new ManualClock(beijingTime('2026-03-06', '20:43'));
  const stops: Date[] = [];
  const schedules = [
    { dailyAt: '20:43' },
    { dailyAt: '08:07' },
    { dailyAt: '09:17', weekdays: [1, 2, 3, 4, 5] },
    { everyMinutes: 5, atMinute: 3 },
  ];
  const to = beijingTime('2026-03-07', '20:43');
  await jump(
    to,
    clock,
    (time) => clock.moveTo(time),
    schedules,
    async () => {
      stops.push(clock.now());
    },
  );
  expect(stops).toEqual([beijingTime('2026-03-07', '08:07'), to]);
});
