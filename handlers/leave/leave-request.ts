import { UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Half } from '../../src/calendar/half-day.ts';
import { refuseBackwards } from '../../src/calendar/typed-date.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { Session } from '../../src/training/class/session.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { type Asker, freeTime, refuseIfTaken } from '../../src/training/leave/free-time.ts';
import { type LeaveKind, weighLeaveRequest } from '../../src/training/leave/leave.ts';
import { type LeaveOffice, leaveRoute } from '../../src/training/leave/leave-route.ts';
import { halfDayCount, type LeaveDays, sessionsWithin } from '../../src/training/leave/leave-span.ts';
import { asLeave, type LeaveRow } from '../../src/training/leave/leaves.ts';
import { dropLeave, submitLeave } from '../../src/training/leave/presses.ts';
import { leaveWords } from '../../src/training/leave/words.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { deciders, isEnrolled, refuseIfAbsent, sendToNext } from './leave-steps.ts';
import { ownRequest } from './own-request.ts';

/** The most characters of the reason for leave, and of that for refusing it. */
export const mostReasonLetters = 200;

/** Submits a drafted request to the class teacher, or drops it. */
export function leaveRequest(router: Router): void {
  router.preview(
    {
      confirm: submitLeave,
      drop: dropLeave,
      shown: ownRequest,
      forget: async (ctx, { _id }) => {
        const moved = await ctx.store.leaves.move(_id, ['draft'], 'dropped', ctx.update.id, {});
        if (moved?.state === 'dropped') await ctx.store.proofs.takeBack(proofAbout('leave', _id), ctx.update.id);
      },
      dropped: leaveWords.dropped,
    },
    submit,
  );
}

/** What a trainee asks for. */
interface Wanted extends LeaveDays {
  kind: LeaveKind;
  reason: string;
}

export function askerOf({ person, update, now }: Context): Asker {
  return { cadreId: person._id, updateId: update.id, now };
}

/** Stores the request as a draft and shows its consequences; it is not submitted yet. */
export async function draft(ctx: Context, { kind, reason, ...typed }: Wanted): Promise<void> {
  await ctx.require('leave.ask', { cadreId: ctx.person._id });
  const days = daysOf(typed);
  const { trainingClass, sessions, fromAt, toAt } = await freeTime(ctx.store, askerOf(ctx), days);
  const row: LeaveRow = {
    _id: ctx.update.id,
    classId: trainingClass._id,
    cadreId: ctx.person._id,
    name: ctx.person.name,
    kind,
    ...days,
    fromAt,
    toAt,
    late: hasBegun(sessions, days, ctx.now),
    reason: [...reason].slice(0, mostReasonLetters).join(''),
    state: 'draft',
    moves: [ctx.update.id],
  };
  await refuseIfAbsent(ctx, row);
  await ctx.store.leaves.draft(row);
  const granted = (await ctx.store.leaves.grantedTo(row.classId, row.cadreId)).map(asLeave);
  const { requestMinutes, standing } = weighLeaveRequest(
    asLeave(row),
    granted,
    sessions,
    ctx.rulesOf(trainingClass).attendance,
  );
  const route = await routeOf(ctx, row, trainingClass, sessions);
  await ctx.reply(leaveWords.preview({ ...row, route }, trainingClass, requestMinutes, standing));
}

/** @throws UsageFault, RuleError `date.backwards` */
function daysOf({ dateOn, untilOn, half }: LeaveDays): { dateOn: string; untilOn?: string; half?: Half } {
  if (untilOn === undefined || untilOn === dateOn) return { dateOn, ...(half === undefined ? {} : { half }) };
  if (half !== undefined) throw new UsageFault('连续几天的请假按全天计，请去掉上午、下午。');
  refuseBackwards(dateOn, untilOn);
  return { dateOn, untilOn };
}

/** Who agrees to it one after the other; an office in which there is nobody else is left out. */
async function routeOf(
  ctx: Context,
  row: LeaveRow,
  trainingClass: ClassRow,
  sessions: readonly Session[],
): Promise<LeaveOffice[]> {
  const halfDays = halfDayCount(sessionsWithin(sessions, row));
  const offices = leaveRoute(row.kind, halfDays, ctx.rulesOf(trainingClass).attendance);
  const held = await Promise.all(
    offices.map(async (each) => (await deciders(ctx, trainingClass, each, row.cadreId)).length > 0),
  );
  return offices.filter((_, index) => held[index]);
}

async function submit(ctx: Context, row: LeaveRow): Promise<void> {
  const trainingClass = await heldClass(ctx, row.classId);
  if (!(await isEnrolled(ctx, row))) throw new RuleError('leave.no-class', {});
  await refuseIfTaken(ctx.store, row);
  await refuseIfAbsent(ctx, row);
  const sessions = (await ctx.store.sessions.ofClass(row.classId)).map(asSession);
  const asked = await ctx.store.leaves.move(row._id, ['draft'], 'asked', ctx.update.id, {
    askedAt: ctx.now,
    late: hasBegun(sessions, row, ctx.now),
    route: await routeOf(ctx, row, trainingClass, sessions),
  });
  if (asked === null || !asked.moves.includes(ctx.update.id)) return ctx.reply(leaveWords.decidedAlready(asked ?? row));
  await sendToNext(ctx, asked, trainingClass);
  await ctx.settle(leaveWords.submitted);
  const { count } = await ctx.store.proofs.countOf(proofAbout('leave', asked._id));
  await ctx.reply(leaveWords.submittedReply(asked, count));
}

function hasBegun(sessions: readonly Session[], days: LeaveDays, now: Date): boolean {
  return sessionsWithin(sessions, days).some((session) => session.startsAt <= now);
}
