import { RuleError } from '../../errors.ts';
import type { ClassStore } from '../class/class-store.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import type { Session } from '../class/session.ts';
import { asSession, type SessionStore } from '../class/sessions.ts';
import { type LeaveDays, leaveSpan, leaveTimeName, sessionsWithin } from './leave-span.ts';
import { ownClasses } from './leave-standing.ts';
import type { LeaveRow, LeaveStore } from './leaves.ts';

/** Who asks for leave, and with which update, which may run again. */
export interface Asker {
  cadreId: string;
  updateId: string;
  now: Date;
}

/**
 * The person's class that has sessions at that time, and the span of the leave.
 * @throws RuleError `leave.no-class`, `leave.no-session`, or `leave.asked-already` when a request for that time was submitted
 */
export async function freeTime(
  store: { enrollments: EnrollmentStore; classes: ClassStore; sessions: SessionStore; leaves: LeaveStore },
  { cadreId, updateId, now }: Asker,
  days: LeaveDays,
): Promise<{ trainingClass: ClassRow; sessions: Session[]; fromAt: Date; toAt: Date }> {
  const classes = await ownClasses(store, cadreId, now);
  if (classes.length === 0) throw new RuleError('leave.no-class', {});
  for (const trainingClass of classes) {
    const sessions = (await store.sessions.ofClass(trainingClass._id)).map(asSession);
    if (sessionsWithin(sessions, days).length === 0) continue;
    const span = leaveSpan(sessions, days.dateOn, days.half, days.untilOn);
    await refuseIfTaken(store, { _id: updateId, classId: trainingClass._id, cadreId, ...span });
    return { trainingClass, sessions, ...span };
  }
  throw new RuleError('leave.no-session', { day: leaveTimeName(days) });
}

/**
 * Checks that no request for an overlapping time is submitted or granted; cancelled leave does not count.
 * @throws RuleError `leave.asked-already`
 */
export async function refuseIfTaken(
  store: { leaves: LeaveStore },
  wanted: Pick<LeaveRow, '_id' | 'classId' | 'cadreId' | 'fromAt' | 'toAt'>,
): Promise<void> {
  if (await isTaken(store, wanted)) throw new RuleError('leave.asked-already', {});
}

/** Whether another request for an overlapping time was handed in or granted, and not given back. */
export async function isTaken(
  store: { leaves: LeaveStore },
  wanted: Pick<LeaveRow, '_id' | 'classId' | 'cadreId' | 'fromAt' | 'toAt'>,
): Promise<boolean> {
  const others = await store.leaves.ofTrainee(wanted.classId, wanted.cadreId);
  return others.some(
    (each) =>
      each._id !== wanted._id &&
      (each.state === 'asked' || each.state === 'granted') &&
      each.fromAt < each.toAt &&
      each.fromAt < wanted.toAt &&
      wanted.fromAt < each.toAt,
  );
}
