import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMinutes, beijingTime, formatClock } from '../../../src/calendar/beijing-time.ts';
import { halfDayName, halfOf } from '../../../src/calendar/half-day.ts';
import { attendanceOf, judgeSignIn, type SignIn, signInWindow } from '../../../src/training/attendance/attendance.ts';
import { halfDaysOf } from '../../../src/training/attendance/half-days.ts';
import type { Leave, LeaveKind } from '../../../src/training/leave/leave.ts';
import { backwards, pack, session } from '../builders.ts';

const DAY = '2026-03-04';
const lesson = session({ sessionId: 'am', title: '专题课', from: '08:30', to: '11:30' });
const at = (clock: string) => beijingTime(DAY, clock);
const secondsAfter = (clock: string, seconds: number) => new Date(at(clock).getTime() + seconds * 1000);
const nextDay = beijingTime('2026-03-05', '08:00');

function signIn(clock: string, more: Partial<SignIn> = {}): SignIn {
  return { sessionId: 'am', cadreId: 'c1', at: at(clock), ...more };
}

function leave(from: string, to: string, kind: LeaveKind = 'personalLeave'): Leave {
  return { leaveId: `l-${from}`, cadreId: 'c1', kind, fromAt: at(from), toAt: at(to), late: false };
}

describe('signing in', () => {
  it.each([
    ['07:59:59', secondsAfter('08:00', -1), 'tooEarly'],
    ['08:00:00', at('08:00'), 'present'],
    ['08:30:00', at('08:30'), 'present'],
    ['08:30:59', secondsAfter('08:30', 59), 'present'],
    ['08:31:00', at('08:31'), 'late'],
    ['09:00:00', at('09:00'), 'late'],
    ['09:01:00', at('09:01'), 'late'],
    ['11:30:59', secondsAfter('11:30', 59), 'late'],
    ['11:31:00', at('11:31'), 'closed'],
  ])('at %s for a lesson at 08:30 is judged', (_, instant, result) => {
    expect(judgeSignIn(instant, lesson, [], pack.attendance).result).toBe(result);
  });

  it('says how late by the minutes the clock shows, and when the window opens or closed', () => {
    expect(judgeSignIn(secondsAfter('08:41', 30), lesson, [], pack.attendance)).toEqual({
      result: 'late',
      lateMinutes: 11,
      reason: '08:41签到，迟到11分钟。',
    });
    expect(judgeSignIn(at('07:00'), lesson, [], pack.attendance).reason).toBe(
      '签到将于3月4日 周三 08:00开始，请届时签到。',
    );
    expect(judgeSignIn(at('11:40'), lesson, [], pack.attendance).reason).toBe(
      '签到已于3月4日 周三 11:30结束，已到课或有特殊情况的，请联系班主任。',
    );
  });

  it('counts the minutes from the start also where some minutes are let pass', () => {
    const rules = { ...pack.attendance, lateAfterMinutes: 15 };
    expect(judgeSignIn(at('08:45'), lesson, [], rules).result).toBe('present');
    expect(judgeSignIn(at('08:46'), lesson, [], rules)).toMatchObject({ lateMinutes: 16 });
  });

  it('never waits for anybody beyond the end of a short session', () => {
    const short = session({ from: '08:30', to: '08:45' });
    expect(formatClock(signInWindow(short, [], pack.attendance).closesAt)).toBe('08:45');
  });

  it('begins for a person on leave when the leave ends', () => {
    const leaves = [leave('07:00', '09:30'), leave('09:30', '10:00', 'officialLeave')];
    expect(judgeSignIn(at('10:00'), lesson, leaves, pack.attendance).result).toBe('present');
    expect(judgeSignIn(at('10:05'), lesson, leaves, pack.attendance)).toMatchObject({ result: 'late', lateMinutes: 5 });
    expect(judgeSignIn(at('10:31'), lesson, leaves, pack.attendance)).toMatchObject({ lateMinutes: 31 });
  });

  it('gives every instant exactly one answer, and never goes back from closed', () => {
    const order = ['tooEarly', 'present', 'late', 'closed'];
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 400 }), fc.nat(100), (minutes, later) => {
        const instant = addMinutes(lesson.startsAt, minutes);
        const now = judgeSignIn(instant, lesson, [], pack.attendance).result;
        const then = judgeSignIn(addMinutes(instant, later), lesson, [], pack.attendance).result;
        expect(order.indexOf(then)).toBeGreaterThanOrEqual(order.indexOf(now));
      }),
    );
  });
});

