import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { burdenOf, type Reached, reportOf } from '../../src/outbox/burden.ts';
import { causeOf, mayWaitForMorning } from '../../src/outbox/causes.ts';
import { DayLimit } from '../../src/outbox/day-limit.ts';

const at = (day: number, clock = '08:05') => beijingTime(`2026-03-${day}`, clock);
const reached = (_id: string, cadreId: string, day: number, more: Partial<Reached> = {}): Reached => ({
  ...{ _id, cadreId, sentAt: at(day) },
  ...more,
});

describe('what a message is about', () => {
  it('is said by the kind its key begins with, also in a digest and on another platform', () => {
    expect(causeOf('class-day:2026-01:2026-03-16:x:zhao')).toBe('signIn');
    expect(causeOf('digest:score:e1')).toBe('score');
    expect(causeOf('notice:2026-01-T1:zhao@dingtalk')).toBe('notice');
    expect(causeOf('nothing-we-know:1')).toBe('other');
  });

  it('decides whether it may wait: what many get may, what one must decide or sign in to may not', () => {
    expect(['notice:1', 'survey:1', 'material:1', 'feedback-reminder:1'].map(mayWaitForMorning)).not.toContain(false);
    expect(['class-day:1', 'leave-request:1', 'call-up:1', 'leave-decision:1'].map(mayWaitForMorning)).not.toContain(
      true,
    );
  });
});

describe('the burden of a week', () => {
  const rows = [
    reached('class-day:1:zhao', 'zhao', 16, { open: false, settledByUpdate: 'u1' }),
    reached('class-day:2:zhao', 'zhao', 17, { open: true }),
    reached('notice:1:zhao', 'zhao', 17),
    reached('wecom:5:1', 'zhao', 17, { isAnswer: true }),
    reached('class-day:1:qian', 'qian', 16, { open: true }),
  ];

  it('counts messages, what asks for something and what was dealt with, by cause, and leaves answers out', () => {
    const zhao = burdenOf(rows).get('zhao');
    expect(zhao).toMatchObject({ messages: 3, asking: 2, answered: 1, onBusiestDay: 2 });
    expect([...(zhao?.byCause ?? [])]).toEqual([
      ['signIn', 2],
      ['notice', 1],
    ]);
  });

  it('is reported as median and most, with the heaviest causes first, and names nobody', () => {
    const report = reportOf(
      [...burdenOf(rows).values()],
      [
        { taps: 3, forms: 1 },
        { taps: 9, forms: 0 },
      ],
      1,
    );
    expect(report).toMatchObject({ people: 2, messages: { median: 1, most: 3 }, peopleOverLimit: 1 });
    expect(report.acts).toEqual({ taps: { median: 3, most: 9 }, forms: { median: 0, most: 1 } });
    expect(report.causes).toEqual([
      { cause: 'signIn', total: 3, most: 2 },
      { cause: 'notice', total: 1, most: 1 },
    ]);
    expect(reportOf([], [], 6).messages).toEqual({ median: 0, most: 0 });
  });
});

describe('the limit of a day', () => {
  it('is reached by so many messages beside answers, and begins anew with the next day', () => {
    const limit = new DayLimit(() => 2);
    limit.add({ cadreId: 'zhao' }, at(16));
    limit.add({ cadreId: 'zhao', isAnswer: true }, at(16));
    expect(limit.isReached('zhao', at(16))).toBe(false);
    limit.add({ cadreId: 'zhao' }, at(16, '10:00'));
    expect([limit.isReached('zhao', at(16, '10:01')), limit.isReached('qian', at(16))]).toEqual([true, false]);
    expect(limit.isReached('zhao', at(17))).toBe(false);
    limit.add({ cadreId: 'zhao' }, at(17));
    expect(limit.isReached('zhao', at(17))).toBe(false);
  });
});
