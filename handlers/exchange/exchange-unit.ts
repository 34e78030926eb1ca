import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { type ExchangePairRow, isPairMovedBy, type UnitAnswer } from '../../src/training/exchange/exchange-pairs.ts';
import { stateAfter, unitsOf } from '../../src/training/exchange/exchange-standing.ts';
import { ofHeldClasses } from '../../src/training/exchange/held-class.ts';
import { pairNames } from '../../src/training/exchange/pair-names.ts';
import {
  agreeToPairs,
  askPairRefusal,
  choosePairsRefused,
  givePairRefusal,
} from '../../src/training/exchange/presses.ts';
import { exchangeUnitWords, unitCardId } from '../../src/training/exchange/unit-words.ts';
import type { PairNames } from '../../src/training/exchange/words.ts';
import { tellOff, tellPeople } from './tell-people.ts';

type OfUnit = Facts<typeof agreeToPairs>;

const leastWords = 4;

/** Head or liaison of a unit answer for whom it sends and takes in. */
export function exchangeUnit(router: Router): void {
  router.word(['跟班征求意见'], showAgain);
  router.press(agreeToPairs, async (ctx, about) => {
    const pairs = await askedPairs(ctx, about);
    await answer(ctx, about, pairs, { agrees: true });
    await tellWhenAllAnswered(ctx, about);
    await settleCopies(ctx, ctx.person._id, unitCardId(about), exchangeUnitWords.agreed);
    await ctx.reply(exchangeUnitWords.agreedReply(pairs.length));
  });
  router.press(askPairRefusal, async (ctx, about) => {
    const pairs = await askedPairs(ctx, about);
    if (pairs.length === 1) return askReason(ctx, about, pairs);
    await ctx.reply(exchangeUnitWords.choose(about, pairs, await pairNames(ctx.store, pairs)));
  });
  router.press(choosePairsRefused, async (ctx, about) => {
    const chosen = (await askedPairs(ctx, about)).filter(({ _id }) => ctx.choices.includes(_id));
    await askReason(ctx, about, chosen);
  });
  router.press(givePairRefusal, refuse);
}

async function askReason(ctx: Context, about: OfUnit, pairs: readonly ExchangePairRow[]): Promise<void> {
  if (pairs.length === 0) throw new RuleError('exchange.nobody-chosen', {});
  const numbers = pairs.map(({ _id }) => _id);
  await ctx.expect(givePairRefusal.with({ ...about, pairs: numbers.join(',') }));
  await ctx.reply(exchangeUnitWords.askReason(numbers));
}

async function refuse(ctx: Context, { pairs: numbers, ...about }: Facts<typeof givePairRefusal>): Promise<void> {
  const reason = [...(ctx.words ?? '').trim()].slice(0, 200).join('');
  const pairs = await askedPairs(ctx, about);
  if ([...reason].length < leastWords) throw new RuleError('exchange.few-words', { least: leastWords });
  const against = pairs.filter(({ _id }) => numbers.split(',').includes(_id));
  const rest = pairs.filter((pair) => !against.includes(pair));
  await answer(ctx, about, against, { agrees: false, reason });
  await answer(ctx, about, rest, { agrees: true });
  const against1 = against.map(({ _id }) => _id);
  const [first] = against;
  if (first !== undefined) {
    const names = await pairNames(ctx.store, against);
    const words = exchangeUnitWords.toProposer(against1, names.unit(about.unitId), reason);
    await ctx.send(first.madeBy, words, `exchange-refused:${about.proposal}:${about.unitId}:${ctx.update.id}`);
  }
  await settleCopies(ctx, ctx.person._id, unitCardId(about), exchangeUnitWords.refused);
  await ctx.reply(exchangeUnitWords.refusedReply(against1));
}

/** The pairs about which a unit may still answer. @throws RuleError `exchange.answered` */
async function askedPairs(ctx: Context, { proposal, unitId }: OfUnit): Promise<ExchangePairRow[]> {
  await ctx.requireIn('exchange.consult', { unitId });
  const todayOn = beijingDateOf(ctx.now);
  const pairs = await ofHeldClasses(ctx.store, await ctx.store.exchangePairs.ofProposal(proposal));
  const own = pairs.filter((pair) => unitsOf(pair).includes(unitId));
  const open = own.filter(
    (pair) => (pair.state !== 'cancelled' && pair.fromOn > todayOn) || isPairMovedBy(pair, ctx.update.id),
  );
  if (open.length === 0) throw new RuleError('exchange.answered', {});
  const cadreIds = open.flatMap(({ sides }) => sides.map(({ cadreId }) => cadreId));
  await ctx.require('exchange.consult', { unitId, cadreIds });
  return open;
}

