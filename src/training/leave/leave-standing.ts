import { addDays, beijingDateOf } from '../../calendar/beijing-time.ts';
import type { CadreStore } from '../../county/cadres.ts';
import type { UnitStore } from '../../county/units.ts';
import type { ClassStore } from '../class/class-store.ts';
import { type ClassRow, isHeldHere } from '../class/classes.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import { classMinutes } from '../class/session.ts';
import { asSession, type SessionStore } from '../class/sessions.ts';
import { type LeaveStanding, leaveMinutes, leaveStanding, weighLeaveRequest } from './leave.ts';
import type { LeaveRules } from './leave-rules.ts';
import { sessionsWithin } from './leave-span.ts';
import { asLeave, type LeaveRow, type LeaveStore } from './leaves.ts';

/** How long after the end of a class late requests (补假) are accepted. */
const lateDays = 7;

/** Classes of this person that are held here and not over, the earliest first. */
export async function ownClasses(
  store: { enrollments: EnrollmentStore; classes: ClassStore },
  cadreId: string,
  now: Date,
): Promise<ClassRow[]> {
  const enrolled = await store.enrollments.ofCadre(cadreId);
  const classIds = enrolled.filter((each) => each.state === 'enrolled').map((each) => each.classId);
  if (classIds.length === 0) return [];
  const running = await store.classes.endingFrom(addDays(beijingDateOf(now), -lateDays));
  return running
    .filter((each) => classIds.includes(each._id) && isHeldHere(each))
    .sort((a, b) => (a.opensOn < b.opensOn || (a.opensOn === b.opensOn && a._id < b._id) ? -1 : 1));
}

/** How much leave a trainee has used, compared with the limit. */
export async function standingOf(
  store: { sessions: SessionStore; leaves: LeaveStore },
  classId: string,
  cadreId: string,
  rules: LeaveRules,
): Promise<LeaveStanding> {
  const [rows, granted] = await Promise.all([
    store.sessions.ofClass(classId),
    store.leaves.grantedTo(classId, cadreId),
  ]);
  const sessions = rows.map(asSession);
  const minutes = leaveMinutes(sessions, granted.map(asLeave), rules);
  return leaveStanding(minutes, classMinutes(sessions), rules);
}

/** What the class teacher looks at before deciding about a request. */
export interface RequestWeight {
  unitName: string;
  standing: LeaveStanding;
  /** When the first session begins that would be missed: until then the decision is of use. */
  firstMissedAt: Date;
}

/** How much leave the trainee would have used if the request is granted, and the trainee's unit. */
export async function requestWeight(
  store: { sessions: SessionStore; leaves: LeaveStore; cadres: CadreStore; units: UnitStore },
  request: LeaveRow,
  rules: LeaveRules,
): Promise<RequestWeight> {
  const [rows, granted, trainee] = await Promise.all([
    store.sessions.ofClass(request.classId),
    store.leaves.grantedTo(request.classId, request.cadreId),
    store.cadres.byId(request.cadreId),
  ]);
  const unit = trainee === null ? null : await store.units.byId(trainee.unitId);
  const others = granted.filter((each) => each._id !== request._id).map(asLeave);
  const { standing } = weighLeaveRequest(asLeave(request), others, rows.map(asSession), rules);
  const missed = sessionsWithin(rows, request).map(({ startsAt }) => startsAt);
  const firstMissedAt = missed.reduce((first, at) => (at < first ? at : first), missed[0] ?? request.fromAt);
  return { unitName: unit?.name ?? '', standing, firstMissedAt };
}
