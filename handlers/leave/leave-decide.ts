import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { gradingWords } from '../../src/training/grading/words.ts';
import { requestWeight } from '../../src/training/leave/leave-standing.ts';
import type { LeaveRow } from '../../src/training/leave/leaves.ts';
import { giveRefusalReason, grantLeave, refuseLeave } from '../../src/training/leave/presses.ts';
import { leaveCardId, leaveWords } from '../../src/training/leave/words.ts';
import { proposeDropOut } from '../class/drop-out.ts';
import { answerDecider } from './leave-card.ts';
import { mostReasonLetters } from './leave-request.ts';

/** The class teacher decides on leave; a refusal needs a reason. */
export function leaveDecide(router: Router): void {
  router.press(grantLeave, grant);
  router.press(refuseLeave, async (ctx, { leave }) => {
    const row = await request(ctx, leave);
    if (row.state !== 'asked') return settleDecided(ctx, row);
    await ctx.expect(giveRefusalReason.with({ leave: row._id }));
    await ctx.reply(leaveWords.askRefusal(row));
  });
  router.press(giveRefusalReason, refuse);
}

async function grant(ctx: Context, { leave }: { leave: string }): Promise<void> {
  const row = await request(ctx, leave);
  const decision = { decidedBy: ctx.person._id, decidedAt: ctx.now };
  const granted = (await ctx.store.leaves.move(row._id, ['asked'], 'granted', ctx.update.id, decision)) ?? row;
  if (!granted.moves.includes(ctx.update.id)) return settleDecided(ctx, granted);
  const trainingClass = await findClass(ctx, granted.classId);
  const rules = ctx.rulesOf(trainingClass);
  const { standing } = await requestWeight(ctx.store, granted, rules.attendance);
  await ctx.send(granted.cadreId, leaveWords.grantedToTrainee(granted, standing), `leave-decision:${granted._id}`);
  if (standing.level === 'exceeded') {
    await ctx.send(granted.cadreId, leaveWords.beyondLimit, `leave-beyond-limit:${granted._id}`);
    const reason = gradingWords.leaveExceeded(standing, rules.attendance.leaveLimit);
    await proposeDropOut(ctx, trainingClass, granted.cadreId, { reason, about: granted._id });
  }
  await ctx.settle(leaveWords.granted(granted));
  await answerDecider(ctx, granted, leaveWords.grantedReply(granted, standing));
}

async function refuse(ctx: Context, { leave }: { leave: string }): Promise<void> {
  const row = await request(ctx, leave);
  const words = [...(ctx.words ?? '').trim()].slice(0, mostReasonLetters).join('');
  if (words === '') throw new RuleError('leave.no-refusal-reason', {});
  const decision = { decidedBy: ctx.person._id, decidedAt: ctx.now, decisionWords: words };
  const refused = (await ctx.store.leaves.move(row._id, ['asked'], 'refused', ctx.update.id, decision)) ?? row;
  if (!refused.moves.includes(ctx.update.id)) return settleDecided(ctx, refused);
  await ctx.send(refused.cadreId, leaveWords.refusedToTrainee(refused, words), `leave-decision:${refused._id}`);
  await settleCopies(ctx, ctx.person._id, leaveCardId(refused._id), leaveWords.refused(refused));
  await answerDecider(ctx, refused, leaveWords.refusedReply(refused));
}

/** Closes the card of a request that somebody has decided in the meantime. */
async function settleDecided(ctx: Context, row: LeaveRow): Promise<void> {
  await ctx.settle(leaveWords.decidedAlready(row));
  await ctx.reply(leaveWords.decidedAlready(row));
}

/** The request that the card shows, if this person may decide on it. */
async function request(ctx: Context, leaveId: string): Promise<LeaveRow> {
  return ctx.requireFound(
    'leave.decide',
    await ctx.store.leaves.byId(leaveId),
    ({ classId, cadreId }) => ({ classId, cadreId }),
    new RuleError('leave.unknown', {}),
  );
}
