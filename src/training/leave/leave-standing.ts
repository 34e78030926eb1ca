import type { Context } from '../../bot/context.ts';
import { findClass } from '../../bot/people.ts';
import { addDays, beijingDateOf } from '../../calendar/beijing-time.ts';
import type { ClassRow } from '../class/classes.ts';
import { asSession } from '../class/sessions.ts';
import { classMinutes, type LeaveStanding, leaveMinutes, leaveStanding, weighLeaveRequest } from './leave.ts';
import { asLeave, type LeaveRow } from './leaves.ts';

/** How long after its end a class still takes late requests (补假). */
const lateDays = 7;

/** Classes this person takes part in that are not over, the one that opened first in front. */
export async function ownClasses(ctx: Context): Promise<ClassRow[]> {
  const enrolled = await ctx.store.enrollments.ofCadre(ctx.person._id);
  const classIds = enrolled.filter((each) => each.state === 'enrolled').map((each) => each.classId);
  if (classIds.length === 0) return [];
  const running = await ctx.store.classes.endingFrom(addDays(beijingDateOf(ctx.now), -lateDays));
  return running
    .filter((each) => classIds.includes(each._id))
    .sort((a, b) => (a.opensOn < b.opensOn || (a.opensOn === b.opensOn && a._id < b._id) ? -1 : 1));
}

/** Where a trainee stands against the limit of leave. */
export async function standingOf(ctx: Context, trainingClass: ClassRow, cadreId: string): Promise<LeaveStanding> {
  const classId = trainingClass._id;
  const rules = ctx.rulesOf(trainingClass);
  const [rows, granted] = await Promise.all([
    ctx.store.sessions.ofClass(classId),
    ctx.store.leaves.grantedTo(classId, cadreId),
  ]);
  const sessions = rows.map(asSession);
  const minutes = leaveMinutes(sessions, granted.map(asLeave), rules);
  return leaveStanding(minutes, classMinutes(sessions), rules);
}

/** What granting a request would mean, with the class and the trainee's unit. */
export async function requestWeight(
  ctx: Context,
  request: LeaveRow,
): Promise<{ trainingClass: ClassRow; unitName: string; standing: LeaveStanding }> {
  const trainingClass = await findClass(ctx, request.classId);
  const [rows, granted, trainee] = await Promise.all([
    ctx.store.sessions.ofClass(request.classId),
    ctx.store.leaves.grantedTo(request.classId, request.cadreId),
    ctx.store.cadres.byId(request.cadreId),
  ]);
  const unit = trainee === null ? null : await ctx.store.units.byId(trainee.unitId);
  const others = granted.filter((each) => each._id !== request._id).map(asLeave);
  const rules = ctx.rulesOf(trainingClass);
  const { standing } = weighLeaveRequest(asLeave(request), others, rows.map(asSession), rules);
  return { trainingClass, unitName: unit?.name ?? '', standing };
}
