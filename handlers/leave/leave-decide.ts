import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { gradingWords } from '../../src/training/grading/words.ts';
import { actionOf, type LeaveOffice, officesLeft } from '../../src/training/leave/leave-route.ts';
import { requestWeight } from '../../src/training/leave/leave-standing.ts';
import { hasAgreed, type LeaveRow } from '../../src/training/leave/leaves.ts';
import { giveRefusalReason, grantLeave, refuseLeave } from '../../src/training/leave/presses.ts';
import { leaveWords } from '../../src/training/leave/words.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { proposeDropOut } from '../class/drop-out.ts';
import { answerDecider } from './leave-card.ts';
import { mostReasonLetters } from './leave-request.ts';
import { isEnrolled, refuseIfAbsent, sendToNext, settleEverywhere, tellUnit } from './leave-steps.ts';

/** The class teacher decides on leave; a refusal needs a reason. */
export function leaveDecide(router: Router): void {
  router.press(grantLeave, grant);
  router.press(refuseLeave, async (ctx, { leave }) => {
    const row = await request(ctx, leave);
    if (row.state !== 'asked' || agreedBefore(ctx, row)) return settleDecided(ctx, row);
    await ctx.expect(giveRefusalReason.with({ leave: row._id }));
    await ctx.reply(leaveWords.askRefusal(row));
  });
  router.press(giveRefusalReason, refuse);
}

async function grant(ctx: Context, { leave }: { leave: string }): Promise<void> {
  const row = await request(ctx, leave);
  if (agreedBefore(ctx, row)) return settleDecided(ctx, row);
  const trainingClass = await findClass(ctx, row.classId);
  if (row.state === 'asked') {
    refuseWhenGraded(trainingClass);
    if (!(await isEnrolled(ctx, row))) throw new RuleError('leave.asker-left', { name: row.name });
    await refuseIfAbsent(ctx, row);
  }
  const onward = await agreeToOwnSteps(ctx, row);
  if (onward !== undefined) {
    if (!hasAgreed(onward, ctx.update.id)) return settleDecided(ctx, onward);
    await sendToNext(ctx, onward, trainingClass);
    await settleEverywhere(ctx, onward, trainingClass, leaveWords.agreed(onward));
    return answerDecider(ctx, onward, leaveWords.agreedReply(onward));
  }
  const decision = { decidedBy: ctx.person._id, decidedAt: ctx.now };
  const granted = (await ctx.store.leaves.move(row._id, ['asked'], 'granted', ctx.update.id, decision)) ?? row;
  if (!granted.moves.includes(ctx.update.id)) return settleDecided(ctx, granted);
  const rules = ctx.rulesOf(trainingClass);
  const { standing } = await requestWeight(ctx.store, granted, rules.attendance);
  await ctx.send(granted.cadreId, leaveWords.grantedToTrainee(granted, standing), `leave-decision:${granted._id}`);
  await tellUnit(ctx, granted, trainingClass, `leave-unit:${granted._id}`);
  if (standing.level === 'exceeded') {
    await ctx.send(granted.cadreId, leaveWords.beyondLimit, `leave-beyond-limit:${granted._id}`);
    const reason = gradingWords.leaveExceeded(standing, rules.attendance.leaveLimit);
    await proposeDropOut(ctx, trainingClass, granted.cadreId, { reason, about: granted._id });
  }
  await settleEverywhere(ctx, granted, trainingClass, leaveWords.granted(granted));
  await answerDecider(ctx, granted, leaveWords.grantedReply(granted, standing));
}

/**
 * Notes the agreement of whoever acts for as many of the next offices as they may decide for.
 * @returns the request as it went on; `undefined` where nobody else has to agree
 */
async function agreeToOwnSteps(ctx: Context, row: LeaveRow): Promise<LeaveRow | undefined> {
  if (row.state !== 'asked') return undefined;
  if (hasAgreed(row, ctx.update.id)) return row;
  const from = row.agreedSteps ?? 0;
  const left = officesLeft(row);
  let own = 0;
  for (const office of left) {
    if (!(await ctx.may(actionOf(office), { classId: row.classId, cadreId: row.cadreId }))) break;
    own += 1;
  }
  if (own === left.length) return undefined;
  const agreement = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, upTo: from + Math.max(own, 1) };
  return (await ctx.store.leaves.agree(row._id, from, agreement)) ?? row;
}

async function refuse(ctx: Context, { leave }: { leave: string }): Promise<void> {
  const row = await request(ctx, leave);
  const words = [...(ctx.words ?? '').trim()].slice(0, mostReasonLetters).join('');
  if (words === '') throw new RuleError('leave.no-refusal-reason', {});
  if (agreedBefore(ctx, row)) return settleDecided(ctx, row);
  const decision = { decidedBy: ctx.person._id, decidedAt: ctx.now, decisionWords: words };
  const refused = (await ctx.store.leaves.move(row._id, ['asked'], 'refused', ctx.update.id, decision)) ?? row;
  if (!refused.moves.includes(ctx.update.id)) return settleDecided(ctx, refused);
  await ctx.send(refused.cadreId, leaveWords.refusedToTrainee(refused, words), `leave-decision:${refused._id}`);
  await settleEverywhere(ctx, refused, await findClass(ctx, refused.classId), leaveWords.refused(refused));
  await answerDecider(ctx, refused, leaveWords.refusedReply(refused));
}

/** Closes the card of a request that somebody has decided in the meantime. */
async function settleDecided(ctx: Context, row: LeaveRow): Promise<void> {
  await ctx.settle(leaveWords.decidedAlready(row));
  await ctx.reply(leaveWords.decidedAlready(row));
}

/** The request that the card shows, if this person decides on it now, or agreed to it before. */
async function request(ctx: Context, leaveId: string): Promise<LeaveRow> {
  const row = await ctx.store.leaves.byId(leaveId);
  return ctx.requireFound(
    actionOf(row === null ? 'classTeacher' : await officeActing(ctx, row)),
    row,
    ({ classId, cadreId }) => ({ classId, cadreId }),
    new RuleError('leave.unknown', {}),
  );
}

/** For which office this person acts: the next; for which they acted, where they agreed before or it is decided. */
async function officeActing(ctx: Context, row: LeaveRow): Promise<LeaveOffice> {
  const [next = 'classTeacher'] = officesLeft(row);
  const own = row.agreed?.find(({ by }) => by === ctx.person._id);
  if (own !== undefined) return row.route?.[own.upTo - 1] ?? next;
  if (row.state === 'asked') return next;
  for (const office of row.route ?? [])
    if (await ctx.may(actionOf(office), { classId: row.classId, cadreId: row.cadreId })) return office;
  return next;
}

/** Whether the person agreed by an earlier update, so that it is for others to go on. */
function agreedBefore(ctx: Context, row: LeaveRow): boolean {
  return (
    row.state === 'asked' &&
    (row.agreed ?? []).some(({ by, byUpdate }) => by === ctx.person._id && byUpdate !== ctx.update.id)
  );
}
