import { type Half, halfOf } from '../../calendar/half-day.ts';
import { type EnrollmentStore, placeOf } from '../class/enrollments.ts';
import { asSession, type SessionRow, type SessionStore } from '../class/sessions.ts';
import type { LeaveStore } from '../leave/leaves.ts';
import { type ClassRoom, presentRoom, type RoomEntry } from '../rooms/class-rooms.ts';
import { type Presence, signInWindow } from './attendance.ts';
import type { AttendanceRules } from './attendance-rules.ts';
import { sessionAttendance } from './session-attendance.ts';
import type { SignInStore } from './sign-ins.ts';

/** The roll of half a day of class as things stand. */
export interface HalfDayRoll {
  dateOn: string;
  half: Half;
  sessions: readonly SessionRow[];
  signed: readonly OnRoll[];
  onLeave: readonly OnRoll[];
  /** Neither signed in nor on leave; whoever a roll has called is among the others. */
  unseen: readonly OnRoll[];
  /** Those of whom a roll said something before. */
  rolled: readonly Rolled[];
  /** Nobody can sign in to it any more. */
  isClosed: boolean;
  /** The room whose people alone are on it. */
  room?: ClassRoom;
}

export interface OnRoll {
  cadreId: string;
  name: string;
  /** What holds at the sessions of the half-day, each once. */
  presence: readonly Presence[];
  /** How late for the first session, where that is known. */
  lateMinutes?: number;
  /** Where they are, or sit; absent where nobody has said so. */
  inRoom?: string;
}

/** Somebody whom a roll has called. */
interface Rolled extends OnRoll {
  /** It said that they were not there, which is for staff of the class to say, and to take back. */
  isAbsent: boolean;
}

interface Stores {
  sessions: SessionStore;
  enrollments: EnrollmentStore;
  signIns: SignInStore;
  leaves: LeaveStore;
}

/** The half-day whose signing in began last before now, on this day. @param sessions - of a class, by start */
export function presentHalf(
  sessions: readonly SessionRow[],
  dateOn: string,
  rules: AttendanceRules,
  now: Date,
): Half | undefined {
  const begun = sessions.filter(
    (each) => each.dateOn === dateOn && signInWindow(asSession(each), [], rules).opensAt <= now,
  );
  const last = begun.at(-1);
  return last === undefined ? undefined : halfOf(last);
}

/** Reads the roll of half a day; `undefined` when the class has no lesson in it. */
export async function halfDayRoll(
  store: Stores,
  { classId, dateOn, half }: { classId: string; dateOn: string; half: Half },
  rules: AttendanceRules,
  now: Date,
): Promise<HalfDayRoll | undefined> {
  const all = await store.sessions.ofClass(classId);
  const sessions = all.filter((each) => each.dateOn === dateOn && halfOf(each) === half);
  if (sessions.length === 0) return undefined;
  const bySession = [];
  for (const session of sessions) bySession.push(await sessionAttendance(store, session, rules, now));
  const groups = { signed: [] as OnRoll[], onLeave: [] as OnRoll[], unseen: [] as OnRoll[], rolled: [] as Rolled[] };
  for (const { trainee } of bySession[0] ?? []) {
    const own = bySession.flatMap((people) => people.find((each) => each.trainee.cadreId === trainee.cadreId) ?? []);
    const has = (...wanted: string[]) =>
      own.some(({ attendance }) => attendance.presence.some((one) => wanted.includes(one)));
    const group = has('pending', 'unseen')
      ? 'unseen'
      : own.some(({ signIn }) => signIn?.byRoll !== undefined)
        ? 'rolled'
        : has('onLeave')
          ? 'onLeave'
          : 'signed';
    const presence = [...new Set(own.flatMap(({ attendance }) => attendance.presence))];
    const isAbsent = own.some(({ signIn }) => signIn?.byRoll === 'absent');
    const lateMinutes = own[0]?.attendance.lateMinutes;
    const late = lateMinutes === undefined ? {} : { lateMinutes };
    const room = own.find(({ signIn }) => signIn?.room !== undefined)?.signIn?.room ?? placeOf(trainee)?.room;
    const inRoom = room === undefined ? {} : { inRoom: room };
    groups[group].push({ cadreId: trainee.cadreId, name: trainee.name, presence, isAbsent, ...late, ...inRoom });
  }
  const isClosed = sessions.every((each) => signInWindow(asSession(each), [], rules).closesAt < now);
  return { dateOn, half, sessions, ...groups, isClosed };
}

/** The roll of those who are in one room of the class, or sit there. */
export function rollOfRoom(row: { rooms?: readonly RoomEntry[] }, roll: HalfDayRoll, room: ClassRoom): HalfDayRoll {
  const here = <Person extends OnRoll>(people: readonly Person[]) =>
    people.filter(({ inRoom }) => presentRoom(row, inRoom).room === room.room);
  const { signed, onLeave, unseen, rolled } = roll;
  return { ...roll, room, signed: here(signed), onLeave: here(onLeave), unseen: here(unseen), rolled: here(rolled) };
}
