import { beijingDateOf } from '../calendar/beijing-time.ts';
import { burdenOf } from '../outbox/burden.ts';
import type { Context } from './context.ts';

/** Names of those of these people who had as many messages today as the rules allow: what may wait reaches them tomorrow morning. */
export async function hadEnoughToday(ctx: Context, cadreIds: readonly string[]): Promise<string[]> {
  const wanted = new Set(cadreIds);
  const reached = await ctx.store.deliveries.reachedOn(beijingDateOf(ctx.now));
  const today = burdenOf(reached.filter(({ cadreId }) => wanted.has(cadreId)));
  const over = [...today].filter(([, { messages }]) => messages >= ctx.rules.burden.messagesPerDay);
  const people = await ctx.store.cadres.many(over.map(([cadreId]) => cadreId));
  return people.map(({ name }) => name);
}
