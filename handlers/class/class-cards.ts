import type { Context } from '../../src/bot/context.ts';
import { retellCards } from '../../src/bot/open-cards.ts';
import { type Card, cardCode } from '../../src/chat/message.ts';
import { isLetOff } from '../../src/training/call-up/call-up-state.ts';
import { callUpNoticeId } from '../../src/training/call-up/call-ups.ts';
import { callUpPreviewId } from '../../src/training/call-up/preview-words.ts';

/**
 * Shows the facts of now on the cards about a class: the notices of all who are called up, answered or not, the lists that are shown to
 * whoever proposed them, and whatever waits for an answer.
 * @param retold - the card with the facts of now; the very same one where nothing on it has changed
 */
export async function retellClassCards(ctx: Context, classId: string, retold: (card: Card) => Card): Promise<void> {
  const { callUps, callUpLists, sentCards } = ctx.store;
  const called = (await callUps.ofClass(classId)).filter(
    ({ issuedAt, state }) => issuedAt !== undefined && !isLetOff(state),
  );
  const notices = await sentCards.copies(
    called.map(({ cadreId }) => cadreId),
    cardCode(callUpNoticeId(classId)),
  );
  const list = await callUpLists.ofClass(classId);
  const previews = list === null ? [] : await sentCards.copies([list.proposedBy], cardCode(callUpPreviewId(list._id)));
  const rows = [...notices, ...previews, ...(await sentCards.tasksOfClass(classId, ctx.update.id))];
  await retellCards(ctx, [...new Map(rows.map((row) => [row._id, row])).values()], retold);
}
