import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { RankLevel } from '../../src/county/cadre.ts';
import type { UnitRow } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import { type SeatTaker, seatTaker, seatTakers } from '../../src/training/call-up/quota.ts';
import type { QuotaCallRow } from '../../src/training/call-up/quota-calls.ts';
import type { ShownQuota } from '../../src/training/call-up/quota-words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { refuseIfIssued } from './call-up-issue.ts';

/** A quota call that is being drawn or that units answer. @throws RuleError `quota.none` */
export async function presentCall(ctx: Context, { _id: classId }: ClassRow): Promise<QuotaCallRow> {
  const call = await ctx.store.quotaCalls.ofClass(classId);
  const isOver = call?.state === 'cancelled' && !call.history.some(({ byUpdate }) => byUpdate === ctx.update.id);
  if (call === null || isOver) throw new RuleError('quota.none', { classId });
  return call;
}

/** The call of a class whose list is not out yet. @throws RuleError `quota.none`, `class.already-called` */
export async function changeableCall(ctx: Context, trainingClass: ClassRow): Promise<QuotaCallRow> {
  const call = await presentCall(ctx, trainingClass);
  await refuseIfIssued(ctx, trainingClass._id, undefined);
  return call;
}

/** What a press of the organisation department is about. @throws RuleError `policy…`, `quota.gone` */
export async function pressedCall(
  ctx: Context,
  { classId, call: id }: { classId: string; call: string },
): Promise<{ trainingClass: ClassRow; shown: ShownQuota }> {
  const trainingClass = await allowedClass(ctx, 'call-up.propose', classId);
  const call = await ctx.store.quotaCalls.byId(id);
  if (call === null || call.classId !== classId) throw new RuleError('quota.gone', {});
  return { trainingClass, shown: await shownQuota(ctx, call) };
}

export async function shownQuota({ store }: Context, call: QuotaCallRow): Promise<ShownQuota> {
  const quotas = await store.unitQuotas.ofCalls([call._id]);
  const units = await store.units.many(quotas.map(({ unitId }) => unitId));
  const ids = quotas.flatMap(({ cadreIds, pickedBy }) => [...cadreIds, ...(pickedBy === undefined ? [] : [pickedBy])]);
  const people = await store.cadres.many([...new Set(ids)]);
  return {
    ...{ call, quotas },
    unitNames: new Map(units.map(({ _id, name }) => [_id, name])),
    names: new Map(people.map(({ _id, name }) => [_id, name])),
  };
}

/** The units that pick people of these levels, by the rules of the class. */
export async function takersFor(ctx: Context, trainingClass: ClassRow, levels: readonly RankLevel[]) {
  const [units, peopleIn] = await Promise.all([ctx.store.units.all(), peopleByUnit(ctx, levels)]);
  return seatTakers(units, peopleIn, ctx.rulesOf(trainingClass).callUp);
}

/** One unit as the rules see it beside those that have seats already. */
export async function takerOf(
  ctx: Context,
  trainingClass: ClassRow,
  { call, quotas }: ShownQuota,
  { _id }: UnitRow,
): Promise<SeatTaker> {
  const [units, peopleIn] = await Promise.all([ctx.store.units.all(), peopleByUnit(ctx, call.rankLevels)]);
  const pickers = new Set([...quotas.map(({ unitId }) => unitId), _id]);
  return seatTaker(units, _id, pickers, peopleIn, ctx.rulesOf(trainingClass).callUp);
}

async function peopleByUnit({ store }: Context, levels: readonly RankLevel[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { unitId, rankLevel } of await store.cadres.all())
    if (levels.length === 0 || levels.includes(rankLevel)) counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
  return counts;
}
