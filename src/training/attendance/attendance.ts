import { addMinutes, formatClock, formatMoment, minutesBetween, startOfMinute } from '../../calendar/beijing-time.ts';
import type { Session } from '../class/session.ts';
import { type Leave, leaveAt, leaveOver } from '../leave/leave.ts';
import type { AttendanceRules } from './attendance-rules.ts';

/** What signing in needs to know of a session: its time. */
export type Held = Pick<Session, 'sessionId' | 'title' | 'startsAt' | 'endsAt'>;

/** One person's mark at one session: their own sign-in, or what a roll (点到) says of them. */
export interface SignIn {
  sessionId: string;
  cadreId: string;
  at: Date;
  /** Entered by the class teacher. */
  leftEarlyAt?: Date;
  /** What a roll says; absent where the person signed in themselves. */
  byRoll?: RollResult;
  /** How late a roll says that the person came, if it says so. */
  lateMinutes?: number;
}

/** What a roll says of somebody: there from the start, there later, not there. */
export type RollResult = 'present' | 'late' | 'absent';

/** When signing in is possible. `onTimeUntil` itself is still on time. */
export interface SignInWindow {
  opensAt: Date;
  /** When the session begins for the person: minutes of being late are counted from here. */
  startsAt: Date;
  onTimeUntil: Date;
  /** Until here whoever has not signed in is waited for; then the roll is asked for. */
  closesAt: Date;
  /** Whoever comes until here can still sign in, as late. */
  lateUntil: Date;
}

/** The result of pressing the sign-in button at an instant. */
export type SignInVerdict =
  | { result: 'present'; reason: string }
  | { result: 'late'; lateMinutes: number; reason: string }
  | { result: 'tooEarly'; reason: string }
  | { result: 'closed'; reason: string };

/**
 * When one person may sign in to a session: from half an hour before it starts until it ends. For a person on leave over its start the
 * session begins at the end of the leave.
 * @param leaves - the person's granted leaves
 */
export function signInWindow(session: Held, leaves: readonly Leave[], rules: AttendanceRules): SignInWindow {
  const { opensBeforeMinutes, lateAfterMinutes, closesAfterMinutes } = rules;
  const startsAt = expectedFrom(session, leaves);
  return {
    opensAt: addMinutes(session.startsAt, -opensBeforeMinutes),
    startsAt,
    onTimeUntil: addMinutes(startsAt, lateAfterMinutes),
    closesAt: new Date(Math.min(addMinutes(startsAt, closesAfterMinutes).getTime(), session.endsAt.getTime())),
    lateUntil: session.endsAt,
  };
}

/**
 * The result of a sign-in at an instant: on time up to and including the start, late after it until the end, refused outside the window.
 * Seconds do not count: what decides is the minute as it is shown, so that 08:31 for 08:30 is one minute late.
 */
export function judgeSignIn(
  instant: Date,
  session: Held,
  leaves: readonly Leave[],
  rules: AttendanceRules,
): SignInVerdict {
  const at = startOfMinute(instant);
  const { opensAt, startsAt, onTimeUntil, lateUntil } = signInWindow(session, leaves, rules);
  if (at < startOfMinute(opensAt))
    return { result: 'tooEarly', reason: `签到将于${formatMoment(opensAt)}开始，请届时签到。` };
  if (at > lateUntil) {
    return { result: 'closed', reason: `签到已于${formatMoment(lateUntil)}结束，已到课或有特殊情况的，请联系班主任。` };
  }
  if (at <= onTimeUntil) return { result: 'present', reason: onTime(at) };
  const lateMinutes = minutesBetween(startsAt, at);
  return { result: 'late', lateMinutes, reason: `${formatClock(at)}签到，迟到${lateMinutes}分钟。` };
}

/**
 * One person's attendance at one session. `pending`: not signed in yet, while it is still possible. `unseen`: it is no longer possible, and
 * nobody has said whether the person was there. Only a roll says `absent`: nobody is absent for not using the bot.
 */
export type Presence = 'present' | 'late' | 'earlyLeave' | 'onLeave' | 'absent' | 'pending' | 'unseen';

