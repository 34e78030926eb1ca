import { cardCode } from '../chat/message.ts';
import type { Context } from './context.ts';

/** Closes a card on somebody's screen, every copy of it, whether they pressed it or typed; nothing when they have none. */
export async function settleCopies(ctx: Context, cadreId: string, cardId: string, settled: string): Promise<void> {
  const copies = await ctx.store.sentCards.copies([cadreId], cardCode(cardId));
  const newest = copies.at(-1);
  if (newest?.message.kind === 'card') await ctx.reviseCard(newest, { ...newest.message, settled });
}
