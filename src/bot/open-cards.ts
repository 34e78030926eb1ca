import { type Card, cardCode } from '../chat/message.ts';
import type { Context } from './context.ts';

/** Closes a card on somebody's screen, every copy of it, whether they pressed it or typed; nothing when they have none. */
export async function settleCopies(ctx: Context, cadreId: string, cardId: string, settled: string): Promise<void> {
  const copies = await ctx.store.sentCards.copies([cadreId], cardCode(cardId));
  const newest = copies.at(-1);
  if (newest?.message.kind === 'card') await ctx.reviseCard(newest, { ...newest.message, settled });
}

/** Closes every card about a class that waits for anybody's answer. @param leaver - only what is asked of this trainee */
export async function closeTasks(ctx: Context, classId: string, settled: string, leaver?: string): Promise<void> {
  for (const row of await ctx.store.sentCards.tasksOfClass(classId, ctx.update.id)) {
    const { message, cadreId } = row;
    if (message.kind !== 'card' || row._id === ctx.pressed?.delivery?._id) continue;
    const isMeant = leaver === undefined || (cadreId === leaver && message.task?.ofTrainee === true);
    if (isMeant) await ctx.reviseCard(row, { ...message, settled });
  }
}

/** Shows the card as it is now on somebody's screen, on every copy of it; nothing when they have none. */
export async function reviseCopies(ctx: Context, cadreId: string, card: Card): Promise<void> {
  for (const copy of await ctx.store.sentCards.copies([cadreId], cardCode(card.id))) await ctx.reviseCard(copy, card);
}
