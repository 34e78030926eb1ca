import type { Context } from '../../src/bot/context.ts';
import type { RosterChanges } from '../../src/county/roster/roster-plan.ts';

type Made = Pick<RosterChanges, 'change' | 'remove'>;

/**
 * Changes records as an import of its own, so that a run that broke off is finished.
 * @returns whether this import has changed something, now or in an earlier run
 */
export async function applyOnce(ctx: Context, importId: string, plan: () => Promise<Made>): Promise<boolean> {
  const { roster, recordChanges } = ctx.store;
  await roster.finish(importId);
  if ((await recordChanges.madeBy(importId)).length > 0) return true;
  const { change, remove = [] } = await plan();
  if (change.length + remove.length === 0) return false;
  await roster.apply({ importId, addUnits: [], addCadres: [], change, remove }, { by: ctx.person._id, at: ctx.now });
  return true;
}
