import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Card } from '../../src/chat/message.ts';
import { callUpApprovalId, callUpPreviewWords, type ShownList } from '../../src/training/call-up/preview-words.ts';
import { shownList } from '../../src/training/call-up/shown-list.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';

/** The list of a class that waits to be issued. */
export async function waitingList(ctx: Context, trainingClass: ClassRow): Promise<ShownList | undefined> {
  const list = await ctx.store.callUpLists.ofClass(trainingClass._id);
  return list === null ? undefined : shownList(ctx.store, list, ctx.rulesOf(trainingClass).callUp);
}

/** A list as this person may go on with it: whoever drew it, or another. */
export async function listCardFor(ctx: Context, trainingClass: ClassRow, shown: ShownList): Promise<Card> {
  const { proposedBy } = shown.list;
  if (proposedBy === ctx.person._id) return callUpPreviewWords.card(trainingClass, shown);
  return callUpPreviewWords.toApprove(trainingClass, shown, await nameOf(ctx, proposedBy));
}

/** Closes what waits on the screens of those who may approve the list, but for the pressed card. */
export async function closeApproval(ctx: Context, shown: ShownList | undefined, settled: string): Promise<void> {
  if (shown === undefined) return;
  for (const cadreId of shown.approvers)
    if (cadreId !== ctx.person._id) await settleCopies(ctx, cadreId, callUpApprovalId(shown.list._id), settled);
}

export async function nameOf(ctx: Context, cadreId: string): Promise<string> {
  return (await ctx.store.cadres.byId(cadreId))?.name ?? '';
}
