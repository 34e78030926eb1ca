import { formatDuration } from '../../calendar/beijing-time.ts';
import { classMinutes, type Session } from '../class/session.ts';
import { meetsShare } from '../class/shares.ts';
import { LEAVE_KINDS, type LeaveRules } from './leave-rules.ts';

export { LEAVE_KINDS };
export type LeaveKind = (typeof LEAVE_KINDS)[number];

/** One granted leave. When somebody comes back early, `toAt` becomes the time of return (销假). `late`: requested afterwards (补假). */
export interface Leave {
  leaveId: string;
  cadreId: string;
  kind: LeaveKind;
  fromAt: Date;
  toAt: Date;
  late: boolean;
}

type Interval = Pick<Session, 'startsAt' | 'endsAt'>;

const LABELS: Readonly<Record<LeaveKind, string>> = { officialLeave: '公假', sickLeave: '病假', personalLeave: '事假' };

export function leaveKindLabel(kind: LeaveKind): string {
  return LABELS[kind];
}

/** The leave at an instant, from its start up to but not including its end. */
export function leaveAt(at: Date, leaves: readonly Leave[]): Leave | undefined {
  return leaves.find((leave) => leave.fromAt <= at && at < leave.toAt);
}

/** The leave at the session's start, if the leaves together cover the whole session; absent if a minute is not covered. */
export function leaveOver(session: Interval, leaves: readonly Leave[]): Leave | undefined {
  let coveredUntil = session.startsAt;
  while (coveredUntil < session.endsAt) {
    const leave = leaveAt(coveredUntil, leaves);
    if (leave === undefined) return undefined;
    coveredUntil = leave.toAt;
  }
  return leaveAt(session.startsAt, leaves);
}

/** Minutes of class during the leaves, each minute once; official leave only if the rule pack counts it. */
export function leaveMinutes(sessions: readonly Interval[], leaves: readonly Leave[], rules: LeaveRules): number {
  const counted = leaves
    .filter((leave) => rules.officialLeaveCounts || leave.kind !== 'officialLeave')
    .sort((a, b) => a.fromAt.getTime() - b.fromAt.getTime());
  return sessions.reduce((sum, session) => sum + overlapMinutes(session, counted), 0);
}

/** Whether a person's leave is below every warning, at one of them, or beyond the limit. */
export interface LeaveStanding {
  level: 'fine' | 'warned' | 'exceeded';
  leaveMinutes: number;
  totalMinutes: number;
  reason: string;
}

/**
 * Compares accumulated leave with the limit of 1/7 of all hours; exactly 1/7 is allowed, one minute more is not.
 * @param minutes - accumulated leave; @param totalMinutes - planned hours of the class; both whole and not negative
 * @see docs/rules.md, Attendance and leave
 */
export function leaveStanding(minutes: number, totalMinutes: number, rules: LeaveRules): LeaveStanding {
  const { leaveLimit, leaveWarnings } = rules;
  const standing = { leaveMinutes: minutes, totalMinutes };
  const share = `${leaveLimit.numerator}/${leaveLimit.denominator}`;
  if (totalMinutes === 0)
    return { ...standing, level: 'fine', reason: `本班课程表尚未确定，请假上限为总学时的${share}。` };
  const limitMinutes = Math.floor((totalMinutes * leaveLimit.numerator) / leaveLimit.denominator);
  const limit = `${formatDuration(limitMinutes)}（总学时${formatDuration(totalMinutes)}的${share}）`;
  if (minutes === 0) return { ...standing, level: 'fine', reason: `请假上限为${limit}，目前未请假。` };
  const used = `累计请假${formatDuration(minutes)}`;
  if (minutes > limitMinutes)
    return {
      ...standing,
      level: 'exceeded',
      reason: `${used}，已超过上限${limit}，是否按退学处理由县委组织部研究决定。`,
    };
  const figures = `${used}，上限为${limit}，剩余可请假${formatDuration(limitMinutes - minutes)}`;
  const isWarned = leaveWarnings.some((warning) => meetsShare(minutes, totalMinutes, warning));
  return isWarned
    ? { ...standing, level: 'warned', reason: `${figures}，已接近上限。` }
    : { ...standing, level: 'fine', reason: `${figures}。` };
}

/** The minutes of a request, and the accumulated leave if it were granted. */
export function weighLeaveRequest(
  request: Leave,
  granted: readonly Leave[],
  sessions: readonly Interval[],
  rules: LeaveRules,
): { requestMinutes: number; standing: LeaveStanding } {
  const before = leaveMinutes(sessions, granted, rules);
  const after = leaveMinutes(sessions, [...granted, request], rules);
  return { requestMinutes: after - before, standing: leaveStanding(after, classMinutes(sessions), rules) };
}

function overlapMinutes(session: Interval, byStart: readonly Leave[]): number {
  let countedUntil = session.startsAt.getTime();
  let overlapMs = 0;
  for (const leave of byStart) {
    const from = Math.max(leave.fromAt.getTime(), countedUntil);
    const to = Math.min(leave.toAt.getTime(), session.endsAt.getTime());
    if (to <= from) continue;
    overlapMs += to - from;
    countedUntil = to;
  }
  return Math.floor(overlapMs / 60_000);
}
