import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jobs } from '../../jobs/index.ts';
import { beijingTime, formatClock } from '../../src/calendar/beijing-time.ts';
import type { QuietHours } from '../../src/calendar/quiet-hours.ts';
import { sendTime, type Throttle, type Timing } from '../../src/outbox/send-time.ts';
import { latestSlot } from '../../src/schedule/slots.ts';
import { quietHours } from '../helpers/sending.ts';

const week = 7 * 24 * 3600_000;

function message(addedAt: Date, more: Partial<Timing> = {}): Timing {
  return { cadreId: 'li', urgency: 'normal', addedAt, expiresAt: new Date(addedAt.getTime() + week), ...more };
}

/** When a message added now goes. */
function goes(
  dateOn: string,
  clock: string,
  more: Partial<Timing> = {},
  throttle: Throttle = 'none',
  quiet = quietHours,
) {
  const now = beijingTime(dateOn, clock);
  const at = sendTime(message(now, more), now, quiet, throttle);
  return at.getTime() === now.getTime() ? 'at once' : shown(at);
}

function shown(at: Date): string {
  return new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 13);
}

describe('the hour a message goes', () => {
  it('is now by day, and the end of the quiet hours by night', () => {
    expect(goes('2026-03-02', '20:59')).toBe('at once');
    expect(goes('2026-03-02', '21:00')).toBe('2026-03-03T07');
    expect(goes('2026-03-03', '00:00')).toBe('2026-03-03T07');
    expect(goes('2026-03-03', '07:29')).toBe('2026-03-03T07');
    expect(goes('2026-03-03', '07:36')).toBe('at once');
  });

  it('is now at any hour for what is urgent', () => {
    expect(goes('2026-03-03', '02:00', { urgency: 'urgent' })).toBe('at once');
    expect(goes('2026-03-03', '12:00', { urgency: 'urgent' }, 'normal')).toBe('at once');
  });

  it('is now for what would be of no use in the morning: it is never left to expire', () => {
    const expiresAt = beijingTime('2026-03-03', '07:00');
    expect(goes('2026-03-02', '22:00', { expiresAt })).toBe('at once');
    expect(goes('2026-03-02', '22:00', { expiresAt, urgency: 'low' })).toBe('at once');
  });

  it('is the next morning for what is of little weight', () => {
    expect(goes('2026-03-02', '09:00', { urgency: 'low' })).toBe('2026-03-03T07');
    expect(goes('2026-03-02', '02:00', { urgency: 'low' })).toBe('2026-03-02T07');
  });

  it('is the morning of the next day on which digests go, counted from when it was added', () => {
    const low = message(beijingTime('2026-03-02', '20:43'), { urgency: 'low' });
    const at = (dateOn: string, clock: string) => {
      const now = beijingTime(dateOn, clock);
      return shown(sendTime(low, now, quietHours, 'none', [1, 4]));
    };
    expect([at('2026-03-02', '20:43'), at('2026-03-03', '07:36')]).toEqual(['2026-03-05T07', '2026-03-05T07']);
    expect(at('2026-03-05', '07:36')).toBe('2026-03-05T07');
    const friday = message(beijingTime('2026-03-06', '20:43'), { urgency: 'low' });
    expect(shown(sendTime(friday, friday.addedAt, quietHours, 'none', [1, 4]))).toBe('2026-03-09T07');
  });

  it('is no day off: a digest of a Thursday in the National Day holiday goes on the first working day after it', () => {
    const low = message(beijingTime('2026-09-30', '20:43'), {
      urgency: 'low',
      expiresAt: beijingTime('2026-10-20', '18:00'),
    });
    expect(shown(sendTime(low, low.addedAt, quietHours, 'none', [1, 4]))).toBe('2026-10-08T07');
    expect(shown(sendTime(low, low.addedAt, quietHours, 'none'))).toBe('2026-10-08T07');
  });

  it('knows quiet hours within one day, and none', () => {
    const noon: QuietHours = { from: '12:00', until: '14:10' };
    expect(goes('2026-03-02', '13:00', {}, 'none', noon)).toBe('2026-03-02T14');
    expect(goes('2026-03-02', '02:00', {}, 'none', noon)).toBe('at once');
    expect(goes('2026-03-02', '02:00', {}, 'none', { from: '08:00', until: '08:00' })).toBe('at once');
    expect(goes('2026-03-02', '08:01', {}, 'none', { from: '08:00', until: '08:00' })).toBe('at once');
  });

  it('waits for Monday, then for the next month, as the allowance runs out; normal messages then for the morning', () => {
    expect(goes('2026-03-04', '09:00', { urgency: 'low' }, 'low')).toBe('2026-03-09T07');
    expect(goes('2026-03-04', '09:00', {}, 'low')).toBe('at once');
    expect(goes('2026-03-30', '09:00', { urgency: 'low' }, 'normal')).toBe('2026-04-01T07');
    expect(goes('2026-03-04', '09:00', {}, 'normal')).toBe('2026-03-05T07');
    expect(goes('2026-12-31', '09:00', { urgency: 'low' }, 'normal')).toBe('2027-01-01T07');
  });

  it('comes, however often it is asked: what has waited enough goes', () => {
    fc.assert(
      fc.property(
        fc.record({
          urgency: fc.constantFrom('urgent' as const, 'normal' as const, 'low' as const),
          addedMinute: fc.integer({ min: 0, max: 60 * 24 * 60 }),
          lifeMinutes: fc.integer({ min: 1, max: 14 * 24 * 60 }),
          throttle: fc.constantFrom('none' as const, 'low' as const, 'normal' as const),
          cadreId: fc.string(),
        }),
        ({ urgency, addedMinute, lifeMinutes, throttle, cadreId }) => {
          const addedAt = new Date(beijingTime('2026-03-01', '00:00').getTime() + addedMinute * 60_000);
          const expiresAt = new Date(addedAt.getTime() + lifeMinutes * 60_000);
          const what = { urgency, addedAt, expiresAt, cadreId };
          const first = sendTime(what, addedAt, quietHours, throttle);
          expect(first < expiresAt).toBe(true);
          expect(first >= addedAt).toBe(true);
          expect(sendTime(what, first, quietHours, throttle)).toEqual(first);
          if (first > addedAt) expect([0, 30]).not.toContain(first.getUTCMinutes());
        },
      ),
    );
  });

  it('differs a little from person to person, on few moments, so that equal texts still share calls', () => {
    const night = beijingTime('2026-03-02', '23:00');
    const people = Array.from({ length: 200 }, (_, index) => message(night, { cadreId: `c${index}` }));
    const moments = new Set(people.map((each) => formatClock(sendTime(each, night, quietHours, 'none'))));
    expect([...moments].sort()).toEqual(['07:31', '07:32', '07:33', '07:34', '07:35']);
  });
});

describe('jobs', () => {
  it.each(jobs.map((job) => [job.name, job] as const))('%s never runs on minute 0 or 30', (_, job) => {
    const from = beijingTime('2026-03-02', '00:00').getTime();
    const minutes = new Set<number>();
    for (let minute = 0; minute < 24 * 60; minute += 1)
      minutes.add(latestSlot(job.schedule, new Date(from + minute * 60_000)).getUTCMinutes());
    expect([...minutes].filter((minute) => minute % 30 === 0)).toEqual([]);
  });
});
