import { dateArg, numberArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import { RuleError } from '../../src/errors.ts';
import type { ExchangePairRow, ExchangeSide } from '../../src/training/exchange/exchange-pairs.ts';
import type { ExchangeProposalRow } from '../../src/training/exchange/exchange-proposals.ts';
import { checkPeriod, unitsOf } from '../../src/training/exchange/exchange-standing.ts';
import { mentorIn } from '../../src/training/exchange/mentor.ts';
import { pairPerson } from '../../src/training/exchange/pair-facts.ts';
import { pairNames } from '../../src/training/exchange/pair-names.ts';
import { type ProposedPair, proposePairs } from '../../src/training/exchange/pairing.ts';
import { askPairUnits, dropPairs, sendProposedPairs } from '../../src/training/exchange/presses.ts';
import { pairingWords } from '../../src/training/exchange/words.ts';
import { busyIn, classOf, exchangeRulesOf, subjectOf } from './exchange-facts.ts';
import { type ExchangeScope, exchangeScopeArg } from './exchange-scope.ts';
import { askUnits } from './exchange-unit.ts';

/** `/跟班配对`: people who could change places are paired from the base, shown with the reasons, and their units are asked. */
export function exchangePropose(router: Router): void {
  router.command(
    {
      names: ['跟班配对', 'pair-exchange'],
      action: 'exchange.propose',
      right: 'found',
      args: [
        exchangeScopeArg,
        dateArg('fromOn', '开始', { ofRange: true }),
        dateArg('toOn', '结束'),
        optional(numberArg('most', '对数', 3)),
      ],
      missing: '请写明班号或范围、开始和结束日期。',
      example: '/跟班配对 {exchangeWanted}',
      about: '从信息库提出双向跟班学习配对，并写明理由',
      next: '先列配对方案，确认后征求两个单位意见，单位同意后告知本人。',
    },
    propose,
  );
  router.preview(
    {
      confirm: askPairUnits,
      drop: dropPairs,
      shown: (ctx, { proposal }) => shownProposal(ctx, proposal),
      forget: (ctx, { _id }) => ctx.store.exchangeProposals.end(_id, 'dropped'),
      dropped: pairingWords.dropped,
    },
    confirm,
  );
  router.sheet(sendProposedPairs, async (ctx, { proposal }) => {
    const row = await shownProposal(ctx, proposal);
    return pairingWords.sheet(row, await pairNames(ctx.store, row.pairs));
  });
}

interface Wanted {
  among: ExchangeScope;
  fromOn: string;
  toOn: string;
  most: number | undefined;
}

async function propose(ctx: Context, { among, fromOn, toOn, most }: Wanted): Promise<void> {
  const { trainingClass, tree, scope } = among;
  const todayOn = beijingDateOf(ctx.now);
  const rules = (trainingClass === undefined ? ctx.rules : ctx.rulesOf(trainingClass)).exchange;
  checkPeriod({ fromOn, toOn }, trainingClass, todayOn, rules);
  const others = among.people.filter(({ _id, unitId }) => _id !== ctx.person._id && tree.unit(unitId) !== undefined);
  const ofClass = trainingClass === undefined ? {} : { inClass: trainingClass._id };
  const busy = await busyIn(ctx, { fromOn, toOn }, others, ofClass);
  const free = others.filter(({ _id }) => !busy.has(_id)).map((cadre) => pairPerson(cadre, tree, todayOn));
  const areRelated = (one: string, other: string) => tree.isWithin(one, other) || tree.isWithin(other, one);
  const pairing = proposePairs(free, rules, areRelated, most);
  const busyCount = others.filter(({ _id }) => busy.has(_id)).length;
  if (pairing.pairs.length === 0) return ctx.reply(pairingWords.nobody(scope, pairing, busyCount));
  const row: ExchangeProposalRow = {
    ...{ _id: ctx.update.id, scope, fromOn, toOn, state: 'draft', madeBy: ctx.person._id, madeAt: ctx.now },
    ...(trainingClass === undefined ? {} : { classId: trainingClass._id }),
    pairs: await withMentors(ctx, pairing.pairs),
  };
  await ctx.store.exchangeProposals.keep(row);
  const names = await pairNames(ctx.store, row.pairs);
  const units = new Set(row.pairs.flatMap(unitsOf)).size;
  await ctx.reply(pairingWords.preview(row, names, units, pairingWords.left(pairing, busyCount)));
}

/** Both directions of each pair, with the mentors who are proposed. */
async function withMentors(ctx: Context, pairs: readonly ProposedPair[]): Promise<ExchangeProposalRow['pairs']> {
  const unitIds = [...new Set(pairs.flatMap(({ one, other }) => [one.unitId, other.unitId]))];
  const [units, people] = await Promise.all([ctx.store.units.many(unitIds), ctx.store.cadres.inUnits(unitIds)]);
  const away = new Set(pairs.flatMap(({ one, other }) => [one.cadreId, other.cadreId]));
  const guided = new Map<string, number>();
  const side = (going: ProposedPair['one'], host: ProposedPair['one']): ExchangeSide => {
    const headId = units.find(({ _id }) => _id === host.unitId)?.headId;
    const own = people.filter(({ unitId }) => unitId === host.unitId);
    const mentorId = mentorIn({ people: own, headId, guided, away });
    if (mentorId !== undefined) guided.set(mentorId, (guided.get(mentorId) ?? 0) + 1);
    return {
      ...{ cadreId: going.cadreId, unitId: going.unitId, hostUnitId: host.unitId },
      ...(mentorId === undefined ? {} : { mentorId }),
    };
  };
  return pairs.map(({ kind, one, other, reasons }) => ({
    kind,
    sides: [side(one, other), side(other, one)],
    reasons,
  }));
}

async function shownProposal(ctx: Context, proposal: string): Promise<ExchangeProposalRow> {
  const subject = ({ classId, pairs }: ExchangeProposalRow) =>
    subjectOf({ ...(classId === undefined ? {} : { classId }), sides: pairs.flatMap(({ sides }) => sides) });
  const gone = new RuleError('exchange.proposal-gone', {});
  return ctx.requireFound('exchange.propose', await ctx.store.exchangeProposals.byId(proposal), subject, gone);
}

async function confirm(ctx: Context, row: ExchangeProposalRow): Promise<void> {
  if (row.state === 'draft') await refuseOutdated(ctx, row);
  if ((await ctx.store.exchangeProposals.end(row._id, 'asked')) !== 'asked')
    throw new RuleError('exchange.proposal-gone', {});
  const pairs = await withoutOvertaken(ctx, await make(ctx, row));
  if (pairs.length === 0) throw new RuleError('exchange.proposal-gone', {});
  const units = [...new Set(pairs.flatMap(unitsOf))];
  const names = await pairNames(ctx.store, pairs);
  for (const unitId of units) await askUnits(ctx, row._id, unitId, pairs, names, 'first');
  await ctx.settle(pairingWords.askedSettled);
  const year = beijingDateOf(row.madeAt).slice(0, 4);
  await ctx.reply(
    pairingWords.asked(
      pairs.map(({ _id }) => _id),
      units.length,
      year,
    ),
  );
}

/** What was shown may not hold any more, e.g. where somebody else has confirmed a proposal with the same people. @throws RuleError `exchange.busy` */
async function refuseOutdated(ctx: Context, { classId, fromOn, toOn, pairs }: ExchangeProposalRow): Promise<void> {
  const ofClass = classId === undefined ? {} : { classId };
  const trainingClass = await classOf(ctx, ofClass);
  checkPeriod({ fromOn, toOn }, trainingClass, beijingDateOf(ctx.now), await exchangeRulesOf(ctx, ofClass));
  const people = await ctx.store.cadres.many(pairs.flatMap(({ sides }) => sides.map(({ cadreId }) => cadreId)));
  const busy = await busyIn(ctx, { fromOn, toOn }, people, classId === undefined ? {} : { inClass: classId });
  const taken = people.find(({ _id }) => busy.has(_id));
  if (taken !== undefined) throw new RuleError('exchange.busy', { name: taken.name, why: busy.get(taken._id) ?? '' });
}

/**
 * The pairs without those of whom somebody is in a pair that was made at the same moment from another proposal: of two, the one with the earlier
 * number stands, which was there before the other asked.
 */
async function withoutOvertaken(ctx: Context, pairs: readonly ExchangePairRow[]): Promise<ExchangePairRow[]> {
  const standing: ExchangePairRow[] = [];
  for (const pair of pairs) {
    const others = (
      await Promise.all(pair.sides.map(({ cadreId }) => ctx.store.exchangePairs.ofCadre(cadreId)))
    ).flat();
    const isOvertaken = others.some(
      (each) =>
        each.proposal !== pair.proposal &&
        (each.state === 'asked' || each.state === 'agreed') &&
        each.fromOn <= pair.toOn &&
        pair.fromOn <= each.toOn &&
        each.year === pair.year &&
        each.number < pair.number,
    );
    if (!isOvertaken) standing.push(pair);
    else
      await ctx.store.exchangePairs.change(pair._id, {
        ...{ act: 'cancel', by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now, reason: '' },
        from: ['asked'],
        set: () => ({ state: 'cancelled' }),
      });
  }
  return standing;
}

/** Keeps the pairs, each under its number; whoever confirms twice makes the same. */
async function make(ctx: Context, row: ExchangeProposalRow): Promise<ExchangePairRow[]> {
  const { answerWorkingDays, answerByClock } = await exchangeRulesOf(ctx, row);
  const answerBy = beijingTime(addWorkingDays(beijingDateOf(ctx.now), answerWorkingDays), answerByClock);
  const made: ExchangePairRow[] = [];
  for (const [index, { kind, sides, reasons }] of row.pairs.entries())
    made.push(
      await ctx.store.exchangePairs.create({
        ...{ year: beijingDateOf(row.madeAt).slice(0, 4), kind, sides, reasons: [...reasons] },
        ...(row.classId === undefined ? {} : { classId: row.classId }),
        ...{ fromOn: row.fromOn, toOn: row.toOn, state: 'asked', answers: [], ratings: [], answerBy },
        ...{ proposal: row._id, madeBy: ctx.person._id, madeAt: ctx.now, byUpdate: `${row._id}:${index}` },
      }),
    );
  return made;
}