export interface SessionAttendance {
  sessionId: string;
  /** `late` and `earlyLeave` may both hold; then both are listed. Otherwise exactly one. */
  presence: readonly Presence[];
  /** How late, if `late` and known: by the clock, or as a roll says. */
  lateMinutes?: number;
  /** The leave that excuses the person, if `onLeave`. */
  leave?: Leave;
  reason: string;
}

/**
 * One person's attendance at one session. Leave excuses whoever did not sign in when it covers all of the session, but leave that was asked
 * for afterwards (补假) excuses nobody whose absence is on record;
 * a person whose leave ends within it is judged from that end.
 * @param asOf - now; a session whose window is still open is `pending` for whoever has not signed in
 */
export function attendanceOf(
  session: Held,
  signIn: SignIn | undefined,
  leaves: readonly Leave[],
  rules: AttendanceRules,
  asOf: Date,
): SessionAttendance {
  const { sessionId } = session;
  if (signIn !== undefined && signIn.byRoll !== 'absent') return signedIn(session, signIn, leaves, rules);
  // An absence on record never becomes leave afterwards.
  const leave = leaveOver(session, signIn === undefined ? leaves : leaves.filter(({ late }) => !late));
  if (leave !== undefined) return { sessionId, presence: ['onLeave'], leave, reason: `“${session.title}”已请假。` };
  if (signIn !== undefined)
    return { sessionId, presence: ['absent'], reason: `“${session.title}”点到登记缺课，未请假。` };
  const isOpen = startOfMinute(asOf) <= signInWindow(session, leaves, rules).closesAt;
  return isOpen
    ? { sessionId, presence: ['pending'], reason: `“${session.title}”尚未签到。` }
    : { sessionId, presence: ['unseen'], reason: `“${session.title}”未签到，出勤待班主任确认。` };
}

function signedIn(session: Held, signIn: SignIn, leaves: readonly Leave[], rules: AttendanceRules): SessionAttendance {
  const { isLate, lateMinutes, reason } = arrival(session, signIn, leaves, rules);
  const presence: Presence[] = isLate ? ['late'] : [];
  const reasons = [`“${session.title}”${reason}`];
  if (signIn.leftEarlyAt !== undefined && leaveAt(signIn.leftEarlyAt, leaves) === undefined) {
    presence.push('earlyLeave');
    reasons.push(`${formatClock(signIn.leftEarlyAt)}提前离开。`);
  }
  return {
    sessionId: session.sessionId,
    presence: presence.length === 0 ? ['present'] : presence,
    reason: reasons.join(''),
    ...(lateMinutes === undefined ? {} : { lateMinutes }),
  };
}

interface Arrival {
  isLate: boolean;
  lateMinutes?: number;
  reason: string;
}

/** When somebody came. Whoever signed in to an earlier session of the half-day is there when the next one starts. */
function arrival(session: Held, mark: SignIn, leaves: readonly Leave[], rules: AttendanceRules): Arrival {
  const { at, byRoll, lateMinutes } = mark;
  if (byRoll === 'present') return { isLate: false, reason: '点到在课，按时出勤。' };
  if (byRoll === 'late')
    return lateMinutes === undefined
      ? { isLate: true, reason: '点到登记，迟到。' }
      : { isLate: true, lateMinutes, reason: `点到登记，迟到${lateMinutes}分钟。` };
  const verdict = judgeSignIn(at, session, leaves, rules);
  if (verdict.result === 'tooEarly') return { isLate: false, reason: onTime(at) };
  if (verdict.result !== 'late') return { isLate: verdict.result === 'closed', reason: verdict.reason };
  return { isLate: true, lateMinutes: verdict.lateMinutes, reason: verdict.reason };
}

/** Whether somebody who comes so late sees something of the lesson. */
export function fitsIn({ startsAt, endsAt }: Pick<Held, 'startsAt' | 'endsAt'>, lateMinutes: number): boolean {
  return lateMinutes < minutesBetween(startsAt, endsAt);
}

const onTime = (at: Date) => `${formatClock(at)}签到，按时出勤。`;

/** The session's start, or the end of the leave that runs over it. */
function expectedFrom(session: Held, leaves: readonly Leave[]): Date {
  let from = session.startsAt;
  for (let leave = leaveAt(from, leaves); leave !== undefined && from < session.endsAt; leave = leaveAt(from, leaves)) {
    from = leave.toAt;
  }
  return from < session.endsAt ? from : session.startsAt;
}
