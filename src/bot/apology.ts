import { text } from '../chat/message.ts';
import type { ReceiptRow } from '../inbox/receipt-row.ts';
import type { ContextDependencies } from './context.ts';
import { chatWords } from './words.ts';

/** Tells whoever sent an update that it could not be handled, with a reference for the admins. */
export async function apologise(
  { _id, update: { from } }: ReceiptRow,
  { store, outbox }: Pick<ContextDependencies, 'store' | 'outbox'>,
): Promise<void> {
  const person = await store.cadres.byIdentity(from);
  await outbox.add([
    {
      cadreId: person?._id ?? `unknown:${from.platform}:${from.userId}`,
      message: text(chatWords.failed(_id.slice(-8))),
      key: `${_id}:failed`,
      urgency: 'urgent',
      isAnswer: true,
      via: from,
    },
  ]);
}
