import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMinutes, beijingTime } from '../../../src/calendar/beijing-time.ts';
import type { SignIn } from '../../../src/training/attendance/attendance.ts';
import { halfDaysOf } from '../../../src/training/attendance/half-days.ts';
import type { Leave, LeaveKind } from '../../../src/training/leave/leave.ts';
import { attendanceCorrections, attendanceEvents } from '../../../src/training/scoring/attendance-events.ts';
import { reversalOf, type ScoreEvent } from '../../../src/training/scoring/score-event.ts';
import { scoreOf } from '../../../src/training/scoring/scoring.ts';
import { backwards, pack, scheme, session } from '../builders.ts';

const owner = { classId: 'k1', cadreId: 'c1' };
const end = beijingTime('2026-03-06', '20:00');
const timetable = ['2026-03-04', '2026-03-05'].flatMap((dateOn) => [
  session({ sessionId: `${dateOn}-1`, title: '第一讲', dateOn, from: '08:30', to: '10:00' }),
  session({ sessionId: `${dateOn}-2`, title: '第二讲', dateOn, from: '10:10', to: '11:40' }),
  session({ sessionId: `${dateOn}-3`, title: '第三讲', dateOn, from: '14:30', to: '17:00' }),
]);

/** Minutes after the start at which each session was signed in; `undefined` = not there, as a roll says; `null` = not seen. */
type Marks = (number | undefined | null)[];

function signIns(marks: Marks): SignIn[] {
  return timetable.flatMap((one, index) => {
    const minutes = marks[index];
    if (minutes === null) return [];
    const mark = { sessionId: one.sessionId, cadreId: 'c1', at: addMinutes(one.startsAt, minutes ?? 0) };
    return [minutes === undefined ? { ...mark, byRoll: 'absent' as const } : mark];
  });
}

function leave(dateOn: string, from: string, to: string, kind: LeaveKind, late = false): Leave {
  return {
    leaveId: `${kind}-${from}`,
    cadreId: 'c1',
    kind,
    fromAt: beijingTime(dateOn, from),
    toAt: beijingTime(dateOn, to),
    late,
  };
}

function derive(marks: Marks, leaves: Leave[] = []): ScoreEvent[] {
  return attendanceEvents(
    owner,
    halfDaysOf(timetable, signIns(marks), leaves, pack.attendance, end),
    () => scheme,
    end,
  );
}

const attendancePoints = (events: ScoreEvent[]) => scoreOf(events, scheme).indicators[0]?.pointsHundredths;
const stepsOf = (events: ScoreEvent[]) => events.map((one) => one.step);

