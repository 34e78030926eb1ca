import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, beijingTime, formatMoment } from '../../src/calendar/beijing-time.ts';
import { addWorkingDays, holidayNote, isWorkingDay, workingDaysBetween } from '../../src/calendar/working-days.ts';

describe('working days', () => {
  it('follows the holiday arrangement, with holidays on weekdays and work on weekends', () => {
    expect(isWorkingDay('2026-02-14')).toBe(true); // a Saturday worked for Spring Festival
    expect(isWorkingDay('2026-02-17')).toBe(false); // a Tuesday in Spring Festival
    expect(isWorkingDay('2026-03-04')).toBe(true);
    expect(isWorkingDay('2026-03-07')).toBe(false);
  });

  it('counts over Spring Festival', () => {
    expect(addWorkingDays('2026-02-13', 1)).toBe('2026-02-14');
    expect(addWorkingDays('2026-02-13', 2)).toBe('2026-02-24');
    expect(workingDaysBetween('2026-02-13', '2026-02-24')).toBe(2);
    expect(addWorkingDays('2026-02-24', -1)).toBe('2026-02-14');
  });

  it('takes the day itself, or the next one worked, for no days at all', () => {
    expect(addWorkingDays('2026-03-04', 0)).toBe('2026-03-04');
    expect(addWorkingDays('2026-03-07', 0)).toBe('2026-03-09');
    expect(() => addWorkingDays('2026-03-04', 1.5)).toThrow(expect.objectContaining({ code: 'calendar.bad-count' }));
  });

  it('counts as many days back as it went forward', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 40 }), (offset, days) => {
        const start = addDays('2025-06-01', offset);
        const end = addWorkingDays(start, days);
        expect(isWorkingDay(end)).toBe(true);
        expect(workingDaysBetween(start, end)).toBe(days);
        expect(workingDaysBetween(end, start)).toBe(-days);
      }),
    );
  });

  it('falls back to weekdays for a year not arranged yet, and says so', () => {
    expect(isWorkingDay('2090-03-03')).toBe(true); // a Friday
    expect(isWorkingDay('2090-03-04')).toBe(false); // a Saturday
    expect(holidayNote('2089-12-30', '2090-01-03')).toBe(
      '2089、2090年放假安排尚未收录，暂按周一至周五为工作日推算，请人工核对。',
    );
    expect(holidayNote('2026-01-01', '2026-12-31')).toBeUndefined();
  });

  it.each([
    ['America/Los_Angeles', 480],
    ['Pacific/Auckland', -780],
  ])('gives the same days on a server in %s', (zone, offsetMinutes) => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      expect(new Date('2026-02-14T00:00:00Z').getTimezoneOffset()).toBe(offsetMinutes);
      expect(['2026-02-14', '2026-02-17', '2026-02-28', '2026-03-01'].map(isWorkingDay)).toEqual([
        true,
        false,
        true,
        false,
      ]);
      expect(addWorkingDays('2026-02-13', 2)).toBe('2026-02-24');
      expect(formatMoment(beijingTime('2026-02-24', '08:30'))).toBe('2月24日 周二 08:30');
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
});
