import type { Action } from '../../county/policy.ts';
import type { LeaveKind } from './leave.ts';
import type { LEAVE_OFFICES, LeaveRules } from './leave-rules.ts';

export type LeaveOffice = (typeof LEAVE_OFFICES)[number];

const labels: Readonly<Record<LeaveOffice, string>> = {
  ...{ classTeacher: '班主任', partySchool: '县委党校', orgDept: '县委组织部' },
};
const actions = {
  ...{ classTeacher: 'leave.decide', partySchool: 'leave.decide-long', orgDept: 'leave.decide-longest' },
} as const satisfies Readonly<Record<LeaveOffice, Action>>;

/**
 * Who agrees to a request, one after the other.
 * @param halfDays - half-days of class that it covers
 */
export function leaveRoute(kind: LeaveKind, halfDays: number, { leaveRoutes }: LeaveRules): readonly LeaveOffice[] {
  const fitting = leaveRoutes.filter(
    ({ kinds, overHalfDays }) => halfDays > overHalfDays && (kinds === undefined || kinds.includes(kind)),
  );
  const most = Math.max(...fitting.map(({ overHalfDays }) => overHalfDays));
  return fitting.findLast(({ overHalfDays }) => overHalfDays === most)?.offices ?? ['classTeacher'];
}

/** A request on its way: whom it goes through, and how many of them have agreed. */
export interface OnRoute {
  route?: readonly LeaveOffice[];
  agreedSteps?: number;
}

/** Those whose decision is still to come, the next first; requests of earlier versions are the class teacher's alone. */
export function officesLeft({ route = ['classTeacher'], agreedSteps = 0 }: OnRoute): readonly LeaveOffice[] {
  return route.slice(agreedSteps);
}

/** What somebody must be allowed to do who decides for this office. */
export function actionOf(office: LeaveOffice): Action {
  return actions[office];
}

/** `班主任、县委党校` */
export function officesNamed(offices: readonly LeaveOffice[]): string {
  return offices.map((office) => labels[office]).join('、');
}
