import type { Context } from '../../src/bot/context.ts';
import { heldClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Half } from '../../src/calendar/half-day.ts';
import type { Session } from '../../src/training/class/session.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { type Asker, freeTime, refuseIfTaken } from '../../src/training/leave/free-time.ts';
import { type LeaveKind, weighLeaveRequest } from '../../src/training/leave/leave.ts';
import { sessionsIn } from '../../src/training/leave/leave-span.ts';
import { asLeave, type LeaveRow } from '../../src/training/leave/leaves.ts';
import { dropLeave, submitLeave } from '../../src/training/leave/presses.ts';
import { leaveWords } from '../../src/training/leave/words.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { leaveCard } from './leave-card.ts';
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
  const [message, key] = [await leaveCard(ctx, asked), `leave-request:${asked._id}` as const];
  await ctx.sendAll([{ cadreId: trainingClass.teacherId, message, key, about: [asked.cadreId] }]);
  await ctx.settle(leaveWords.submitted);
  const { count } = await ctx.store.proofs.countOf(proofAbout('leave', asked._id));
  await ctx.reply(leaveWords.submittedReply(count));
}

function hasBegun(
  sessions: readonly Session[],
  { dateOn, half }: { dateOn: string; half?: Half | undefined },
  now: Date,
): boolean {
  return sessionsIn(sessions, dateOn, half).some((session) => session.startsAt <= now);
}
