import { describe, expect, it } from 'vitest';
import { formatMoment } from '../../../src/calendar/beijing-time.ts';
import { readHalf } from '../../../src/calendar/half-day.ts';
import { leaveOver } from '../../../src/training/leave/leave.ts';
import { leaveSpan, sessionsIn } from '../../../src/training/leave/leave-span.ts';
import { session } from '../builders.ts';

const DAY = '2026-03-04';
const timetable = [
  session({ sessionId: 'am', from: '08:30', to: '11:30' }),
  session({ sessionId: 'noon', from: '11:40', to: '12:20' }),
  session({ sessionId: 'pm', from: '14:30', to: '17:00' }),
  session({ sessionId: 'other', dateOn: '2026-03-05' }),
];

describe('leave for a day or half of it', () => {
  it('covers every session of that half and none of another, also one that runs past noon', () => {
    for (const half of ['morning', 'afternoon', 'evening', undefined] as const) {
      const span = leaveSpan(timetable, DAY, half);
      const leave = { leaveId: 'l', cadreId: 'c1', kind: 'personalLeave' as const, late: false, ...span };
      const covered = timetable.filter((one) => leaveOver(one, [leave]) !== undefined);
      expect(covered).toEqual(sessionsIn(timetable, DAY, half));
    }
  });

  it('runs from midnight to midnight for a whole day, and halves join without a gap', () => {
    expect(Object.values(leaveSpan(timetable, DAY, undefined)).map(formatMoment)).toEqual([
      '3月4日 周三 00:00',
      '3月5日 周四 00:00',
    ]);
    expect(leaveSpan(timetable, DAY, 'afternoon').fromAt).toEqual(leaveSpan(timetable, DAY, 'morning').toAt);
    expect(leaveSpan(timetable, DAY, 'evening').fromAt).toEqual(leaveSpan(timetable, DAY, 'afternoon').toAt);
  });

  it('is named 上午, 下午 or 晚上', () => {
    expect(['上午', '下午', '晚上', '夜里'].map(readHalf)).toEqual(['morning', 'afternoon', 'evening', undefined]);
  });
});
