import { classArg, restArg, traineeArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies, showAsThingsStand } from '../../src/bot/open-cards.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { cardCode } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { type FeedbackRow, feedbackCardId } from '../../src/training/feedback/feedbacks.ts';
import { askHowTold, noteTold } from '../../src/training/feedback/presses.ts';
import { toldWords, type Untold, untold, untoldCardId } from '../../src/training/feedback/told-words.ts';

const mostWords = 200;

/** What no head can take note of, or is told without a phone: the organisation department notes whom it told, and takes that back. */
export function toldInPerson(router: Router): void {
  router.command(
    {
      names: ['当面告知', 'told'],
      action: 'feedback.tell',
      right: 'class',
      args: [classArg(), traineeArg(), restArg('toldHow', '何时、由谁、告知谁', { limit: { most: mostWords } })],
      missing: '请写明班号、姓名和告知情况。',
      example: '/当面告知 {class} {trainee} 4月8日由分管副部长当面告知',
      about: '登记没有反馈对象、或未用手机阅知的学员结果已当面或电话告知',
      next: '记为已告知，不再提醒；有误的用“/撤销告知”。',
    },
    (ctx, { trainingClass, trainee, toldHow }) => tell(ctx, trainingClass._id, trainee._id, toldHow),
  );
  router.command(
    {
      names: ['撤销告知', 'not-told'],
      action: 'feedback.tell',
      right: 'class',
      args: [classArg(), traineeArg()],
      missing: '请写明班号和姓名。',
      example: '/撤销告知 {class} {trainee}',
      about: '撤销当面告知的登记',
      next: '结果反馈恢复为待阅知或待告知。',
    },
    (ctx, { trainingClass, trainee }) => takeBack(ctx, trainingClass, trainee._id),
  );
  router.press(askHowTold, async (ctx, facts) => {
    const row = await toTell(ctx, facts.classId, facts.cadreId);
    await ctx.expect(noteTold.with(facts));
    await ctx.reply(toldWords.ask(row.name));
  });
  router.press(noteTold, async (ctx, { classId, cadreId }) => {
    const toldHow = [...(ctx.words ?? '').trim()].slice(0, mostWords).join('');
    await tell(ctx, classId, cadreId, toldHow);
  });
}

/** @throws RuleError `feedback.nothing-to-tell`, `feedback.known-already` unless this update told it */
async function toTell(ctx: Context, classId: string, cadreId: string): Promise<FeedbackRow> {
  const row = await rowOf(ctx, classId, cadreId);
  if (row.state === 'acknowledged' && row.toldByUpdate !== ctx.update.id) throw await knownAlready(ctx, row);
  return row;
}

async function rowOf(ctx: Context, classId: string, cadreId: string): Promise<FeedbackRow> {
  await ctx.require('feedback.tell', { classId, cadreId });
  const row = await ctx.store.feedbacks.byId(classId, cadreId);
  if (row !== null) return row;
  const person = await ctx.store.cadres.byId(cadreId);
  throw new RuleError('feedback.nothing-to-tell', { name: person?.name ?? '' });
}

async function knownAlready(ctx: Context, { name, acknowledgedBy = '' }: FeedbackRow): Promise<RuleError> {
  const by = await ctx.store.cadres.byId(acknowledgedBy);
  return new RuleError('feedback.known-already', { name, by: by?.name ?? '他人' });
}

async function tell(ctx: Context, classId: string, cadreId: string, toldHow: string): Promise<void> {
  const row = await toTell(ctx, classId, cadreId);
  const by = { acknowledgedBy: ctx.person._id, acknowledgedAt: ctx.now, toldHow, toldByUpdate: ctx.update.id };
  const told = await ctx.store.feedbacks.tell(row, by);
  if (told?.toldByUpdate !== ctx.update.id) throw await knownAlready(ctx, told ?? row);
  await showUntold(ctx, await findClass(ctx, classId));
  await closeCardOfHead(ctx, row);
  await ctx.reply(toldWords.noted(classId, row.name, toldHow));
}

async function takeBack(ctx: Context, trainingClass: ClassRow, cadreId: string): Promise<void> {
  const row = await rowOf(ctx, trainingClass._id, cadreId);
  if (row.toldHow === undefined && row.toldByUpdate !== ctx.update.id)
    throw new RuleError('feedback.not-told', { name: row.name });
  await ctx.store.feedbacks.takeBackTold(row, ctx.update.id);
  await ctx.reply(toldWords.takenBack(row.name));
  // It is to be done again, so that whoever took it back has the card again.
  const left = await untoldOf(ctx, trainingClass._id);
  if (left.length > 0) await ctx.reply(toldWords.card(trainingClass, left));
}

/** A head who was told of all without the card is asked no more. */
async function closeCardOfHead(ctx: Context, { classId, unitId, headId }: FeedbackRow): Promise<void> {
  const rows = headId === undefined ? [] : await ctx.store.feedbacks.ofUnit(classId, unitId);
  if (headId !== undefined && rows.every(({ state }) => state !== 'sent'))
    await settleCopies(ctx, headId, feedbackCardId(classId, unitId), toldWords.settledForHead);
}

/** The card on every screen of the department names whoever is left, and is closed where nobody is. */
async function showUntold(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const id = untoldCardId(trainingClass._id);
  for (const { _id } of await ctx.store.cadres.withRole('orgDept')) {
    const before = (await ctx.store.sentCards.copies([_id], cardCode(id))).at(-1)?.message;
    await showAsThingsStand(ctx, _id, id, async () => {
      const left = await untoldOf(ctx, trainingClass._id);
      if (left.length > 0) return toldWords.card(trainingClass, left);
      return before?.kind === 'card' ? { ...before, settled: toldWords.settled } : undefined;
    });
  }
}

async function untoldOf({ store }: Context, classId: string): Promise<Untold[]> {
  const rows = (await store.feedbacks.ofClass(classId)).filter(({ state }) => state === 'nobody');
  const units = new Map((await store.units.many(rows.map(({ unitId }) => unitId))).map((unit) => [unit._id, unit]));
  return rows.map((row) => untold(row, units.get(row.unitId)));
}
