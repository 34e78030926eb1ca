import { numberedArg, textArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { reviseCopies, screensOfOffice, settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import { type ExchangePairRow, type ExchangeSide, isPairMovedBy } from '../../src/training/exchange/exchange-pairs.ts';
import type { ExchangeRules } from '../../src/training/exchange/exchange-rules.ts';
import { closesOn, pointsTyped } from '../../src/training/exchange/exchange-standing.ts';
import { pairNames } from '../../src/training/exchange/pair-names.ts';
import { rateAllBest, rateItem, submitRating } from '../../src/training/exchange/presses.ts';
import { ratingCardId, ratingWords } from '../../src/training/exchange/rating-words.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { classOf, exchangeRulesOf } from './exchange-facts.ts';

/** The host rates whoever came on five items: on one card, whose items follow each other in place, or by five typed numbers. */
export function exchangeRating(router: Router): void {
  router.command(
    {
      names: ['跟班评价', 'rate-exchange'],
      action: 'exchange.rate',
      right: 'found',
      args: [numberedArg('number', '编号'), textArg('typed', '五项分数')],
      missing: '请写明编号和五项分数。',
      example: '/跟班评价 {exchange} 18 19 20 17 18',
      about: '评价来本单位跟班的人员，五项各 20 分',
      next: '即时记录并告知本人；更正的，再发一次。',
    },
    async (ctx, { number, typed }) => {
      const found = await ratedSide(ctx, number);
      await rate(ctx, found, pointsTyped(typed, found.rules));
    },
  );
  router.press(rateItem, async (ctx, { pair, cadreId, points }) => {
    const { row, rules } = await ratedSide(ctx, pair, cadreId);
    const names = await pairNames(ctx.store, [row]);
    const given = asPoints(points).slice(0, rules.rating.items.length);
    const card = ratingWords.card(row, cadreId, names, rules, closesOn(row, rules), given);
    if (ctx.pressed?.delivery === undefined) return ctx.reply(card);
    await reviseCopies(ctx, card.id, () => card);
  });
  router.press(rateAllBest, async (ctx, { pair, cadreId }) => {
    const found = await ratedSide(ctx, pair, cadreId);
    await rate(ctx, found, bestPoints(found.rules));
  });
  router.press(submitRating, async (ctx, { pair, cadreId, points }) => {
    const found = await ratedSide(ctx, pair, cadreId);
    await rate(ctx, found, pointsTyped(asPoints(points).join(' '), found.rules));
  });
}

/** `20-17` as two numbers. */
function asPoints(written: string): number[] {
  return written === '' ? [] : written.split('-').map(Number);
}

function bestPoints({ rating: { items, levels } }: ExchangeRules): number[] {
  return items.map(({ most }) => Math.round((most * (levels[0]?.percent ?? 100)) / 100));
}

interface Rated {
  row: ExchangePairRow;
  side: ExchangeSide;
  rules: ExchangeRules;
}

/**
 * Whoever came to where this person is head, liaison or the named mentor, while rating is open.
 * @throws RuleError `policy…`, `record.unknown`, `score.class-graded`, `exchange.not-agreed`, `exchange.not-begun`, `exchange.rating-closed`
 */
async function ratedSide(ctx: Context, number: string, cadreId?: string): Promise<Rated> {
  const row = await ctx.store.exchangePairs.byId(number);
  const unknown = new RuleError('record.unknown', { what: '跟班学习', number });
  const sides = row?.sides.filter((each) => cadreId === undefined || each.cadreId === cadreId) ?? [];
  const subject = (side: ExchangeSide) => subjectFor(row, side);
  const mine = await ctx.allowedOf('exchange.rate', sides, subject);
  const side = await ctx.requireFound('exchange.rate', mine[0] ?? sides[0], subject, unknown);
  if (row === null) throw unknown;
  const rules = await exchangeRulesOf(ctx, row);
  const todayOn = beijingDateOf(ctx.now);
  const trainingClass = await classOf(ctx, row);
  if (trainingClass !== undefined && !isPairMovedBy(row, ctx.update.id)) refuseWhenGraded(trainingClass);
  if (row.state !== 'agreed') throw new RuleError('exchange.not-agreed', { pair: row._id });
  if (todayOn < row.fromOn) throw new RuleError('exchange.not-begun', { pair: row._id });
  if (todayOn > closesOn(row, rules)) throw new RuleError('exchange.rating-closed', { pair: row._id });
  return { row, side, rules };
}

/** Neither of the two rates: whoever changes places with somebody is no host of theirs. */
function subjectFor(pair: ExchangePairRow | null, { hostUnitId, mentorId }: ExchangeSide) {
  const cadreIds = pair?.sides.map(({ cadreId }) => cadreId) ?? [];
  return { unitId: hostUnitId, cadreIds, ...(mentorId === undefined ? {} : { mentorId }) };
}

async function rate(ctx: Context, { row, side, rules }: Rated, points: readonly number[]): Promise<void> {
  const { cadreId, hostUnitId, mentorId } = side;
  const rating = { cadreId, points, by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const rated = await ctx.store.exchangePairs.change(row._id, {
    ...{ act: 'rating', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now },
    from: ['agreed'],
    set: ({ ratings }) => ({ ratings: [...ratings, rating] }),
  });
  if (rated === null || !isPairMovedBy(rated, ctx.update.id))
    throw new RuleError('exchange.change-gone', { pair: row._id });
  const names = await pairNames(ctx.store, [row]);
  const key = `exchange-rated:${row._id}:${cadreId}:${ctx.update.id}` as const;
  await ctx.sendAll([{ cadreId, message: text(ratingWords.told(row, points, rules)), key, urgency: 'low' }]);
  const [unit] = await ctx.store.units.many([hostUnitId]);
  for (const id of [mentorId, unit?.headId, unit?.liaisonId].filter((each) => each !== undefined))
    for (const each of await screensOfOffice(ctx, id))
      await settleCopies(ctx, each, ratingCardId(row._id, cadreId), ratingWords.settled(points));
  await ctx.reply(ratingWords.rated(row, names.person(cadreId), points, rules));
}