describe('attendance at one session', () => {
  const presence = (mark: SignIn | undefined, leaves: Leave[] = [], asOf = nextDay) =>
    attendanceOf(lesson, mark, leaves, pack.attendance, asOf).presence;

  it('tells present, late, not yet known and not seen apart; only a roll says absent', () => {
    expect(presence(signIn('08:20'))).toEqual(['present']);
    expect(presence(signIn('08:45'))).toEqual(['late']);
    expect(presence(undefined)).toEqual(['unseen']);
    expect(presence(undefined, [], at('09:00'))).toEqual(['pending']);
    expect(presence(undefined, [], at('09:01'))).toEqual(['unseen']);
    expect(presence(signIn('08:30', { byRoll: 'absent' }))).toEqual(['absent']);
    expect(presence(signIn('08:30', { byRoll: 'late' }))).toEqual(['late']);
    expect(presence(signIn('08:30', { byRoll: 'present' }))).toEqual(['present']);
  });

  it('gives one value for the minutes, by the person’s own sign-in and by a roll', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 179 }), fc.integer({ min: 0, max: 59 }), (lateMinutes, seconds) => {
        const instant = new Date(addMinutes(lesson.startsAt, lateMinutes).getTime() + seconds * 1000);
        const own = attendanceOf(lesson, { ...signIn('08:30'), at: instant }, [], pack.attendance, nextDay);
        const rolled = signIn('08:30', { byRoll: 'late', lateMinutes });
        expect(own).toMatchObject({ presence: ['late'], lateMinutes });
        expect(own.reason).toContain(`迟到${lateMinutes}分钟`);
        expect(attendanceOf(lesson, rolled, [], pack.attendance, nextDay)).toMatchObject({
          ...{ presence: ['late'], lateMinutes, reason: `“专题课”点到登记，迟到${lateMinutes}分钟。` },
        });
      }),
    );
    expect(presence(signIn('08:30', { byRoll: 'late' }))).toEqual(['late']);
  });

  it('excuses whoever has leave for all of it, joined leaves too, from the first minute on', () => {
    expect(presence(undefined, [leave('08:00', '12:00')], at('06:00'))).toEqual(['onLeave']);
    expect(presence(undefined, [leave('08:30', '10:00'), leave('10:00', '11:30', 'sickLeave')])).toEqual(['onLeave']);
  });

  it('does not excuse the rest of a session that the leave does not reach', () => {
    const missed = signIn('08:30', { byRoll: 'absent' });
    expect(presence(missed, [leave('08:00', '10:00')])).toEqual(['absent']);
    expect(presence(missed, [leave('08:00', '10:00'), leave('10:01', '12:00')])).toEqual(['absent']);
    expect(presence(missed, [leave('08:00', '12:00')])).toEqual(['onLeave']);
    expect(presence(signIn('10:00'), [leave('08:00', '10:00')])).toEqual(['present']);
  });

  it('counts leaving early only without leave, beside being late', () => {
    expect(presence(signIn('08:45', { leftEarlyAt: at('10:30') }))).toEqual(['late', 'earlyLeave']);
    expect(presence(signIn('08:20', { leftEarlyAt: at('10:30') }), [leave('10:00', '12:00')])).toEqual(['present']);
  });
});

describe('half-days', () => {
  const timetable = [
    lesson,
    session({ sessionId: 'noon', from: '11:40', to: '12:20' }),
    session({ sessionId: 'pm', from: '14:30', to: '17:00' }),
    session({ sessionId: 'eve', from: '19:00', to: '20:30' }),
  ];
  const marks = (...ids: string[]) =>
    timetable
      .filter((one) => ids.includes(one.sessionId))
      .map((one) => ({ sessionId: one.sessionId, cadreId: 'c1', at: one.startsAt }));
  const results = (signIns: SignIn[], leaves: Leave[] = [], asOf = nextDay) =>
    halfDaysOf(backwards(timetable), signIns, leaves, pack.attendance, asOf).map((one) => one.result);

  it('puts sessions into morning, afternoon and evening by their start', () => {
    expect(timetable.map(halfOf)).toEqual(['morning', 'morning', 'afternoon', 'evening']);
    expect(['11:59', '12:00', '17:59', '18:00'].map((from) => halfOf(session({ from, to: '20:00' })))).toEqual([
      'morning',
      'afternoon',
      'afternoon',
      'evening',
    ]);
    const [first] = halfDaysOf(timetable, [], [], pack.attendance, nextDay);
    expect(first && halfDayName(first)).toBe('3月4日 周三 上午');
  });

  it('makes one missed session an absence of the half-day, however many others were attended, once a roll says so', () => {
    const missed = (...ids: string[]) => marks(...ids).map((mark) => ({ ...mark, byRoll: 'absent' as const }));
    expect(results([...marks('am', 'pm', 'eve'), ...missed('noon')])).toEqual(['absent', 'present', 'present']);
    expect(results([...marks('noon'), ...missed('am', 'pm')])).toEqual(['absent', 'absent', 'pending']);
    expect(results(marks('am'))).toEqual(['pending', 'pending', 'pending']);
  });

  it('keeps a half-day open until its last window has closed', () => {
    expect(results(marks('am'), [], at('11:45'))).toEqual(['pending', 'pending', 'pending']);
    expect(results(marks('am', 'noon'), [], at('11:45'))).toEqual(['present', 'pending', 'pending']);
  });

  it('calls a half-day leave when what was not attended is excused', () => {
    expect(results(marks('noon', 'pm'), [leave('08:00', '11:30'), leave('18:00', '22:00')])).toEqual([
      'onLeave',
      'present',
      'onLeave',
    ]);
  });
});
