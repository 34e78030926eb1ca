import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { askToLeave, type Choice, choiceOf, leave, stands, stay } from '../../src/training/electives/elective.ts';
import { freeLeavingUntil } from '../../src/training/electives/elective-days.ts';
import type { ElectiveRow } from '../../src/training/electives/electives.ts';
import { electivePeopleWords } from '../../src/training/electives/people-words.ts';
import {
  giveLeavingRefusal,
  giveLeavingWords,
  grantLeaving,
  leaveElective,
  refuseLeaving,
  stayInElective,
} from '../../src/training/electives/presses.ts';
import { electiveWords } from '../../src/training/electives/words.ts';
import { refuseUnlessAhead } from './elective-open.ts';
import { visibleElective } from './own-elective.ts';
import { actBy, afterLeaving, closeRequest, seatsGiver } from './seats.ts';

/** A seat is given back: without asking until some days before the opening, after that by a request that is decided. */
export function electiveLeave(router: Router): void {
  router.press(leaveElective, leaveClass);
  router.press(giveLeavingWords, giveWords);
  router.press(stayInElective, stayIn);
  router.press(grantLeaving, grant);
  router.press(refuseLeaving, async (ctx, facts) => {
    const { choice } = await requested(ctx, facts);
    if (choice.leaving === undefined) throw new RuleError('elective.leaving-decided', {});
    await ctx.expect(giveLeavingRefusal.with(facts));
    await ctx.reply(electivePeopleWords.askRefusal(choice.name));
  });
  router.press(giveLeavingRefusal, refuse);
}

async function leaveClass(ctx: Context, { classId }: Facts<typeof leaveElective>): Promise<void> {
  const { trainingClass, elective } = await visibleElective(ctx, classId);
  const rules = ctx.rulesOf(trainingClass).electives;
  const choice = choiceOf(elective, ctx.person._id);
  if (choice?.state === 'seated' && ctx.now >= freeLeavingUntil(trainingClass, rules)) {
    if (choice.leaving !== undefined) throw new RuleError('elective.leaving-asked', {});
    await ctx.expect(giveLeavingWords.with({ classId }));
    return ctx.reply(electiveWords.askLeaving(trainingClass));
  }
  const withSeatsGiven = await seatsGiver(ctx, trainingClass);
  const row = await ctx.store.electives.act(classId, ctx.update.id, (present) => ({
    choices: withSeatsGiven(present, leave(present, ctx.person._id, actBy(ctx))),
  }));
  if (row === null) throw new RuleError('elective.unknown', { classId });
  const isDeclined = lastMoveOf(ctx, row)?.what === 'declined';
  await afterLeaving(ctx, trainingClass, row, ctx.person._id);
  await ctx.settle(isDeclined ? electiveWords.declined : electiveWords.leftCard);
  await ctx.reply(electiveWords.left(trainingClass));
}

/** What this update did to the choice of whoever acts. */
function lastMoveOf(ctx: Context, row: ElectiveRow) {
  return choiceOf(row, ctx.person._id)?.moves.findLast(({ byUpdate }) => byUpdate === ctx.update.id);
}

async function giveWords(ctx: Context, { classId }: Facts<typeof giveLeavingWords>): Promise<void> {
  const { trainingClass } = await visibleElective(ctx, classId);
  const { least, most } = ctx.rulesOf(trainingClass).electives.leavingWords;
  const words = [...(ctx.words ?? '').trim()];
  if (words.length < least) throw new RuleError('elective.few-words', { least });
  const reason = words.slice(0, most).join('');
  const row = await ctx.store.electives.act(classId, ctx.update.id, (present) => ({
    choices: askToLeave(present, ctx.person._id, { ...actBy(ctx), reason }),
  }));
  const choice = row === null ? undefined : choiceOf(row, ctx.person._id);
  if (row === null || choice === undefined) throw new RuleError('elective.unknown', { classId });
  const unit = await ctx.store.units.byId(ctx.person.unitId);
  const asked = { ...choice, leaving: { reason, askedAt: ctx.now, byUpdate: ctx.update.id } };
  const card = electivePeopleWords.decide(trainingClass, asked, unit?.name ?? '');
  await ctx.send(await deciderOf(ctx, row), card, `elective-leaving:${classId}:${ctx.person._id}:${ctx.update.id}`);
  await ctx.reply(electiveWords.leavingAsked(trainingClass));
}

