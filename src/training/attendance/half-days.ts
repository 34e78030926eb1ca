import { type Half, halfOf } from '../../calendar/half-day.ts';
import { oncePer } from '../../once-per.ts';
import { inTimetableOrder, type Session } from '../class/session.ts';
import type { Leave } from '../leave/leave.ts';
import { attendanceOf, type SessionAttendance, type SignIn } from './attendance.ts';
import type { AttendanceRules } from './attendance-rules.ts';

/**
 * One person's half-day: absent if a roll says so of any session, `pending` as long as nobody has said whether the person was there, otherwise
 * on leave if any session was excused.
 */
export interface HalfDayAttendance {
  dateOn: string;
  half: Half;
  result: 'present' | 'onLeave' | 'absent' | 'pending';
  sessions: readonly SessionAttendance[];
}

/**
 * One person's attendance over the timetable, half-day by half-day in order.
 * @param signIns - the person's own marks, at most one per session; @param leaves - the person's granted leaves
 */
export function halfDaysOf(
  sessions: readonly Session[],
  signIns: readonly SignIn[],
  leaves: readonly Leave[],
  rules: AttendanceRules,
  asOf: Date,
): HalfDayAttendance[] {
  const marks = new Map(signIns.map((signIn) => [signIn.sessionId, signIn]));
  return timetableOf(sessions).map(({ dateOn, half, held }) => {
    const attended = held.map((session) => attendanceOf(session, marks.get(session.sessionId), leaves, rules, asOf));
    return { dateOn, half, result: resultOf(attended), sessions: attended };
  });
}

/** The half-days of a timetable in order, which are the same for everybody in the class. */
const timetableOf = oncePer((sessions: readonly Session[]) => {
  const halfDays = new Map<string, { dateOn: string; half: Half; held: Session[] }>();
  for (const session of inTimetableOrder(sessions)) {
    const { dateOn } = session;
    const half = halfOf(session);
    const key = `${dateOn} ${half}`;
    const halfDay = halfDays.get(key);
    if (halfDay === undefined) halfDays.set(key, { dateOn, half, held: [session] });
    else halfDay.held.push(session);
  }
  return [...halfDays.values()];
});

function resultOf(sessions: readonly SessionAttendance[]): HalfDayAttendance['result'] {
  const has = (wanted: 'absent' | 'pending' | 'unseen' | 'onLeave') =>
    sessions.some((one) => one.presence.includes(wanted));
  if (has('absent')) return 'absent';
  if (has('pending') || has('unseen')) return 'pending';
  return has('onLeave') ? 'onLeave' : 'present';
}
