import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, beijingTime } from '../../../src/calendar/beijing-time.ts';
import { handInAt } from '../../../src/training/works/hand-in.ts';

const closesOn = '2026-03-24';
const at = (dateOn: string, clock: string) => handInAt(beijingTime(dateOn, clock), closesOn, { lateDays: 3 });

it('a work is on time up to the last minute of its last day, then late by the days, then refused', () => {
  expect(at('2026-03-24', '23:59')).toEqual({ as: 'onTime', lateDays: 0 });
  expect(at('2026-03-25', '00:00')).toEqual({ as: 'late', lateDays: 1, closesOn });
  expect(at('2026-03-27', '23:59')).toMatchObject({ as: 'late', lateDays: 3 });
  expect(at('2026-03-28', '00:00')).toEqual({ as: 'refused', closesOn, untilOn: '2026-03-27' });
});

it('never becomes better by waiting, and the days are those after the last one', () => {
  const rank = { onTime: 0, late: 1, refused: 2 };
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), fc.nat(9), (day, more, lateDays) => {
      const on = (days: number) => handInAt(beijingTime(addDays(closesOn, days - 5), '12:00'), closesOn, { lateDays });
      expect(rank[on(day + more).as]).toBeGreaterThanOrEqual(rank[on(day).as]);
      const { as, ...rest } = on(day);
      if (as !== 'refused') expect(rest).toMatchObject({ lateDays: Math.max(0, day - 5) });
    }),
  );
});
