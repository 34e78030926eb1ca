import type { Context } from '../../src/bot/context.ts';
import type { PlanItemRow } from '../../src/training/annual-plan/plan-items.ts';

/** Who is told of these items, each with theirs: whoever filed them, and the heads of their units; not who acts. */
export async function unitPeople(
  ctx: Context,
  items: readonly PlanItemRow[],
): Promise<ReadonlyMap<string, readonly PlanItemRow[]>> {
  const units = await ctx.store.units.many([...new Set(items.map(({ unitId }) => unitId))]);
  const told = new Map<string, PlanItemRow[]>();
  for (const item of items) {
    const headId = units.find(({ _id }) => _id === item.unitId)?.headId;
    const people = new Set([item.filedBy, ...(headId === undefined ? [] : [headId])]);
    people.delete(ctx.person._id);
    for (const each of people) told.set(each, [...(told.get(each) ?? []), item]);
  }
  return told;
}
