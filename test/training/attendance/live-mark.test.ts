import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { matchJoined } from '../../../src/training/attendance/join-list.ts';
import { liveMark } from '../../../src/training/attendance/live-mark.ts';

const at = (clock: string) => beijingTime('2026-03-16', clock);
const lesson = { startsAt: at('08:30'), endsAt: at('11:30') };
const share = { numerator: 4, denominator: 5 };
const span = (from: string, to: string) => ({ from: at(from), to: at(to) });

describe('the time at a lesson over the network', () => {
  it('makes somebody there from the share of the rules on, to the minute', () => {
    expect(liveMark([span('08:00', '10:54')], [lesson], share)).toMatchObject({ is: 'present', minutes: 144, of: 180 });
    expect(liveMark([span('08:00', '10:53')], [lesson], share)).toMatchObject({ is: 'absent', minutes: 143 });
    expect(liveMark([span('08:40', '11:30')], [lesson], share)).toMatchObject({ is: 'late', lateMinutes: 10 });
    expect(liveMark([span('07:00', '08:30')], [lesson], share)).toBeUndefined();
  });

  it('counts no minute twice and in no order', () => {
    const minute = fc.integer({ min: 0, max: 240 });
    fc.assert(
      fc.property(fc.array(fc.tuple(minute, minute), { minLength: 1, maxLength: 6 }), (pairs) => {
        const start = at('08:00').getTime();
        const spans = pairs.map(([a, b]) => ({
          from: new Date(start + Math.min(a, b) * 60_000),
          to: new Date(start + Math.max(a, b) * 60_000),
        }));
        const there = new Set(spans.flatMap(({ from, to }) => minutesIn(from, to)));
        const mark = liveMark(spans, [lesson], share);
        expect(mark?.minutes ?? 0).toBe([...there].filter((each) => each >= 30 && each < 210).length);
        expect(liveMark(spans.toReversed(), [lesson], share)).toEqual(mark);
      }),
    );
  });
});

function minutesIn(from: Date, to: Date): number[] {
  const first = (from.getTime() - at('08:00').getTime()) / 60_000;
  return Array.from({ length: (to.getTime() - from.getTime()) / 60_000 }, (_, index) => first + index);
}

it('a line means who has the account, then the name; a part of a name is nobody', () => {
  const line = (name: string, account = '') => ({ name, account, ...span('08:30', '11:30') });
  const people = [
    { cadreId: 'a', name: '赵一', accounts: ['wx1'] },
    { cadreId: 'b', name: '李娜', accounts: [] },
    { cadreId: 'c', name: '李娜', accounts: ['wx3'] },
  ];
  const { joined, doubtful, unknown } = matchJoined(
    [line('李娜', 'WX3'), line('李娜'), line('赵一鸣'), line('财政局-赵一（手机）')],
    people,
  );
  expect(joined.map(({ cadreId, guessedFrom }) => [cadreId, guessedFrom])).toEqual([
    ['c', undefined],
    ['a', '财政局-赵一（手机）'],
  ]);
  expect([doubtful, unknown]).toEqual([['李娜'], ['赵一鸣']]);
});