describe('score events from attendance', () => {
  it('are none for whoever was always on time', () => {
    expect(derive([0, 0, 0, 0, 0, 0])).toEqual([]);
  });

  it('take a point for each late session and five for a half-day missed, however many of its sessions', () => {
    const events = derive([5, 10, 0, undefined, undefined, 0]);
    expect(stepsOf(events)).toEqual(['late', 'late', 'absent']);
    expect(attendancePoints(events)).toBe(2000 - 100 - 100 - 500);
    expect(events[0]?.reason).toBe('“第一讲”08:35签到，迟到5分钟。');
    expect(events[2]?.reason).toBe('3月5日 周四 上午“第一讲”点到登记缺课，未请假。“第二讲”点到登记缺课，未请假。');
  });

  it('take half a point for personal leave, a quarter for sick leave, nothing for official leave, each half-day', () => {
    const whole = (kind: LeaveKind) => [leave('2026-03-04', '08:00', '18:00', kind)];
    const away: Marks = [undefined, undefined, undefined, 0, 0, 0];
    expect(attendancePoints(derive(away, whole('personalLeave')))).toBe(1900);
    expect(attendancePoints(derive(away, whole('sickLeave')))).toBe(1950);
    expect(attendancePoints(derive(away, whole('officialLeave')))).toBe(2000);
    expect(stepsOf(derive(away, whole('officialLeave')))).toEqual(['officialLeave', 'officialLeave']);
  });

  it('take only the costliest of two kinds of leave in one half-day', () => {
    const two = [
      leave('2026-03-04', '08:00', '10:05', 'sickLeave'),
      leave('2026-03-04', '10:05', '12:00', 'personalLeave'),
    ];
    expect(stepsOf(derive([undefined, undefined, 0, 0, 0, 0], two))).toEqual(['personalLeave']);
  });

  it('mark leave asked for afterwards', () => {
    const afterwards = [leave('2026-03-04', '08:00', '12:00', 'sickLeave', true)];
    expect(derive([null, null, 0, 0, 0, 0], afterwards)[0]?.reason).toBe('3月4日 周三 上午病假（补假）');
  });

  it('keep an absence on record, whatever leave is granted afterwards', () => {
    const absent: Marks = [undefined, undefined, 0, 0, 0, 0];
    const afterwards = [leave('2026-03-04', '08:00', '12:00', 'sickLeave', true)];
    expect(derive(absent, afterwards)).toEqual(derive(absent));
  });

  it('carry ids that follow from the facts alone', () => {
    const ids = derive([5, 0, undefined, 0, 0, 0]).map((one) => one._id);
    expect(ids).toEqual(['attendance:k1:c1:2026-03-04-1:late', 'attendance:k1:c1:2026-03-04:afternoon:absent']);
  });
});

describe('keeping stored attendance events right', () => {
  const settle = (stored: ScoreEvent[], derived: ScoreEvent[]) => [
    ...stored,
    ...attendanceCorrections(stored, derived, end),
  ];

  it('turns an absence into leave where the leave was asked for before, and back when it is withdrawn', () => {
    const missed: Marks = [undefined, undefined, 0, 0, 0, 0];
    const granted = [leave('2026-03-04', '08:00', '12:00', 'sickLeave')];
    const absent = settle([], derive(missed));
    const excused = settle(absent, derive(missed, granted));
    const withdrawn = settle(excused, derive(missed));
    expect([absent, excused, withdrawn].map(attendancePoints)).toEqual([1500, 1975, 1500]);
    expect(attendanceCorrections(withdrawn, derive(missed), end)).toEqual([]);
  });

  it('leaves taken back what a person took back', () => {
    const stored = settle([], derive([5, 0, 0, 0, 0, 0]));
    const objection = reversalOf(stored[0]!, '签到设备故障', 'teacher', end);
    expect(attendanceCorrections([...stored, objection], derive([5, 0, 0, 0, 0, 0]), end)).toEqual([]);
  });

  it('does not touch what a teacher entered on the same indicator', () => {
    const own: ScoreEvent = { ...derive([5, 0, 0, 0, 0, 0])[0]!, _id: 'entry:1', authorId: 'teacher' };
    expect(attendanceCorrections([own], [], end)).toEqual([]);
  });

  it('always ends at the score of the present facts, whatever was stored before, and then has nothing left to do', () => {
    const anyMarks = fc.array(fc.option(fc.nat(30), { nil: undefined }), { minLength: 6, maxLength: 6 });
    const anyLeaves = fc.subarray([
      leave('2026-03-04', '08:00', '12:00', 'sickLeave'),
      leave('2026-03-05', '08:00', '18:00', 'personalLeave'),
      leave('2026-03-05', '14:00', '18:00', 'officialLeave'),
    ]);
    const anyFacts = fc.array(fc.tuple(anyMarks, anyLeaves), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyFacts, (history) => {
        let stored: ScoreEvent[] = [];
        for (const [marks, leaves] of history) {
          const derived = derive(marks, leaves);
          stored = settle(stored, derived);
          expect(attendancePoints(stored)).toBe(attendancePoints(derived));
          expect(attendanceCorrections(backwards(stored), derived, end)).toEqual([]);
        }
        expect(new Set(stored.map((one) => one._id)).size).toBe(stored.length);
      }),
    );
  });
});
