import type { AttendanceRules } from '../attendance/attendance-rules.ts';
import { halfDaysOf } from '../attendance/half-days.ts';
import type { SignInRow } from '../attendance/sign-in-row.ts';
import type { SignInStore } from '../attendance/sign-ins.ts';
import { byCadre } from '../class/by-cadre.ts';
import type { EnrollmentRow, EnrollmentStore } from '../class/enrollments.ts';
import { asSession, type SessionRow, type SessionStore } from '../class/sessions.ts';
import { asLeave, type LeaveRow, type LeaveStore } from '../leave/leaves.ts';
import { attendanceCorrections, attendanceEvents } from './attendance-events.ts';
import { type EarlierScheme, schemeAt } from './class-scheme.ts';
import { type ScoreEventRow, type ScoreEventStore, scoreEventRow } from './score-events.ts';
import { ATTENDANCE_ITEM, type ScoringScheme } from './scoring-scheme.ts';

/** The sections of the rule pack used for attendance scores. */
export interface AttendanceScoreRules {
  attendance: AttendanceRules;
  scoring: ScoringScheme;
  /** Of a class that changed its scheme. */
  earlierSchemes?: readonly EarlierScheme[];
}

/** The stores that attendance scores are read from and written to. */
export interface AttendanceScoreStores {
  sessions: SessionStore;
  enrollments: EnrollmentStore;
  signIns: SignInStore;
  leaves: LeaveStore;
  scoreEvents: ScoreEventStore;
}

/**
 * Updates the attendance events of a class's trainees to the present sign-ins and leaves. Events depend only on these facts, so repeating it
 * adds nothing.
 */
export async function scoreAttendance(
  store: AttendanceScoreStores,
  classId: string,
  rules: AttendanceScoreRules,
  now: Date,
): Promise<void> {
  await store.scoreEvents.add(await attendanceChanges(store, classId, rules, now));
}

/** What `scoreAttendance` would add now; reads only. */
export async function attendanceChanges(
  store: AttendanceScoreStores,
  classId: string,
  rules: AttendanceScoreRules,
  now: Date,
): Promise<ScoreEventRow[]> {
  const [sessions, trainees, signIns, leaves, events] = await Promise.all([
    store.sessions.ofClass(classId),
    store.enrollments.traineesOf(classId),
    store.signIns.ofClass(classId),
    store.leaves.grantedIn(classId),
    store.scoreEvents.ofClass(classId),
  ]);
  return attendanceAdditions(classId, { sessions, trainees, signIns, leaves, events }, rules, now);
}

/** What attendance rests on, and what was entered for it before. */
export interface AttendanceFacts {
  sessions: readonly SessionRow[];
  trainees: readonly Pick<EnrollmentRow, 'cadreId'>[];
  signIns: readonly SignInRow[];
  leaves: readonly LeaveRow[];
  events: readonly ScoreEventRow[];
}

/** The attendance events that these facts have beyond those entered before. */
export function attendanceAdditions(
  classId: string,
  { sessions: sessionRows, trainees, signIns, leaves, events }: AttendanceFacts,
  rules: AttendanceScoreRules,
  now: Date,
): ScoreEventRow[] {
  const sessions = sessionRows.map(asSession).filter((session) => session.startsAt <= now);
  const [leavesOf, signInsOf] = [byCadre(leaves), byCadre(signIns)];
  const eventsOf = byCadre(events.filter((event) => event.item === ATTENDANCE_ITEM));
  const added = trainees.flatMap(({ cadreId }) => {
    const own = leavesOf(cadreId).map(asLeave);
    const halfDays = halfDaysOf(sessions, signInsOf(cadreId), own, rules.attendance, now);
    const derived = attendanceEvents({ classId, cadreId }, halfDays, (at) => schemeAt(rules, at), now);
    return attendanceCorrections(eventsOf(cadreId), derived, now);
  });
  return added.map((event) => scoreEventRow(classId, event));
}
