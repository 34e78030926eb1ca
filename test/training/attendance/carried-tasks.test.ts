import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { areTold } from '../../../src/training/attendance/carried-tasks.ts';

const days = ['2026-03-16', '2026-03-17', '2026-03-18', '2026-03-23'];
const rules = { beforeSessionMinutes: 20, missingAfterMinutes: 15 };
const sessions = days.map((dateOn) => ({ dateOn, startsAt: beijingTime(dateOn, '08:30') }));

function told(askedOn: string, clock: string, closesOn: string, closesClock: string): boolean {
  const [askedAt, closesAt] = [beijingTime(askedOn, clock), beijingTime(closesOn, closesClock)];
  return areTold(sessions, rules, askedAt, closesAt);
}

describe('a task that the cards of the class’s days tell of', () => {
  it('needs a card tomorrow, or on a day before the last', () => {
    expect(told('2026-03-16', '12:00', '2026-03-17', '17:30')).toBe(true);
    expect(told('2026-03-14', '12:00', '2026-03-18', '00:00')).toBe(true);
    // Friday evening until Monday: nobody would hear of it before Monday.
    expect(told('2026-03-20', '18:00', '2026-03-23', '17:30')).toBe(false);
  });
  it('needs a card on the last day or the day before it; midnight ends the day before', () => {
    expect(told('2026-03-16', '12:00', '2026-03-20', '00:00')).toBe(true);
    expect(told('2026-03-16', '12:00', '2026-03-21', '00:00')).toBe(false);
  });
  it('is none that is over before the next card, or asked after the last', () => {
    expect(told('2026-03-16', '12:00', '2026-03-16', '18:00')).toBe(false);
    expect(told('2026-03-23', '12:00', '2026-03-26', '00:00')).toBe(false);
  });
});
