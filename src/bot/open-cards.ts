import { beijingDateOf } from '../calendar/beijing-time.ts';
import { type Card, cardCode } from '../chat/message.ts';
import type { DeliveryRow } from '../outbox/delivery-row.ts';
import { isAnswerTo } from './card-changes.ts';
import type { Context } from './context.ts';

/** Closes a card on somebody's screen, every copy of it that was there before, whether they pressed it or typed; nothing when they have none. */
export async function settleCopies(ctx: Context, cadreId: string, cardId: string, settled: string): Promise<void> {
  const copies = await ctx.store.sentCards.copies([cadreId], cardCode(cardId));
  const newest = copies.findLast((copy) => !isAnswerTo(copy, ctx.update.id));
  if (newest?.message.kind === 'card') await ctx.reviseCard(newest, { ...newest.message, settled });
}

/** On whose screens a card to somebody's office may be: theirs, and that of whoever does the office today. */
export async function screensOfOffice(ctx: Context, cadreId: string): Promise<string[]> {
  const acting = await ctx.store.standIns.actingFor([cadreId], beijingDateOf(ctx.now));
  return [cadreId, ...acting.values()];
}

/** Shows something else on every open copy of a card of whoever acts: on the pressed one, and on those it reminds of or that remind of it. */
export async function reviseCopies(ctx: Context, cardId: string, change: (card: Card) => Card): Promise<void> {
  const copies = await ctx.store.sentCards.copies([ctx.person._id], cardCode(cardId));
  for (const row of copies) {
    const isOpen = row.open === true || row.settledByUpdate === ctx.update.id;
    if (row.message.kind === 'card' && isOpen)
      await ctx.reviseCard(row, change(row.message), row._id === ctx.pressed?.delivery?._id);
  }
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

/**
 * Shows other facts on cards, on whosever screen: each stays open or settled as it is. One that is answered meanwhile is read anew.
 * @param retold - the card with the facts of now; the very same one where nothing on it has changed
 */
export async function retellCards(
  ctx: Context,
  rows: readonly DeliveryRow[],
  retold: (card: Card) => Card,
): Promise<void> {
  for (const read of rows) {
    for (let row: DeliveryRow | null = read; row !== null; row = await ctx.store.deliveries.byKey(read._id)) {
      const { message, state, open } = row;
      const card = message.kind === 'card' ? retold(message) : message;
      const isLast =
        row._id ===
        rows.findLast(({ cadreId, cardCode: code }) => cadreId === read.cadreId && code === read.cardCode)?._id;
      const isAsIs = card === message && row.retoldByUpdate !== ctx.update.id;
      if (card.kind !== 'card' || isAsIs || state === 'cancelled') break;
      if (await ctx.retellCard(row, card, isLast && open === true)) break;
    }
  }
}

/**
 * Shows a card as things stand on somebody's screen, on every copy of it that is open; nothing when they have none. Where another update
 * replaces it meanwhile, things are looked at anew: whoever comes last has seen what the others did.
 */
export async function showAsThingsStand(
  ctx: Context,
  cadreId: string,
  cardId: string,
  asThingsStand: () => Promise<Card | undefined>,
): Promise<void> {
  const copies = () => ctx.store.sentCards.copies([cadreId], cardCode(cardId));
  const isOpen = (row: DeliveryRow) => row.open === true || row.settledByUpdate === ctx.update.id;
  for (let left = (await copies()).filter(isOpen); left.length > 0; ) {
    const card = await asThingsStand();
    if (card === undefined) return;
    const overtaken = new Set<string>();
    for (const copy of left) if (!(await ctx.reviseAsRead(copy, card))) overtaken.add(copy._id);
    if (overtaken.size === 0) return;
    left = (await copies()).filter((copy) => overtaken.has(copy._id) && isOpen(copy));
  }
}
