import type { Context } from '../../src/bot/context.ts';
import type { Action, Subject } from '../../src/county/policy.ts';
import type { UnitRow } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import type { PlanItemRow } from '../../src/training/annual-plan/plan-items.ts';
import type { PlanNames } from '../../src/training/annual-plan/plan-words.ts';

/** Whom a decision about an item concerns: its unit, and who filed it. */
export function planSubject({ unitId, filedBy }: Pick<PlanItemRow, 'unitId' | 'filedBy'>): Subject {
  return { unitId, cadreIds: [filedBy] };
}

/** The item, if this person may do this to it. @throws RuleError `policy…`, `record.unknown` */
export async function planItem(ctx: Context, action: Action, number: string): Promise<PlanItemRow> {
  return ctx.requireFound(
    action,
    await ctx.store.planItems.byId(number),
    planSubject,
    new RuleError('record.unknown', { what: '培训计划项目', number }),
  );
}

/** The items of a year that this person may see. @throws RuleError `policy…` for whoever may see none */
export async function readablePlan(ctx: Context, year: string): Promise<PlanItemRow[]> {
  if (!(await ctx.mayEver('plan.read'))) await ctx.requireIn('plan.read', {});
  return ctx.allowedOf('plan.read', await ctx.store.planItems.ofYear(year), planSubject);
}

/** The units for which this person may file, their own first. @throws RuleError `plan.no-unit` */
export async function filingUnits(ctx: Context): Promise<UnitRow[]> {
  const all = await ctx.allowedOf('plan.file', await ctx.store.units.all(), ({ _id }) => ({ unitId: _id }));
  if (all.length === 0) throw new RuleError('plan.no-unit', {});
  return [...all].sort((a, b) => Number(b._id === ctx.person.unitId) - Number(a._id === ctx.person.unitId));
}

/**
 * Refuses to change what others rest on.
 * @throws RuleError `plan.frozen` for what belongs to a confirmed plan, `plan.has-class` for that of which a class was made
 */
export async function refuseFixed(ctx: Context, { _id: number, year }: PlanItemRow): Promise<void> {
  const plan = await ctx.store.annualPlans.standing(year);
  if (plan?.itemIds.includes(number)) throw new RuleError('plan.frozen', { number });
  await refuseWithClass(ctx, number);
}

/** @throws RuleError `plan.has-class` */
export async function refuseWithClass(ctx: Context, number: string): Promise<void> {
  const [made] = await ctx.store.classes.ofPlanItems([number]);
  if (made !== undefined) throw new RuleError('plan.has-class', { number, classId: made._id });
}

/** The names that sentences about these items need, and which of them are off the plan. */
export async function planNames(ctx: Context, items: readonly PlanItemRow[]): Promise<PlanNames> {
  const { store } = ctx;
  const [units, people] = await Promise.all([
    unitNames(ctx, items),
    store.cadres.many([...new Set(items.flatMap(({ history }) => history.map(({ by }) => by)))]),
  ]);
  return {
    units,
    people: new Map(people.map(({ _id, name }) => [_id, name])),
    rules: ctx.rules,
    isOffPlan: await offPlan(ctx, items),
  };
}

export async function unitNames(
  ctx: Context,
  items: readonly { unitId: string }[],
): Promise<ReadonlyMap<string, string>> {
  const units = await ctx.store.units.many([...new Set(items.map(({ unitId }) => unitId))]);
  return new Map(units.map(({ _id, name }) => [_id, name]));
}

/** Whether an item is no part of the plan of its year, which is confirmed. */
export async function offPlan(ctx: Context, items: readonly { year: string }[]): Promise<PlanNames['isOffPlan']> {
  const years = [...new Set(items.map(({ year }) => year))];
  const plans = await Promise.all(years.map((year) => ctx.store.annualPlans.standing(year)));
  return ({ _id, year }) => {
    const plan = plans[years.indexOf(year)];
    return plan !== undefined && !plan.itemIds.includes(_id);
  };
}
