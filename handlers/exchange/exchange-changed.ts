import type { Context } from '../../src/bot/context.ts';
import { screensOfOffice, settleCopies, showAsThingsStand } from '../../src/bot/open-cards.ts';
import { findPerson } from '../../src/bot/people.ts';
import { beijingDateOf, beijingTime } from '../../src/calendar/beijing-time.ts';
import { readTypedDate, readTypedDays } from '../../src/calendar/typed-date.ts';
import { addWorkingDays } from '../../src/calendar/working-days.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { namedAs } from '../../src/county/people-meant.ts';
import { UnitTree } from '../../src/county/unit-tree.ts';
import { RuleError } from '../../src/errors.ts';
import { exchangeChangeWords } from '../../src/training/exchange/change-words.ts';
import type { ExchangeBefore, ExchangePairRow, ExchangeSide } from '../../src/training/exchange/exchange-pairs.ts';
import { checkPeriod, unitsOf } from '../../src/training/exchange/exchange-standing.ts';
import { mentorIn } from '../../src/training/exchange/mentor.ts';
import { pairPerson } from '../../src/training/exchange/pair-facts.ts';
import { pairNames } from '../../src/training/exchange/pair-names.ts';
import { reasonsFor } from '../../src/training/exchange/pairing.ts';
import { exchangeUnitWords, unitCardId } from '../../src/training/exchange/unit-words.ts';
import { busyIn, classOf, exchangeRulesOf } from './exchange-facts.ts';

export type ChangeKind = 'period' | 'person' | 'cancel';

interface Change {
  /** In words, without a full stop. */
  what: string;
  /** What was typed, so that it means the same when it is confirmed. */
  to: string;
  set: Partial<ExchangeBefore & { answerBy: Date }>;
}

/** What a typed change means for a pair as it is now. @throws RuleError `exchange.…`, `date.unreadable`, `person.…` */
export async function wantedChange(
  ctx: Context,
  pair: ExchangePairRow,
  { how, to }: { how: ChangeKind; to: string },
): Promise<Change> {
  if (pair.toOn < beijingDateOf(ctx.now) && how !== 'period') throw new RuleError('exchange.over', { pair: pair._id });
  switch (how) {
    case 'period':
      return otherPeriod(ctx, pair, to);
    case 'person':
      return otherPerson(ctx, pair, to);
    case 'cancel': {
      const what = exchangeChangeWords.cancel(pair, await pairNames(ctx.store, [pair]), to);
      return { what, to, set: { state: 'cancelled' } };
    }
  }
}

/** Both units answer anew. */
async function askedAnew(ctx: Context, pair: ExchangePairRow) {
  const { answerWorkingDays, answerByClock } = await exchangeRulesOf(ctx, pair);
  const answerBy = beijingTime(addWorkingDays(beijingDateOf(ctx.now), answerWorkingDays), answerByClock);
  return { state: 'asked' as const, answers: [], answerBy };
}

async function otherPeriod(ctx: Context, pair: ExchangePairRow, typed: string): Promise<Change> {
  const todayOn = beijingDateOf(ctx.saidAt);
  const words = typed.trim().split(/[\s，,]+/u);
  const [fromOn, toOn] = readTypedDays(words[0] ?? '', todayOn) ?? [
    readTypedDate(words[0] ?? '', todayOn),
    readTypedDate(words[1] ?? '', todayOn),
  ];
  const trainingClass = await classOf(ctx, pair);
  checkPeriod({ fromOn, toOn }, trainingClass, todayOn, await exchangeRulesOf(ctx, pair));
  const people = await ctx.store.cadres.many(pair.sides.map(({ cadreId }) => cadreId));
  await refuseBusy(ctx, { ...pair, fromOn, toOn }, people);
  const what = exchangeChangeWords.period(pair, fromOn, toOn);
  return { what, to: `${fromOn} ${toOn}`, set: { fromOn, toOn, ...(await askedAnew(ctx, pair)) } };
}

/** @throws RuleError `exchange.busy` */
async function refuseBusy(ctx: Context, pair: ExchangePairRow, people: readonly CadreRow[]): Promise<void> {
  const { _id: pairId, classId } = pair;
  const busy = await busyIn(ctx, pair, people, { pairId, ...(classId === undefined ? {} : { inClass: classId }) });
  const taken = people.find(({ _id }) => busy.has(_id));
  if (taken !== undefined) throw new RuleError('exchange.busy', { name: taken.name, why: busy.get(taken._id) ?? '' });
}

