import { expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { putOffTimes } from '../../src/calendar/put-off.ts';

const quiet = { from: '21:00', until: '07:30' };

function labels(dateOn: string, clock: string, by?: Date): string[] {
  return putOffTimes(beijingTime(dateOn, clock), by, quiet).map(({ label }) => label);
}

it('is an hour, the evening and the next morning, outside the quiet hours', () => {
  expect(labels('2026-03-02', '09:00')).toEqual(['一小时后', '今晚20:00', '明天08:30']);
  expect(labels('2026-03-02', '20:30')).toEqual(['明天08:30']);
});

it('names the morning of the next working day', () => {
  expect(labels('2026-03-06', '21:30')).toEqual(['周一08:30']);
  expect(labels('2026-09-30', '21:30')).toEqual(['10月8日08:30']);
});

it('leaves out what lies behind the deadline', () => {
  expect(labels('2026-03-02', '09:00', beijingTime('2026-03-02', '17:30'))).toEqual(['一小时后']);
  expect(labels('2026-03-02', '17:00', beijingTime('2026-03-02', '17:30'))).toEqual([]);
});
