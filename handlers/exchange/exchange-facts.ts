import type { Context } from '../../src/bot/context.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import { RuleError } from '../../src/errors.ts';
import { isExpected } from '../../src/training/call-up/call-up-state.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { ExchangePairRow } from '../../src/training/exchange/exchange-pairs.ts';
import type { ExchangeRules } from '../../src/training/exchange/exchange-rules.ts';
import { ofHeldClasses } from '../../src/training/exchange/held-class.ts';

/** The class a pair belongs to, if there is one. */
export async function classOf(ctx: Context, { classId }: { classId?: string }): Promise<ClassRow | undefined> {
  return classId === undefined ? undefined : ((await ctx.store.classes.byId(classId)) ?? undefined);
}

/** The rules of the class within which it takes place, else those of today. */
export async function exchangeRulesOf(ctx: Context, of: { classId?: string }): Promise<ExchangeRules> {
  const trainingClass = await classOf(ctx, of);
  return (trainingClass === undefined ? ctx.rules : ctx.rulesOf(trainingClass)).exchange;
}

/** The two of a pair, as what an act decides about. */
export function subjectOf({ classId, sides }: Pick<ExchangePairRow, 'sides'> & { classId?: string }) {
  return { ...(classId === undefined ? {} : { classId }), cadreIds: sides.map(({ cadreId }) => cadreId) };
}

/** A pair, if this person may do this to it. @throws RuleError `policy…`, `record.unknown` */
export async function pairNumbered(
  ctx: Context,
  number: string,
  action: 'exchange.propose' | 'exchange.visit',
): Promise<ExchangePairRow> {
  const unknown = new RuleError('record.unknown', { what: '跟班学习', number });
  return ctx.requireFound(action, await ctx.store.exchangePairs.byId(number), subjectOf, unknown);
}

interface Period {
  fromOn: string;
  toOn: string;
}

/**
 * Who is elsewhere in a period, and why, in words after the name.
 * @param inClass - the class within which they would change places
 * @param pairId - a pair whose own days do not count
 */
export async function busyIn(
  ctx: Context,
  { fromOn, toOn }: Period,
  people: readonly CadreRow[],
  { inClass, pairId }: { inClass?: string; pairId?: string } = {},
): Promise<ReadonlyMap<string, string>> {
  const { store } = ctx;
  const busy = new Map<string, string>();
  for (const { _id, secondment, absences = [] } of people) {
    const away = absences.find((each) => touches(each, { fromOn, toOn }));
    if (away !== undefined) busy.set(_id, `正在${away.what}`);
    if (secondment !== undefined && touches(secondment, { fromOn, toOn }))
      busy.set(_id, `在${secondment.place}挂职或借调`);
  }
  const classes = (await store.classes.endingFrom(fromOn)).filter(
    ({ _id, opensOn, state }) => _id !== inClass && opensOn <= toOn && state !== 'withdrawn',
  );
  for (const { _id, name } of classes) {
    const [callUps, trainees] = await Promise.all([store.callUps.ofClass(_id), store.enrollments.traineesOf(_id)]);
    const called = callUps.filter(({ state }) => isExpected(state));
    for (const { cadreId } of [...called, ...trainees]) busy.set(cadreId, `参加“${name}”`);
  }
  for (const pair of await ofHeldClasses(store, await store.exchangePairs.endingFrom(fromOn))) {
    if (pair._id === pairId || pair.fromOn > toOn || pair.state === 'cancelled' || pair.state === 'refused') continue;
    for (const { cadreId } of pair.sides) busy.set(cadreId, `已有跟班 ${pair._id}`);
  }
  return busy;
}

/** A date known only to the month covers all of it. */
function touches({ fromOn, untilOn }: { fromOn: string; untilOn?: string | undefined }, period: Period): boolean {
  const begins = fromOn <= period.toOn.slice(0, fromOn.length);
  return begins && (untilOn === undefined || untilOn >= period.fromOn.slice(0, untilOn.length));
}
