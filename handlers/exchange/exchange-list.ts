import { numberedArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { Subject } from '../../src/county/policy.ts';
import { RuleError } from '../../src/errors.ts';
import type { ExchangePairRow } from '../../src/training/exchange/exchange-pairs.ts';
import { logStanding, unitsOf } from '../../src/training/exchange/exchange-standing.ts';
import { exchangeListWords } from '../../src/training/exchange/list-words.ts';
import { pairNames } from '../../src/training/exchange/pair-names.ts';
import { sendPairLog, sendPairs } from '../../src/training/exchange/presses.ts';

/** `/跟班`: staff see the year's pairs, units those they are part of, the two themselves their own. */
export function exchangeList(router: Router): void {
  router.command(
    {
      names: ['跟班', 'exchange', '跟班列表'],
      action: 'exchange.read',
      right: 'found',
      args: [optional(numberedArg('number', '编号或年份'))],
      example: '/跟班',
      about: '查看双向跟班学习：本年度的、本单位的或本人的，写编号的看一对',
      next: '先列对数；组织方用“/改跟班”更改、“/取消跟班”取消，可发送表格。',
    },
    (ctx, { number }) => (number === undefined || /^\d{4}$/u.test(number) ? list(ctx, number) : show(ctx, number)),
  );
  router.word(['我的跟班', '跟班安排'], (ctx) => list(ctx));
  router.sheet(sendPairs, async (ctx, { year }) => {
    const pairs = await readable(ctx, year);
    return exchangeListWords.sheet(year, pairs, await pairNames(ctx.store, pairs), beijingDateOf(ctx.now));
  });
  router.sheet(sendPairLog, async (ctx, { pair }) => {
    const row = await readablePair(ctx, pair);
    const isOwn = row.sides.some(({ cadreId }) => cadreId === ctx.person._id);
    const all = await ctx.store.exchangeNotes.ofPair(pair);
    const notes = isOwn ? all.filter(({ cadreId }) => cadreId === ctx.person._id) : all;
    const names = await pairNames(
      ctx.store,
      [row],
      notes.map(({ cadreId }) => cadreId),
    );
    return exchangeListWords.logSheet(row, notes, names);
  });
}

/** For whom a pair is looked up: its class, each of its units, each of the two. */
function placesOf(pair: ExchangePairRow): Subject[] {
  const ofClass = pair.classId === undefined ? {} : { classId: pair.classId };
  return [
    ofClass,
    ...unitsOf(pair).map((unitId) => ({ unitId })), // As long as units are asked the two do not know of it.
    ...(pair.state === 'agreed' ? pair.sides.map(({ cadreId }) => ({ cadreId })) : []),
  ];
}

async function mayRead(ctx: Context, pair: ExchangePairRow): Promise<boolean> {
  for (const subject of placesOf(pair)) if (await ctx.may('exchange.read', subject)) return true;
  return false;
}

/** The pairs of a year that this person may read. Whoever answers for no more reads their own alone. */
async function readable(ctx: Context, year: string): Promise<ExchangePairRow[]> {
  const pairs = await ctx.store.exchangePairs.ofYear(year);
  const mine: ExchangePairRow[] = [];
  for (const pair of pairs) if (await mayRead(ctx, pair)) mine.push(pair);
  return mine;
}

/** @throws RuleError `record.unknown`, also for what this person may not read */
async function readablePair(ctx: Context, number: string): Promise<ExchangePairRow> {
  const pair = await ctx.store.exchangePairs.byId(number);
  if (pair === null || !(await mayRead(ctx, pair))) throw new RuleError('record.unknown', { what: '跟班学习', number });
  return pair;
}

async function list(ctx: Context, wanted?: string): Promise<void> {
  const todayOn = beijingDateOf(ctx.now);
  const year = wanted ?? todayOn.slice(0, 4);
  const pairs = await readable(ctx, year);
  const [only, ...others] = pairs;
  const isOwn = only?.sides.some(({ cadreId }) => cadreId === ctx.person._id) === true;
  if (wanted === undefined && only !== undefined && others.length === 0 && isOwn) return showPair(ctx, only);
  if (pairs.length === 0 && !(await ctx.may('exchange.read', {}))) return ctx.reply(exchangeListWords.nothing);
  const names = await pairNames(ctx.store, pairs);
  await ctx.reply(exchangeListWords.list(ctx.update.id, year, pairs, names, todayOn));
}

async function show(ctx: Context, number: string): Promise<void> {
  await showPair(ctx, await readablePair(ctx, number));
}

async function showPair(ctx: Context, pair: ExchangePairRow): Promise<void> {
  const todayOn = beijingDateOf(ctx.now);
  const notes = await ctx.store.exchangeNotes.ofPair(pair._id);
  const sides = pair.sides.map(({ cadreId }) => ({
    log: logStanding(pair, notes, cadreId, todayOn),
    points: pair.ratings.findLast((each) => each.cadreId === cadreId)?.points,
  }));
  const names = await pairNames(
    ctx.store,
    [pair],
    pair.history.map(({ by }) => by),
  );
  const ownAt = pair.sides.findIndex(({ cadreId }) => cadreId === ctx.person._id);
  const shown = sides.map((side, at) => (ownAt >= 0 && at !== ownAt ? undefined : side));
  const more = notes.length === 0 ? [] : [exchangeListWords.logButton(pair)];
  await ctx.reply(exchangeListWords.pair(ctx.update.id, pair, names, todayOn, shown, more));
}