/** Whoever opened the class, unless it is about them or they decide nothing any more; then somebody of the organisation department. */
async function deciderOf(ctx: Context, { openedBy }: ElectiveRow): Promise<string> {
  const opener = openedBy === ctx.person._id ? null : await ctx.store.cadres.byId(openedBy);
  if (opener?.roles.some((role) => role === 'orgDept' || role === 'partySchool')) return openedBy;
  const department = await ctx.store.cadres.withRole('orgDept');
  return department.find(({ _id }) => _id !== ctx.person._id)?._id ?? openedBy;
}

async function stayIn(ctx: Context, { classId }: Facts<typeof stayInElective>): Promise<void> {
  const { trainingClass } = await visibleElective(ctx, classId);
  const row = await ctx.store.electives.act(classId, ctx.update.id, (present) => ({
    choices: stay(present, ctx.person._id, 'stayed', actBy(ctx)),
  }));
  if (row !== null) await closeRequest(ctx, classId, ctx.person._id, electivePeopleWords.withdrawnByAsker);
  await ctx.settle(electiveWords.stayedCard);
  await ctx.reply(electiveWords.stayed(trainingClass));
}

async function grant(ctx: Context, facts: Facts<typeof grantLeaving>): Promise<void> {
  const { classId, cadreId } = facts;
  const { trainingClass, choice } = await requested(ctx, facts);
  // After the opening somebody leaves by the decisions of the class alone.
  if (choice.leaving !== undefined) refuseUnlessAhead(ctx, trainingClass);
  const withSeatsGiven = await seatsGiver(ctx, trainingClass);
  const row = await ctx.store.electives.act(classId, ctx.update.id, (present) => {
    if (choiceOf(present, cadreId)?.leaving === undefined) throw new RuleError('elective.leaving-decided', {});
    return { choices: withSeatsGiven(present, leave(present, cadreId, actBy(ctx))) };
  });
  if (row === null) throw new RuleError('elective.leaving-decided', {});
  await afterLeaving(ctx, trainingClass, row, cadreId);
  await ctx.send(cadreId, electiveWords.leavingGranted(trainingClass), `elective-decision:${ctx.update.id}`);
  await ctx.settle(electivePeopleWords.granted);
  await ctx.reply(electivePeopleWords.grantedReply(trainingClass, choice.name));
}

async function refuse(ctx: Context, facts: Facts<typeof giveLeavingRefusal>): Promise<void> {
  const { classId, cadreId } = facts;
  const { trainingClass, choice } = await requested(ctx, facts);
  const reason = (ctx.words ?? '').trim();
  if (reason === '') throw new RuleError('elective.no-refusal-reason', {});
  await ctx.store.electives.act(classId, ctx.update.id, (present) => ({
    choices: stay(present, cadreId, 'leavingRefused', { ...actBy(ctx), reason }),
  }));
  const told = electiveWords.leavingRefused(trainingClass, reason);
  await ctx.send(cadreId, told, `elective-decision:${ctx.update.id}`);
  const cardId = electivePeopleWords.leavingId(classId, cadreId);
  await settleCopies(ctx, ctx.person._id, cardId, electivePeopleWords.refused);
  await ctx.reply(electivePeopleWords.refusedReply(trainingClass, choice.name));
}

/** Somebody's choice, for who may decide about it. @throws RuleError `elective.leaving-decided` */
async function requested(
  ctx: Context,
  { classId, cadreId }: Facts<typeof grantLeaving>,
): Promise<{ trainingClass: ClassRow; choice: Choice }> {
  const trainingClass = await allowedClass(ctx, 'elective.decide', classId);
  await ctx.require('elective.decide', { classId, cadreId });
  const row = await ctx.store.electives.byId(classId);
  const choice = row === null ? undefined : choiceOf(row, cadreId);
  const isKnown = choice !== undefined && (stands(choice) || row?.updates.includes(ctx.update.id));
  if (!isKnown) throw new RuleError('elective.leaving-decided', {});
  return { trainingClass, choice };
}
