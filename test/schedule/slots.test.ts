import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { latestSlot } from '../../src/schedule/slots.ts';

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

  it('passes over weekdays it does not run on', () => {
    const schedule = { dailyAt: '09:17', weekdays: [1, 2, 3, 4, 5] };
    expect(latestSlot(schedule, beijingTime('2026-03-01', '12:00'))).toEqual(beijingTime('2026-02-27', '09:17'));
  });

  it('steps through the hour from its own minute', () => {
    const schedule = { everyMinutes: 15, atMinute: 7 };
    expect(latestSlot(schedule, beijingTime('2026-03-02', '09:06'))).toEqual(beijingTime('2026-03-02', '08:52'));
    expect(latestSlot(schedule, beijingTime('2026-03-02', '09:22'))).toEqual(beijingTime('2026-03-02', '09:22'));
  });
});
