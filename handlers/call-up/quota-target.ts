import type { Context } from '../../src/bot/context.ts';
import { typedClassId } from '../../src/bot/open-classes.ts';
import { formatDay } from '../../src/calendar/beijing-time.ts';
import { joinedPeople } from '../../src/chat/command.ts';
import { unitNamed } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import { takesPicks } from '../../src/training/call-up/quota-calls.ts';
import type { ShownUnitQuota } from '../../src/training/call-up/quota-pick-words.ts';
import { isQuotaSetBy } from '../../src/training/call-up/unit-quotas.ts';

/** The seats of a unit that takes picks now. */
export type QuotaTarget = ShownUnitQuota;

/**
 * The seats on a unit's card, if this person picks for the unit.
 * @throws RuleError `policy…`, `quota.gone`, `quota.over`, `quota.list-out`
 */
export async function pressedQuota(
  ctx: Context,
  { classId, call: id, unitId }: { classId: string; call: string; unitId: string },
): Promise<QuotaTarget> {
  await ctx.require('call-up.pick', { unitId });
  const { store } = ctx;
  const [call, quota, unit, trainingClass] = await Promise.all([
    store.quotaCalls.byId(id),
    store.unitQuotas.byId(id, unitId),
    store.units.byId(unitId),
    store.classes.byId(classId),
  ]);
  if (call === null || quota === null || unit === null || trainingClass === null || call.classId !== classId)
    throw new RuleError('quota.gone', {});
  const target = { trainingClass, call, quota, unit: unit.name };
  if (!isQuotaSetBy(quota, ctx.update.id)) await refuseUnlessOpen(ctx, target);
  return target;
}

async function refuseUnlessOpen(ctx: Context, { trainingClass, call, quota }: QuotaTarget): Promise<void> {
  if (trainingClass.state === 'withdrawn' || call.state !== 'open' || quota.seats === 0)
    throw new RuleError('quota.gone', {});
  const list = await ctx.store.callUpLists.ofClass(trainingClass._id);
  const rows = await ctx.store.callUps.ofClass(trainingClass._id);
  if (list?.approval !== undefined || rows.some(({ issuedAt }) => issuedAt !== undefined))
    throw new RuleError('quota.list-out', {});
  if (!takesPicks(call, ctx.now)) throw new RuleError('quota.over', { until: formatDay(call.closesOn) });
}

/**
 * The seats that are meant by what was typed, and the names in it: in front may stand the number of the class and the name of the unit.
 * @throws RuleError `policy…`, `quota.nothing-to-do`, those of `pressedQuota`
 */
export async function quotasMeant(
  ctx: Context,
  typed: string,
): Promise<{ targets: QuotaTarget[]; names: readonly string[] }> {
  if (!(await ctx.mayEver('call-up.pick'))) await ctx.requireIn('call-up.pick', {});
  const { store } = ctx;
  const words = typed
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const classId = typedClassId(words[0] ?? '');
  if (classId !== undefined) words.shift();
  const named = unitNamed(await store.units.all(), words[0] ?? '');
  if (named !== undefined) words.shift();
  const calls = (await store.quotaCalls.endingFrom(ctx.now)).filter(
    (call) => classId === undefined || call.classId === classId,
  );
  const quotas = (await store.unitQuotas.ofCalls(calls.map(({ _id }) => _id))).filter(({ seats }) => seats > 0);
  const mine = await ctx.allowedOf('call-up.pick', quotas, ({ unitId }) => ({ unitId }));
  const direct = await ownOffices(ctx, mine);
  const meant = mine.filter(({ unitId }) => (named === undefined ? direct.has(unitId) : unitId === named._id));
  const targets: QuotaTarget[] = [];
  for (const { callId, unitId } of meant) {
    const call = calls.find(({ _id }) => _id === callId);
    if (call !== undefined) targets.push(await pressedQuota(ctx, { classId: call.classId, call: callId, unitId }));
  }
  if (targets.length === 0) throw new RuleError('quota.nothing-to-do', {});
  return { targets, names: words.flatMap(joinedPeople).filter((name) => name !== '') };
}

/** Of these units those the person heads or is liaison of; all where there is none, so that a unit picks for those below it. */
async function ownOffices(ctx: Context, quotas: readonly { unitId: string }[]): Promise<ReadonlySet<string>> {
  const { cadreId, standsInFor = [] } = await ctx.actor();
  const offices = [cadreId, ...standsInFor];
  const unitIds = quotas.map(({ unitId }) => unitId);
  const units = await ctx.store.units.many(unitIds);
  const direct = units.filter(
    ({ headId = '', liaisonId = '' }) => offices.includes(headId) || offices.includes(liaisonId),
  );
  return new Set(direct.length > 0 ? direct.map(({ _id }) => _id) : unitIds);
}
