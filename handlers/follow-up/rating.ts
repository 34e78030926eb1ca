import { textArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { reviseCopies, screensOfOffice, settleCopies, showAsThingsStand } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { cardCode } from '../../src/chat/message.ts';
import { cleaned } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { MOST_POINTS, needsExample, readPoints } from '../../src/training/follow-up/points.ts';
import { giveExample, scorePerson } from '../../src/training/follow-up/presses.ts';
import { followUpWords, selfCardId, unitCardId } from '../../src/training/follow-up/rating-words.ts';
import { personWithin } from './follow-up-scope.ts';
import { enterPoints, newestOf, onSameCard, type Rated, ratedIn } from './rated.ts';

const mostLetters = 300;

/** Some months after a class: the trainee rates oneself, the head all own people of the class, on one card each, or by typed numbers. */
export function followUpRating(router: Router): void {
  router.command(
    {
      names: ['跟踪自评', 'rate-myself'],
      action: 'follow-up.own',
      right: 'speaker',
      args: [textArg('typed', '各项分数和事例')],
      missing: '请写明各项分数（1 至 5）和事例。',
      example: '/跟踪自评 4 3 4 4 3 牵头化解两件积案',
      about: '结业 3、6、12 个月时自评，逐项 1 至 5 分，4 分及以上的写一句事例',
      next: '即时保存；更正请再发一次。',
    },
    async (ctx, { typed }) => take(ctx, await newestOf(ctx, ctx.person._id, 'self'), typed),
  );
  router.command(
    {
      names: ['跟踪评价', 'rate-trainee'],
      action: 'follow-up.rate',
      right: 'found',
      args: [wordArg('whose', '姓名'), textArg('typed', '各项分数和事例')],
      missing: '请写明姓名、各项分数（1 至 5）和事例。',
      example: '/跟踪评价 {followed} 4 3 4 4 3 牵头化解两件积案',
      about: '评价本单位学员结业后的表现，逐项 1 至 5 分，4 分及以上的写一句事例',
      next: '即时保存，本人可在学册中看到；更正请再发一次。',
    },
    async (ctx, { whose, typed }) => {
      const person = await personWithin(ctx, 'follow-up.rate', whose);
      await take(ctx, await newestOf(ctx, person._id, 'unit'), typed);
    },
  );
  router.press(scorePerson, async (ctx, { classId, months, cadreId, points }) => {
    const rated = await ratedIn(ctx, classId, months, cadreId);
    const given = pressed(points, rated);
    const { items, name } = rated.person;
    if (given.length < items.length) return goOn(ctx, rated, given);
    if (!needsExample(given, rated.rules)) return enter(ctx, rated, given, '');
    await ctx.expect(giveExample.with({ classId, months, cadreId, points: given.join('-') }));
    await ctx.reply(followUpWords.askExample(rated.way === 'self' ? '' : name, given, items));
  });
  router.press(giveExample, async (ctx, { classId, months, cadreId, points }) => {
    const rated = await ratedIn(ctx, classId, months, cadreId);
    await enter(ctx, rated, pressed(points, rated), shortened(ctx.words ?? ''));
  });
}

/** `4-4` as two numbers, no more than there are items. @throws RuleError `follow-up.bad-points` */
function pressed(points: string, { person: { items } }: Rated): number[] {
  const given = points
    .split('-')
    .filter((each) => each !== '')
    .map(Number);
  const isRead = given.every((each) => Number.isInteger(each) && each >= 1 && each <= MOST_POINTS);
  if (isRead && given.length <= items.length) return given;
  throw new RuleError('follow-up.bad-points', { count: items.length, names: items.map(({ name }) => name).join('、') });
}

function shortened(words: string): string {
  return [...cleaned(words)].slice(0, mostLetters).join('');
}

async function take(ctx: Context, rated: Rated, typed: string): Promise<void> {
  const { given, words } = readPoints(typed, rated.person.items);
  await enter(ctx, rated, given, shortened(words));
}

/** The next item on the same card. */
async function goOn(ctx: Context, rated: Rated, given: readonly number[]): Promise<void> {
  const { trainingClass, row, rules, person, way } = rated;
  if (way === 'self') {
    const card = followUpWords.selfCard(trainingClass, row, person, rules, given);
    return reviseCopies(ctx, card.id, () => card);
  }
  const { people } = await onSameCard(ctx, rated);
  // Whoever is rated anew comes first again.
  const others = people.filter(({ cadreId }) => cadreId !== person.cadreId);
  const { given: _, ...anew } = person;
  const card = followUpWords.unitCard(trainingClass, row, [anew, ...others], rules, given);
  await reviseCopies(ctx, card.id, () => card);
}

async function enter(ctx: Context, rated: Rated, given: readonly number[], words: string): Promise<void> {
  await enterPoints(ctx, rated, given, words);
  const { person, row, way } = rated;
  if (way === 'unit') return showUnit(ctx, rated, given);
  await ctx.settle(followUpWords.selfSettled(given));
  await settleCopies(ctx, ctx.person._id, selfCardId(row), followUpWords.selfSettled(given));
  if (ctx.pressed?.delivery === undefined) await ctx.reply(followUpWords.selfTaken(row.months, given, person.items));
}

/** The card goes on with the next of the people, in place, or anew below what was typed; with the last it is settled, on the head's screen and the stand-in's. */
async function showUnit(ctx: Context, rated: Rated, given: readonly number[]): Promise<void> {
  const { trainingClass, row, rules, person } = rated;
  const { raterId, people } = await onSameCard(ctx, rated);
  const left = people.filter((each) => each.given === undefined).length;
  const cardId = unitCardId(row);
  const asItStands = followUpWords.unitCard(trainingClass, row, people, rules);
  const card = left === 0 ? { ...asItStands, settled: followUpWords.unitSettled(people.length) } : asItStands;
  const screens = raterId === undefined ? [ctx.person._id] : await screensOfOffice(ctx, raterId);
  for (const screen of screens)
    if (screen !== ctx.person._id) await showAsThingsStand(ctx, screen, cardId, async () => card);
  if (ctx.pressed?.delivery !== undefined) {
    if (card.settled !== undefined) await ctx.settle(card.settled);
    return reviseCopies(ctx, cardId, () => card);
  }
  const hadCard = await settledHere(
    ctx,
    cardId,
    card.settled ?? followUpWords.unitGoesOn(people.length - left, people.length),
  );
  await ctx.reply(followUpWords.unitTaken(person.name, given, person.items));
  if (hadCard && left > 0) await ctx.reply(card);
}

/** Settles the card on the screen of whoever acts. @returns whether there was one */
async function settledHere(ctx: Context, cardId: string, settled: string): Promise<boolean> {
  const { sentCards } = ctx.store;
  const before = await sentCards.copies([ctx.person._id], cardCode(cardId));
  await settleCopies(ctx, ctx.person._id, cardId, settled);
  return before.length > 0;
}
