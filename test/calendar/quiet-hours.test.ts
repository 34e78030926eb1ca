import { describe, expect, it } from 'vitest';
import { beijingTime, formatClock } from '../../src/calendar/beijing-time.ts';
import { type QuietHours, quietAt } from '../../src/calendar/quiet-hours.ts';

const night: QuietHours = { from: '21:00', until: '07:30' };
const noon: QuietHours = { from: '12:00', until: '14:10' };
const stretch = (clock: string, quiet: QuietHours) => quietAt(beijingTime('2026-03-06', clock), quiet);

describe('the quiet hours', () => {
  it.each([
    ['21:00', night],
    ['23:59', night],
    ['00:00', night],
    ['07:29', night],
    ['12:00', noon],
    ['14:09', noon],
  ])('hold at %s', (clock, quiet) => {
    const found = stretch(clock, quiet);
    expect([found?.beganAt, found?.endsAt].map((at) => at && formatClock(at))).toEqual([quiet.from, quiet.until]);
  });

  it.each([
    ['20:59', night],
    ['07:30', night],
    ['11:59', noon],
    ['14:10', noon],
    ['03:00', { from: '03:00', until: '03:00' }],
  ])('do not hold at %s', (clock, quiet) => {
    expect(stretch(clock, quiet)).toBeUndefined();
  });

  it('go from one day to the next', () => {
    const whole = { beganAt: beijingTime('2026-03-05', '21:00'), endsAt: beijingTime('2026-03-06', '07:30') };
    expect(stretch('00:30', night)).toEqual(whole);
    expect(quietAt(beijingTime('2026-03-05', '22:00'), night)).toEqual(whole);
  });
});