/** Keeps what the unit says; whoever changes places is told once both have agreed. */
async function answer(
  ctx: Context,
  { unitId }: OfUnit,
  pairs: readonly ExchangePairRow[],
  said: Pick<UnitAnswer, 'agrees' | 'reason'>,
): Promise<void> {
  const step = { act: 'answer', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now } as const;
  for (const { _id } of pairs) {
    const row = await ctx.store.exchangePairs.change(_id, {
      ...{ ...step, ...(said.reason === undefined ? {} : { reason: said.reason }) },
      from: ['asked', 'agreed', 'refused'],
      set: (present) => {
        const answers = [
          ...present.answers.filter((each) => each.unitId !== unitId),
          { unitId, by: ctx.person._id, ...said },
        ];
        return { answers, state: stateAfter(present, answers) };
      },
    });
    if (row?.state === 'agreed') await tellPeople(ctx, row);
    if (row?.state === 'refused') await tellOff(ctx, row);
  }
}

/** Whoever proposed the pairs is told once, unless the last answer was an objection, which says as much. */
async function tellWhenAllAnswered(ctx: Context, { proposal }: OfUnit): Promise<void> {
  const all = (await ctx.store.exchangePairs.ofProposal(proposal)).filter(({ state }) => state !== 'cancelled');
  const [first] = all;
  const isAnswered = (pair: ExchangePairRow) =>
    unitsOf(pair).every((id) => pair.answers.some((each) => each.unitId === id));
  if (first === undefined || !all.every(isAnswered)) return;
  const counts = {
    agreed: all.filter(({ state }) => state === 'agreed').length,
    refused: all.filter(({ state }) => state === 'refused').length,
  };
  await ctx.send(first.madeBy, exchangeUnitWords.allAnswered(counts, first.year), `exchange-answered:${proposal}`);
}

/** Sends a unit the card that asks for its answer. @param round - `first`, or the update that asks anew */
export async function askUnits(
  ctx: Context,
  proposal: string,
  unitId: string,
  pairs: readonly ExchangePairRow[],
  names: PairNames,
  round: string,
): Promise<void> {
  const own = pairs.filter((pair) => unitsOf(pair).includes(unitId));
  const about = new Set(own.flatMap(({ sides }) => sides.map(({ cadreId }) => cadreId)));
  const unit = (await ctx.store.units.many([unitId]))[0];
  const answers = [unit?.liaisonId, unit?.headId].find((id) => id !== undefined && !about.has(id));
  if (answers === undefined) return;
  const card = exchangeUnitWords.card({ proposal, unitId }, own, names);
  await ctx.send(answers, card, `exchange-unit:${proposal}:${unitId}:${round}:${answers}`, own[0]?.answerBy);
}

/** What this person may still answer, e.g. to change the answer. */
async function showAgain(ctx: Context): Promise<void> {
  const { headsUnitIds, liaisesUnitIds } = await ctx.actor();
  const todayOn = beijingDateOf(ctx.now);
  const held = await ofHeldClasses(ctx.store, await ctx.store.exchangePairs.endingFrom(todayOn));
  const coming = held.filter(({ state, fromOn }) => state !== 'cancelled' && fromOn > todayOn);
  let cards = 0;
  for (const unitId of new Set([...headsUnitIds, ...liaisesUnitIds])) {
    const own = coming.filter((pair) => unitsOf(pair).includes(unitId));
    for (const proposal of new Set(own.map((pair) => pair.proposal))) {
      const pairs = own.filter((pair) => pair.proposal === proposal);
      await ctx.reply(exchangeUnitWords.card({ proposal, unitId }, pairs, await pairNames(ctx.store, pairs)));
      cards += 1;
    }
  }
  if (cards === 0) await ctx.reply(exchangeUnitWords.none);
}
