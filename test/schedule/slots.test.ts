import { describe, expect, it } from 'vitest';
import { beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { latestSlot, nextDailySlot } from '../../src/schedule/slots.ts';

describe('the latest slot of a schedule', () => {
  it('is today when the time has come', () => {
    expect(latestSlot({ dailyAt: '09:17' }, beijingTime('2026-03-02', '09:17'))).toEqual(
      beijingTime('2026-03-02', '09:17'),
    );
  });

  it('is yesterday before that', () => {
    expect(latestSlot({ dailyAt: '09:17' }, beijingTime('2026-03-02', '09:16'))).toEqual(
      beijingTime('2026-03-01', '09:17'),
    );
  });

  it('passes over days off where it runs on working days alone', () => {
    const schedule = { dailyAt: '09:17', onWorkingDays: true } as const;
    const latestDay = (dateOn: string) => beijingDateOf(latestSlot(schedule, beijingTime(dateOn, '12:00')));
    expect(latestDay('2026-03-08')).toBe('2026-03-06');
    expect(latestDay('2026-10-07')).toBe('2026-09-30');
    // Saturdays and Sundays that are worked for a holiday.
    for (const dateOn of ['2026-02-28', '2026-09-20', '2026-10-10']) expect(latestDay(dateOn)).toBe(dateOn);
    const next = nextDailySlot(schedule, beijingTime('2026-09-30', '09:17'));
    expect(next).toEqual(beijingTime('2026-10-08', '09:17'));
  });

  it('steps through the hour from its own minute', () => {
    const schedule = { everyMinutes: 15, atMinute: 7 };
    expect(latestSlot(schedule, beijingTime('2026-03-02', '09:06'))).toEqual(beijingTime('2026-03-02', '08:52'));
    expect(latestSlot(schedule, beijingTime('2026-03-02', '09:22'))).toEqual(beijingTime('2026-03-02', '09:22'));
  });
});
