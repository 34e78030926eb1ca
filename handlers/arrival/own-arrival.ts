import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Card } from '../../src/chat/message.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { type ArrivalFacts, readPlate } from '../../src/training/arrival/arrival.ts';
import { askPlate, givePlate, sayArrival } from '../../src/training/arrival/presses.ts';
import { arrivalCardId, arrivalWords } from '../../src/training/arrival/words.ts';
import { type ClassRow, isHeldHere } from '../../src/training/class/classes.ts';

/** Who comes to a class says once whether they stay, eat and drive; what they said for an earlier class is proposed. */
export function ownArrival(router: Router): void {
  router.word(['我的报到', '报到信息'], showAgain);
  router.press(sayArrival, say);
  router.press(askPlate, async (ctx, { classId }) => {
    await ownClass(ctx, classId);
    await ctx.expect(givePlate.with({ classId }));
    await ctx.reply(arrivalWords.askPlate);
  });
  router.press(givePlate, async (ctx, { classId }) => {
    const plate = readPlate(typedWord(ctx.words ?? ''));
    if (plate === undefined) throw new RuleError('arrival.no-plate', {});
    await keep(ctx, await ownClass(ctx, classId), { plate });
  });
}

/** The card that asks somebody, with what they said before. @param lines - what it is the answer to */
export async function arrivalCard(ctx: Context, trainingClass: ClassRow, lines: readonly string[]): Promise<Card> {
  return arrivalWords.ask(trainingClass, lines, (await knownOf(ctx, trainingClass._id)) ?? {});
}

/** What is known of them for this class, or else what they said last for another. */
async function knownOf({ store: { arrivals }, person }: Context, classId: string): Promise<ArrivalFacts | undefined> {
  return (await arrivals.byId(classId, person._id)) ?? arrivals.lastOf(person._id);
}

async function say(ctx: Context, { classId, lodging, meals }: Facts<typeof sayArrival>): Promise<void> {
  const trainingClass = await ownClass(ctx, classId);
  // The plate that the card showed: said for this class, or else for an earlier one.
  const before = await knownOf(ctx, classId);
  const plate = before?.plate === undefined ? {} : { plate: before.plate };
  await keep(ctx, trainingClass, { lodging, meals, ...plate });
}

async function keep(ctx: Context, trainingClass: ClassRow, set: ArrivalFacts): Promise<void> {
  const classId = trainingClass._id;
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const row = (await ctx.store.arrivals.say(classId, ctx.person._id, { ...by, set })) ?? set;
  const isWhole = row.lodging !== undefined && row.meals !== undefined;
  if (isWhole) await settleCopies(ctx, ctx.person._id, arrivalCardId(classId), arrivalWords.said(row));
  await ctx.reply(arrivalWords.saidReply(row));
}

async function showAgain(ctx: Context): Promise<void> {
  const running = await ctx.store.classes.endingFrom(beijingDateOf(ctx.now));
  const own = (await ctx.store.enrollments.ofCadre(ctx.person._id)).filter(({ state }) => state === 'enrolled');
  const classes = running.filter(
    (row) => row.state !== 'withdrawn' && isHeldHere(row) && own.some(({ classId }) => classId === row._id),
  );
  if (classes.length === 0) throw new RuleError('arrival.none', {});
  for (const trainingClass of classes) {
    const said = await ctx.store.arrivals.byId(trainingClass._id, ctx.person._id);
    await ctx.reply(await arrivalCard(ctx, trainingClass, said === null ? [] : [`${arrivalWords.said(said)}。`]));
  }
}

/** The class of the card, if this person comes to it. */
async function ownClass(ctx: Context, classId: string): Promise<ClassRow> {
  const row = await ctx.store.enrollments.byId(classId, ctx.person._id);
  if (row === null || row.state === 'withdrawn') throw new RuleError('arrival.none', {});
  await ctx.require('arrival.say', { classId, cadreId: row.cadreId });
  return findClass(ctx, classId);
}
