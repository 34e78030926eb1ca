import fc from 'fast-check';
import { expect, it } from 'vitest';
import { beijingDateOf, formatClock } from '../../../src/calendar/beijing-time.ts';
import { movedAlong, openingMark, openingMovesBy } from '../../../src/training/class/class-days.ts';
import { timetableChange } from '../../../src/training/class/timetable-change.ts';
import { session } from '../builders.ts';

const lessons = [
  session({ sessionId: 'c-01', dateOn: '2026-03-16', from: '08:30', to: '11:30' }),
  session({ sessionId: 'c-02', dateOn: '2026-03-17', from: '19:00', to: '21:00' }),
];

it('the days between two openings are counted in either direction, over the turn of a year too', () => {
  const days = (opensOn: string) => ({ opensOn, closesOn: opensOn });
  expect(openingMovesBy(days('2026-12-28'), days('2027-01-04'))).toBe(7);
  expect(openingMovesBy(days('2026-03-16'), days('2026-03-09'))).toBe(-7);
});

it('lessons go along with the opening at their hours, stay the lessons they were, and come back as they were', () => {
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 400 }), (days) => {
      const moved = movedAlong(lessons, days);
      expect(moved.map(({ startsAt }) => formatClock(startsAt))).toEqual(['08:30', '19:00']);
      for (const { dateOn, startsAt, endsAt } of moved)
        expect([beijingDateOf(startsAt), beijingDateOf(endsAt)]).toEqual([dateOn, dateOn]);
      const change = timetableChange(lessons, moved);
      expect(change.kept.map(({ before, after }) => [before.sessionId, after.dateOn])).toEqual(
        moved.map(({ sessionId, dateOn }) => [sessionId, dateOn]),
      );
      expect([change.added, change.removed]).toEqual([[], []]);
      expect(movedAlong(moved, -days)).toEqual(lessons);
    }),
  );
});

it('what was said of an opening is said again of another one, and once of the same', () => {
  const opensOn = '2026-03-23';
  expect(openingMark({ opensOn })).toBe('');
  expect(openingMark({ opensOn, changes: [{ field: 'name' }] })).toBe('');
  expect(openingMark({ opensOn, changes: [{ field: 'days' }] })).toBe(':2026-03-23');
});
