import { startOfMinute } from '../../calendar/beijing-time.ts';
import { type Half, halfOf } from '../../calendar/half-day.ts';
import type { EnrollmentStore, TraineePlace } from '../class/enrollments.ts';
import { asSession, type SessionRow, type SessionStore } from '../class/sessions.ts';
import type { Leave } from '../leave/leave.ts';
import { asLeave, type LeaveStore } from '../leave/leaves.ts';
import { attendanceOf, type SignIn, type SignInWindow, signInWindow } from './attendance.ts';
import type { AttendanceRules } from './attendance-rules.ts';
import type { SignInRow } from './sign-in-row.ts';
import type { SignInStore } from './sign-ins.ts';

/** Half a day of class as one trainee sees it. One sign-in counts for all its sessions that are still to come. */
export interface DayHalf {
  half: Half;
  sessions: readonly SessionRow[];
  standing:
    | { is: 'open'; window: SignInWindow }
    | { is: 'signed'; at: Date; lateMinutes: number; byRoll: boolean }
    | { is: 'onLeave' }
    | { is: 'over' };
}

/** What is known of one trainee on a day of class. */
export interface DayFacts {
  signIns: readonly SignIn[];
  leaves: readonly Leave[];
}

/**
 * A trainee's halves of a day of class, in order.
 * @param sessions - those of the day, by start
 */
export function dayHalves(
  sessions: readonly SessionRow[],
  { signIns, leaves }: DayFacts,
  rules: AttendanceRules,
  now: Date,
): DayHalf[] {
  const halves = new Map<Half, SessionRow[]>();
  for (const session of sessions) {
    const half = halfOf(session);
    halves.set(half, [...(halves.get(half) ?? []), session]);
  }
  return [...halves].map(([half, own]) => ({
    half,
    sessions: own,
    standing: standingIn(own, signIns, leaves, rules, now),
  }));
}

function standingIn(
  rows: readonly SessionRow[],
  signIns: readonly SignIn[],
  leaves: readonly Leave[],
  rules: AttendanceRules,
  now: Date,
): DayHalf['standing'] {
  const sessions = rows.map(asSession);
  const markOf = (sessionId: string) => signIns.find((each) => each.sessionId === sessionId);
  const found = sessions.map((each) => attendanceOf(each, markOf(each.sessionId), leaves, rules, now));
  const waiting = sessions.find(({ endsAt }, index) => {
    const presence = found[index]?.presence ?? [];
    return presence.includes('pending') || (presence.includes('unseen') && startOfMinute(now) <= endsAt);
  });
  if (waiting !== undefined) return { is: 'open', window: signInWindow(waiting, leaves, rules) };
  for (const [index, session] of sessions.entries()) {
    const mark = markOf(session.sessionId);
    if (mark === undefined || mark.byRoll === 'absent') continue;
    return {
      ...{ is: 'signed', at: mark.at, byRoll: mark.byRoll !== undefined },
      lateMinutes: found[index]?.lateMinutes ?? 0,
    };
  }
  return found.some(({ presence }) => presence.includes('onLeave')) ? { is: 'onLeave' } : { is: 'over' };
}

/** Half a day in which somebody does not count as there, and the lessons of it that are meant. */
export interface MissedHalf {
  half: Half;
  sessions: readonly SessionRow[];
  /** A roll says so; otherwise they were not seen, and nobody has said whether they were there. */
  isAbsent: boolean;
}

/** The halves of a day in which the person was not seen, or was called absent. @param sessions - those of the day, by start */
export function missedHalves(
  sessions: readonly SessionRow[],
  { signIns, leaves }: DayFacts,
  rules: AttendanceRules,
  now: Date,
): MissedHalf[] {
  const missed = sessions.flatMap((row) => {
    const mark = signIns.find(({ sessionId }) => sessionId === row._id);
    const { presence } = attendanceOf(asSession(row), mark, leaves, rules, now);
    const isAbsent = presence.includes('absent');
    return isAbsent || presence.includes('unseen') ? [{ row, half: halfOf(row), isAbsent }] : [];
  });
  return [...new Set(missed.map(({ half }) => half))].map((half) => {
    const own = missed.filter((each) => each.half === half);
    return { half, sessions: own.map(({ row }) => row), isAbsent: own.some((each) => each.isAbsent) };
  });
}

