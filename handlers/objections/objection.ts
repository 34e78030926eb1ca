import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { isPostingEvent } from '../../src/training/grading/posting.ts';
import type { ObjectionRow } from '../../src/training/objections/objections.ts';
import {
  giveObjectionWords,
  objectTo,
  objectToTold,
  THE_RESULT,
  withdrawObjection,
} from '../../src/training/objections/presses.ts';
import { objectionWords } from '../../src/training/objections/words.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { otherMembers } from '../../src/training/scoring/evaluation-team.ts';
import { objectionCard } from './objection-card.ts';
import { ownObjections } from './own-objections.ts';

/** 异议: a trainee objects to a score or to the result, in words; somebody who did not enter it decides. */
export function objection(router: Router): void {
  router.word(['异议', '提出异议', '我的异议', '申诉'], show);
  router.press(objectTo, ask);
  router.press(objectToTold, toTold);
  router.press(giveObjectionWords, take);
  router.press(withdrawObjection, withdraw);
}

async function show(ctx: Context): Promise<void> {
  const { offers, own } = await ownObjections(ctx);
  if (offers.length + own.length === 0) return ctx.reply(objectionWords.nothing);
  await ctx.reply(objectionWords.offers(ctx.update.id, offers, own));
}

/** Under one event it is about that one, where it can still be objected to; under several whichever is chosen. */
async function toTold(ctx: Context, { classId, event }: Facts<typeof objectToTold>): Promise<void> {
  const { offers } = await ownObjections(ctx);
  const offer = offers.find((each) => each.classId === classId && each.event === event);
  return offer === undefined ? show(ctx) : ask(ctx, offer);
}

async function ask(ctx: Context, { classId, event }: Facts<typeof objectTo>): Promise<void> {
  const { subject } = await offered(ctx, { classId, event });
  await ctx.expect(giveObjectionWords.with({ classId, event }));
  await ctx.reply(objectionWords.ask(subject));
}

/** @throws RuleError `objection.not-possible` for whatever this person cannot object to now */
async function offered(ctx: Context, { classId, event }: Facts<typeof objectTo>) {
  const { offers } = await ownObjections(ctx);
  const offer = offers.find((each) => each.classId === classId && each.event === event);
  if (offer === undefined) throw new RuleError('objection.not-possible', {});
  return offer;
}

async function take(ctx: Context, facts: Facts<typeof objectTo>): Promise<void> {
  const before = await ctx.store.objections.ofTrainee(facts.classId, ctx.person._id);
  const row = before.find(({ byUpdate }) => byUpdate === ctx.update.id) ?? (await create(ctx, facts));
  const card = await objectionCard(ctx, row);
  const deciders = await decidersOf(ctx, row);
  await ctx.sendAll(
    deciders.map(({ _id }) => ({ cadreId: _id, message: card, key: `objection:${row._id}:${_id}` as const })),
  );
  await ctx.reply(objectionWords.taken(row, proofAbout('objection', row._id)));
}

async function create(ctx: Context, facts: Facts<typeof objectTo>): Promise<ObjectionRow> {
  const { classId, event, subject } = await offered(ctx, facts);
  const isResult = event === THE_RESULT;
  const author =
    isResult || isPostingEvent(event)
      ? (await ctx.store.gradings.byClass(classId))?.proposedBy
      : (await ctx.store.scoreEvents.byId(event))?.authorId;
  return ctx.store.objections.create({
    ...{ year: beijingDateOf(ctx.now).slice(0, 4), classId, cadreId: ctx.person._id, subject },
    ...(isResult ? {} : { eventId: event }),
    ...{ words: (ctx.words ?? '').trim(), madeAt: ctx.now, byUpdate: ctx.update.id, enteredBy: author ?? '' },
  });
}

/** Who is asked: the evaluation team without the author; where there is nobody else in it, the organisation department. */
async function decidersOf(ctx: Context, { classId, enteredBy }: ObjectionRow): Promise<CadreRow[]> {
  const members = await otherMembers(ctx.store, classId, enteredBy);
  if (members.length > 0) return members;
  const enrolled = new Set((await ctx.store.enrollments.ofClass(classId)).map(({ cadreId }) => cadreId));
  return (await ctx.store.cadres.withRole('orgDept')).filter(({ _id }) => _id !== enteredBy && !enrolled.has(_id));
}

async function withdraw(ctx: Context, facts: { objection: string }): Promise<void> {
  const row = await ctx.requireFound(
    'objection.make',
    await ctx.store.objections.byId(facts.objection),
    ({ cadreId }) => ({ cadreId }),
    new RuleError('objection.gone', {}),
  );
  const after = await ctx.store.objections.withdraw(row._id, ctx.update.id);
  if (after?.withdrawnByUpdate !== ctx.update.id) throw new RuleError('objection.gone', {});
  await findClass(ctx, row.classId);
  for (const { _id } of await decidersOf(ctx, row))
    await settleCopies(ctx, _id, `objection:${row._id}`, objectionWords.withdrawnBy(ctx.person.name));
  await ctx.settle(objectionWords.withdrawn);
}