async function otherPerson(ctx: Context, pair: ExchangePairRow, typed: string): Promise<Change> {
  const [from = '', to = ''] = typed.trim().split(/[\s，,]+/u);
  const people = await ctx.store.cadres.many(pair.sides.map(({ cadreId }) => cadreId));
  const [leaving] = namedAs(
    people.map(({ _id, name }) => ({ cadreId: _id, name })),
    from,
  );
  const staying = people.find(({ _id }) => _id !== leaving?.cadreId);
  if (leaving === undefined || staying === undefined)
    throw new RuleError('exchange.not-in-pair', { name: from, pair: pair._id });
  const coming = await findPerson(ctx, to);
  const { classId } = pair;
  await ctx.require('exchange.propose', { ...(classId === undefined ? {} : { classId }), cadreIds: [coming._id] });
  const tree = new UnitTree(await ctx.store.units.all());
  if (tree.isWithin(coming.unitId, staying.unitId) || tree.isWithin(staying.unitId, coming.unitId))
    throw new RuleError('exchange.same-unit', { name: coming.name });
  await refuseBusy(ctx, pair, [coming]);
  const sides = await withPerson(ctx, pair, leaving.cadreId, coming, tree);
  const todayOn = beijingDateOf(ctx.now);
  const asOne = pair.sides[0]?.cadreId === leaving.cadreId ? [coming, staying] : [staying, coming];
  const [one, other] = asOne.map((cadre) => pairPerson(cadre, tree, todayOn));
  const reasons =
    one === undefined || other === undefined ? [] : ['组织方指定', ...reasonsFor(pair.kind, one, other).slice(2)];
  const what = exchangeChangeWords.person(leaving.name, coming.name, tree.unit(coming.unitId)?.name ?? '');
  return { what, to: `${leaving.cadreId} ${coming._id}`, set: { sides, reasons, ...(await askedAnew(ctx, pair)) } };
}

/** Both directions with somebody else on one of them. */
async function withPerson(
  ctx: Context,
  { sides }: ExchangePairRow,
  leaving: string,
  { _id: cadreId, unitId }: CadreRow,
  tree: UnitTree,
): Promise<ExchangeSide[]> {
  const away = new Set([cadreId, ...sides.map((side) => side.cadreId)]);
  const people = await ctx.store.cadres.inUnits([unitId]);
  const mentorId = mentorIn({ people, headId: tree.unit(unitId)?.headId, guided: new Map(), away });
  return sides.map(({ mentorId: former, ...side }) => {
    if (side.cadreId === leaving)
      return { ...side, cadreId, unitId, ...(former === undefined || former === cadreId ? {} : { mentorId: former }) };
    return { ...side, hostUnitId: unitId, ...(mentorId === undefined ? {} : { mentorId }) };
  });
}

/** What the units were asked of a pair does not stand any more; of others in the same card they are still asked. */
export async function closeUnitCards(ctx: Context, pair: ExchangePairRow): Promise<void> {
  const before = pair.history.find(({ byUpdate }) => byUpdate === ctx.update.id)?.before;
  const open = (await ctx.store.exchangePairs.ofProposal(pair.proposal)).filter(
    ({ _id, state }) => _id !== pair._id && state === 'asked',
  );
  const names = await pairNames(ctx.store, open);
  for (const unitId of before === undefined ? [] : unitsOf(before)) {
    const about = { proposal: pair.proposal, unitId };
    const left = open.filter((each) => unitsOf(each).includes(unitId));
    const [unit] = await ctx.store.units.many([unitId]);
    for (const id of [unit?.liaisonId, unit?.headId].filter((each) => each !== undefined))
      for (const cadreId of await screensOfOffice(ctx, id)) {
        if (left.length === 0) await settleCopies(ctx, cadreId, unitCardId(about), exchangeUnitWords.over);
        else
          await showAsThingsStand(ctx, cadreId, unitCardId(about), async () =>
            exchangeUnitWords.card(about, left, names),
          );
      }
  }
}
