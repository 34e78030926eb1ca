import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Half } from '../../src/calendar/half-day.ts';
import { RuleError } from '../../src/errors.ts';
import type { Session } from '../../src/training/class/session.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { type Asker, freeTime, refuseIfTaken } from '../../src/training/leave/free-time.ts';
import { type LeaveKind, weighLeaveRequest } from '../../src/training/leave/leave.ts';
import { sessionsIn } from '../../src/training/leave/leave-span.ts';
import { requestWeight } from '../../src/training/leave/leave-standing.ts';
import { asLeave, type LeaveRow } from '../../src/training/leave/leaves.ts';
import { dropLeave, submitLeave } from '../../src/training/leave/presses.ts';
import { leaveWords } from '../../src/training/leave/words.ts';

/** The most characters of the reason for leave, and of that for refusing it. */
export const mostReasonLetters = 200;

/** Submits a drafted request to the class teacher, or drops it. */
export function leaveRequest(router: Router): void {
  router.preview(
    {
      confirm: submitLeave,
      drop: dropLeave,
      shown: ownRequest,
      forget: (ctx, { _id }) => ctx.store.leaves.move(_id, ['draft'], 'dropped', ctx.update.id, {}),
      dropped: leaveWords.dropped,
    },
    submit,
  );
}

/** What a trainee asks for. */
interface Wanted {
  kind: LeaveKind;
  dateOn: string;
  /** Absent = the whole day. */
  half: Half | undefined;
  reason: string;
}

export function askerOf({ person, update, now }: Context): Asker {
  return { cadreId: person._id, updateId: update.id, now };
}

/** Stores the request as a draft and shows its consequences; it is not submitted yet. */
export async function draft(ctx: Context, { kind, dateOn, half, reason }: Wanted): Promise<void> {
  await ctx.require('leave.ask', { cadreId: ctx.person._id });
  const { trainingClass, sessions, fromAt, toAt } = await freeTime(ctx.store, askerOf(ctx), dateOn, half);
  const row: LeaveRow = {
    _id: ctx.update.id,
    classId: trainingClass._id,
    cadreId: ctx.person._id,
    name: ctx.person.name,
    kind,
    dateOn,
    ...(half === undefined ? {} : { half }),
    fromAt,
    toAt,
    late: hasBegun(sessions, { dateOn, half }, ctx.now),
    reason: [...reason].slice(0, mostReasonLetters).join(''),
    state: 'draft',
    moves: [ctx.update.id],
  };
  await ctx.store.leaves.draft(row);
  const granted = (await ctx.store.leaves.grantedTo(row.classId, row.cadreId)).map(asLeave);
  const { requestMinutes, standing } = weighLeaveRequest(
    asLeave(row),
    granted,
    sessions,
    ctx.rulesOf(trainingClass).attendance,
  );
  await ctx.reply(leaveWords.preview(row, trainingClass, requestMinutes, standing));
}

async function submit(ctx: Context, row: LeaveRow): Promise<void> {
  const trainingClass = await heldClass(ctx, row.classId);
  await refuseIfTaken(ctx.store, row);
  const sessions = (await ctx.store.sessions.ofClass(row.classId)).map(asSession);
  const asked = await ctx.store.leaves.move(row._id, ['draft'], 'asked', ctx.update.id, {
    askedAt: ctx.now,
    late: hasBegun(sessions, row, ctx.now),
  });
  if (asked === null || !asked.moves.includes(ctx.update.id)) return ctx.reply(leaveWords.decidedAlready(asked ?? row));
  const weight = await requestWeight(ctx.store, asked, ctx.rulesOf(trainingClass).attendance);
  await ctx.send(
    trainingClass.teacherId,
    leaveWords.decide(asked, trainingClass, weight),
    `leave-request:${asked._id}`,
  );
  await ctx.settle(leaveWords.submitted);
  await ctx.reply(leaveWords.submittedReply);
}

/** A request of the person's own. @throws RuleError `policy.not-yours`, also where there is none with this id */
export async function ownRequest(ctx: Context, { leave }: { leave: string }): Promise<LeaveRow> {
  return ctx.requireFound(
    'leave.ask',
    await ctx.store.leaves.byId(leave),
    ({ cadreId }) => ({ cadreId }),
    new RuleError('leave.unknown', {}),
  );
}

function hasBegun(
  sessions: readonly Session[],
  { dateOn, half }: { dateOn: string; half?: Half | undefined },
  now: Date,
): boolean {
  return sessionsIn(sessions, dateOn, half).some((session) => session.startsAt <= now);
}