/** The halves of one day in which somebody was not seen. */
export interface Unseen {
  dateOn: string;
  halves: readonly MissedHalf[];
}

/**
 * What the card of a day says of the day of class before it, if somebody was not seen on it; what a roll has said is settled.
 * @param sessions - of the class, by start
 */
export function unseenBefore(
  sessions: readonly SessionRow[],
  dateOn: string,
  facts: DayFacts,
  rules: AttendanceRules,
  now: Date,
): Unseen | undefined {
  const lastOn = sessions.findLast((each) => each.dateOn < dateOn)?.dateOn;
  if (lastOn === undefined) return undefined;
  const ofDay = sessions.filter((each) => each.dateOn === lastOn);
  const halves = missedHalves(ofDay, facts, rules, now).filter(({ isAbsent }) => !isAbsent);
  return halves.length === 0 ? undefined : { dateOn: lastOn, halves };
}

/** Whether the person can still sign in on this day, now or later. */
export function isSignInAhead(halves: readonly DayHalf[]): boolean {
  return halves.some(({ standing }) => standing.is === 'open');
}

/** The session and those after it in the same half-day: what one sign-in counts for. */
export function coveredBy(session: SessionRow, ofDay: readonly SessionRow[]): SessionRow[] {
  return ofDay.filter(
    (each) => each.dateOn === session.dateOn && halfOf(each) === halfOf(session) && each.startsAt >= session.startsAt,
  );
}

/** A class's day: its sessions, and what is known of each trainee on it. */
export interface ClassDay {
  dateOn: string;
  sessions: readonly SessionRow[];
  trainees: readonly { cadreId: string; name: string; place?: TraineePlace | undefined; facts: DayFacts }[];
}

/** Reads a class's day. */
export async function classDay(
  store: { sessions: SessionStore; enrollments: EnrollmentStore; signIns: SignInStore; leaves: LeaveStore },
  classId: string,
  dateOn: string,
): Promise<ClassDay> {
  const [all, trainees, granted] = await Promise.all([
    store.sessions.ofClass(classId),
    store.enrollments.traineesOf(classId),
    store.leaves.grantedIn(classId),
  ]);
  const sessions = all.filter((each) => each.dateOn === dateOn);
  const marks = (await Promise.all(sessions.map((each) => store.signIns.ofSession(each._id)))).flat();
  const of = <Row extends { cadreId: string }>(rows: readonly Row[], cadreId: string) =>
    rows.filter((row) => row.cadreId === cadreId);
  return {
    dateOn,
    sessions,
    trainees: trainees.map(({ cadreId, name, places }) => ({
      cadreId,
      name,
      place: places?.at(-1),
      facts: { signIns: of<SignInRow>(marks, cadreId), leaves: of(granted, cadreId).map(asLeave) },
    })),
  };
}

/** The same for one trainee, with all sessions of the class. */
export async function ownClassDay(
  store: { sessions: SessionStore; signIns: SignInStore; leaves: LeaveStore },
  { classId, dateOn }: Pick<SessionRow, 'classId' | 'dateOn'>,
  cadreId: string,
): Promise<{ sessions: SessionRow[]; ofClass: SessionRow[]; facts: DayFacts }> {
  const [all, marks, granted] = await Promise.all([
    store.sessions.ofClass(classId),
    store.signIns.ofTrainee(classId, cadreId),
    store.leaves.grantedTo(classId, cadreId),
  ]);
  return {
    sessions: all.filter((each) => each.dateOn === dateOn),
    ofClass: all,
    facts: { signIns: marks, leaves: granted.map(asLeave) },
  };
}
