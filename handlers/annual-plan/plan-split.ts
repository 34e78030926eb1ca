import type { Context } from '../../src/bot/context.ts';
import { text } from '../../src/chat/message.ts';
import { mergeWords } from '../../src/training/annual-plan/merge-words.ts';
import { isMovedBy, type PlanItemRow, type PlanMove } from '../../src/training/annual-plan/plan-items.ts';
import { unitPeople } from './told-people.ts';

/** The two items of which one was made are again what they were, and it is none. @returns whether this update has done so */
export async function splitItem(ctx: Context, row: PlanItemRow, reason: string): Promise<boolean> {
  const { planItems } = ctx.store;
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  const step: Omit<PlanMove, 'to' | 'from'> = { ...by, act: 'split', reason };
  const whole = await planItems.move(row._id, { ...step, from: ['filed', 'approved', 'returned'], to: 'withdrawn' });
  if (whole === null || !isMovedBy(whole, ctx.update.id)) return false;
  const parts = await planItems.many(row.mergedFrom ?? []);
  for (const part of parts) {
    const before = part.history.findLast(({ act }) => act === 'merge')?.from ?? 'filed';
    await planItems.move(part._id, { ...step, from: ['merged'], to: before, unset: ['mergedInto'] });
  }
  await tellMerged(ctx, [whole, ...parts], mergeWords.splitTold(row, reason));
  return true;
}

/** Tells the people of all units concerned the same, each once. */
export async function tellMerged(ctx: Context, items: readonly PlanItemRow[], said: string): Promise<void> {
  const told = await unitPeople(ctx, items);
  await ctx.sendAll(
    [...told.keys()].map((cadreId) => ({
      cadreId,
      message: text(said),
      key: `plan-decision:${ctx.update.id}:${cadreId}` as const,
    })),
  );
}
