import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  beijingDateOf,
  beijingTime,
  daysBetween,
  formatClock,
  formatDay,
  formatDays,
  formatDuration,
  formatMoment,
  isDate,
  minutesBetween,
} from '../../src/calendar/beijing-time.ts';

const anyDay = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const anyClock = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);

describe('Beijing time', () => {
  it('begins a new day at 16:00 UTC', () => {
    expect(beijingDateOf(new Date('2026-03-03T15:59:59Z'))).toBe('2026-03-03');
    expect(beijingDateOf(new Date('2026-03-03T16:00:00Z'))).toBe('2026-03-04');
  });

  it('gives back the day and clock it was made from', () => {
    fc.assert(
      fc.property(anyDay, anyClock, (dateOn, clock) => {
        const at = beijingTime(dateOn, clock);
        expect([beijingDateOf(at), formatClock(at)]).toEqual([dateOn, clock]);
      }),
    );
  });

  it('refuses a day that does not exist and a clock that does not', () => {
    expect(() => beijingTime('2026-02-29', '08:00')).toThrow(expect.objectContaining({ code: 'date.unreadable' }));
    expect(() => beijingTime('2026-03-04', '24:00')).toThrow(expect.objectContaining({ code: 'clock.unreadable' }));
    expect(() => addDays('2026-13-01', 1)).toThrow(expect.objectContaining({ code: 'date.unreadable' }));
    expect(isDate('2026-3-4')).toBe(false);
  });

  it('counts days there and back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (dateOn, days) => {
        expect(daysBetween(dateOn, addDays(dateOn, days))).toBe(days);
      }),
    );
  });

  it('keeps to the month when a month is added to its last day', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2024-01-30', 1)).toBe('2024-02-29');
    expect(addMonths('2026-03-16', -36)).toBe('2023-03-16');
    expect([1, -1, 12, -3].map((months) => addMonths('2026-01-15', months))).toEqual([
      '2026-02-15',
      '2025-12-15',
      '2027-01-15',
      '2025-10-15',
    ]);
  });

  it('counts a minute that has begun as a whole one', () => {
    const start = beijingTime('2026-03-04', '08:30');
    expect(minutesBetween(start, start)).toBe(0);
    expect(minutesBetween(start, new Date(start.getTime() + 59_999))).toBe(0);
    expect(minutesBetween(start, new Date(start.getTime() + 60_000))).toBe(1);
  });

  it('writes days, clocks and lengths as people do', () => {
    expect(formatDay('2026-03-04')).toBe('3月4日 周三');
    expect(formatMoment(beijingTime('2026-03-04', '08:30'))).toBe('3月4日 周三 08:30');
    expect(formatDays('2026-03-02', '2026-03-13')).toBe('3月2日至3月13日');
    expect(formatDays('2026-03-02', '2026-03-02')).toBe('3月2日');
    expect([45, 180, 150].map(formatDuration)).toEqual(['45分钟', '3小时', '2小时30分']);
  });
});
