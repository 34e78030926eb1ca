import { type Card, cardCode } from '../chat/message.ts';
import type { NewMessage } from '../outbox/new-delivery.ts';
import type { Context } from './context.ts';

/** People whose messages are recalled in one step. */
const peopleAtOnce = 200;

/**
 * Takes messages back that were sent, are being sent or wait: none goes out any more, what is on screens is recalled where the platform can,
 * and cards say what became of them. The second run of the update sees what the first one did.
 *
 * @param messages - with reminders that may still be planned, whose keys are taken so that nobody can add them
 * @param card - as it reads from now on, for every copy of it, whatever its key; none where they are texts
 * @param recallOf - what they belong to, e.g. a notice
 * @returns how many are being recalled, and how many never went out
 */
export async function recallMessages(
  ctx: Context,
  messages: readonly Pick<NewMessage, 'cadreId' | 'key'>[],
  { card, recallOf }: { card?: Card; recallOf: string },
): Promise<{ recalled: number; cancelled: number }> {
  let recalled = 0;
  let cancelled = 0;
  for (let from = 0; from < messages.length; from += peopleAtOnce) {
    const counts = await recallSome(ctx, messages.slice(from, from + peopleAtOnce), card, recallOf);
    recalled += counts.recalled;
    cancelled += counts.cancelled;
  }
  return { recalled, cancelled };
}

async function recallSome(
  ctx: Context,
  messages: readonly Pick<NewMessage, 'cadreId' | 'key'>[],
  card: Card | undefined,
  recallOf: string,
): Promise<{ recalled: number; cancelled: number }> {
  const { recalls, sentCards } = ctx.store;
  // After this a planned reminder can no longer be added. One that was added before is among the copies read next.
  await ctx.forestall(messages);
  const people = [...new Set(messages.map(({ cadreId }) => cadreId))];
  const again = card === undefined ? [] : await sentCards.copies(people, cardCode(card.id));
  const keys = [...new Set([...messages.map(({ key }) => key), ...again.map(({ _id }) => _id)])];
  const copies = await recalls.copies(keys);
  await recalls.cancel(
    copies.map((each) => each._id),
    ctx.update.id,
  );
  if (card !== undefined)
    for (const copy of copies.filter(({ message }) => message.kind === 'card'))
      await sentCards.voidCard(copy._id, ctx.update.id, card);
  // Read again, because cancelled rows need no recall.
  const after = await recalls.copies(keys);
  const gone = after.filter((each) => ['sent', 'sending', 'due'].includes(each.state));
  for (const each of gone) await ctx.recallDelivery(each, recallOf);
  return { recalled: gone.length, cancelled: after.filter((each) => each.state === 'cancelled').length };
}
