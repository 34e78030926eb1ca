import type { Context } from '../../src/bot/context.ts';
import { closeTasks } from '../../src/bot/open-cards.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { substituteAnswerBy, substituteUntilOn } from '../../src/training/call-up/call-up-deadlines.ts';
import { isLetOff } from '../../src/training/call-up/call-up-state.ts';
import type { CallUpRow } from '../../src/training/call-up/call-ups.ts';
import { enrolCalledUp } from '../../src/training/call-up/enrolling.ts';
import { giveExemptionRefusal, grantExemption, refuseExemption } from '../../src/training/call-up/presses.ts';
import { callUpWords } from '../../src/training/call-up/words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { closeAskedLeave } from '../leave/leave-steps.ts';
import { sendNotices, tellUnitOfAbsence } from './call-up-issue.ts';
import { changeBy } from './change-by.ts';
import { closeRequest } from './exemption-card.ts';

const mostReasonLetters = 100;

/** The organisation department decides on a request to stay away; an excused seat goes to the next on the reserve list. */
export function callUpDecide(router: Router): void {
  router.press(grantExemption, excuse);
  router.press(refuseExemption, async (ctx, about) => {
    const { row } = await request(ctx, about);
    if (row.state !== 'exemptionAsked') throw new RuleError('call-up.decided-already', {});
    await ctx.expect(giveExemptionRefusal.with(about));
    await ctx.reply(callUpWords.askRefusal(row));
  });
  router.press(giveExemptionRefusal, refuse);
}

async function excuse(ctx: Context, about: Request): Promise<void> {
  const { trainingClass, row } = await request(ctx, about);
  const decision = { decidedBy: ctx.person._id };
  const moved = await ctx.store.callUps.move(
    trainingClass._id,
    row.cadreId,
    'excuse',
    ctx.update.id,
    decision,
    changeBy(ctx, 'excused'),
  );
  // Called up once more before a second run of this: they keep their seat.
  if (moved?.moves.includes(ctx.update.id) !== true || !isLetOff(moved.state))
    throw new RuleError('call-up.decided-already', {});
  await letOff(ctx, trainingClass, row, callUpWords.excusedToCadre(trainingClass));
  if (isTooLate(ctx, trainingClass)) {
    await closeRequest(ctx, trainingClass, row, callUpWords.excused(undefined));
    await ctx.settle(callUpWords.excused(undefined));
    return ctx.reply(callUpWords.tooLateToSubstitute);
  }
  const substitute = await substituteFor(ctx, trainingClass, row);
  await closeRequest(ctx, trainingClass, row, callUpWords.excused(substitute?.name));
  await ctx.settle(callUpWords.excused(substitute?.name));
}

/** Who does not come is no trainee, and hears it as their unit does. */
export async function letOff(ctx: Context, trainingClass: ClassRow, row: CallUpRow, toCadre: string): Promise<void> {
  await ctx.store.enrollments.move(trainingClass._id, row.cadreId, 'withdrawn');
  await closeAskedLeave(ctx, trainingClass, row.cadreId);
  await closeTasks(ctx, trainingClass._id, callUpWords.notComing, row.cadreId);
  const key = `call-up-decision:${row._id}:${ctx.update.id}` as const;
  await ctx.send(row.cadreId, toCadre, key);
  await tellUnitOfAbsence(ctx, trainingClass, row, key);
}

/** Whether the class opens too soon for a substitute. */
export function isTooLate(ctx: Context, trainingClass: ClassRow): boolean {
  return beijingDateOf(ctx.now) > substituteUntilOn(trainingClass.opensOn, ctx.rulesOf(trainingClass).callUp);
}

export async function substituteFor(ctx: Context, trainingClass: ClassRow, row: CallUpRow): Promise<CallUpRow | null> {
  const substitute = await ctx.store.callUps.substitute(trainingClass._id, row.cadreId, changeBy(ctx, 'substituted'), {
    answerBy: substituteAnswerBy(ctx.now, trainingClass.opensOn, ctx.rulesOf(trainingClass).callUp),
    issuedAt: ctx.now,
    issuedBy: ctx.person._id,
    ...(row.listNumber === undefined ? {} : { listNumber: row.listNumber }),
  });
  if (substitute !== null) await sendNotices(ctx, trainingClass, [substitute]);
  return substitute;
}

async function refuse(ctx: Context, about: Request): Promise<void> {
  const { trainingClass, row } = await request(ctx, about);
  const words = [...(ctx.words ?? '').trim()].slice(0, mostReasonLetters).join('');
  if (words === '') throw new RuleError('call-up.no-refusal-reason', {});
  const decision = { decidedBy: ctx.person._id, decisionWords: words };
  const moved = await ctx.store.callUps.move(
    trainingClass._id,
    row.cadreId,
    'refuse',
    ctx.update.id,
    decision,
    changeBy(ctx, 'refused', words),
  );
  if (moved?.moves.includes(ctx.update.id) !== true) throw new RuleError('call-up.decided-already', {});
  await enrolCalledUp(ctx.store, [moved], ctx.now);
  await ctx.send(
    row.cadreId,
    callUpWords.refusedToCadre(trainingClass, words),
    `call-up-decision:${row._id}:${ctx.update.id}`,
  );
  await closeRequest(ctx, trainingClass, moved, callUpWords.refused);
  await ctx.reply(callUpWords.refusedReply(row));
}

/** The person and class of the request that a card shows. */
export type Request = Facts<typeof grantExemption>;

export async function request(
  ctx: Context,
  { classId, cadreId }: Request,
): Promise<{ trainingClass: ClassRow; row: CallUpRow }> {
  const trainingClass = await allowedClass(ctx, 'call-up.decide', classId);
  const row = await ctx.store.callUps.byId(classId, cadreId);
  if (row === null) throw new RuleError('call-up.not-called', {});
  await ctx.require('call-up.decide', { classId, cadreId: row.cadreId });
  return { trainingClass, row };
}
