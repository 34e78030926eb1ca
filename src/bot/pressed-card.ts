import { allButtons, type Card, encodePress, type Press } from '../chat/message.ts';
import type { Pressed } from '../chat/update.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { ReceiptRow } from '../inbox/receipt-row.ts';
import type { DeliveryRow } from '../outbox/delivery-row.ts';
import type { Store } from '../stores.ts';

/** The pressed card, or the card a typed answer meant. */
export interface PressedCard {
  press: Press;
  choices: readonly string[];
  /** Absent when the press came without a card, e.g. words given to an open question. */
  delivery?: DeliveryRow;
}

/**
 * The delivery whose card was pressed, if it is the presser's own. The press may be faster than our note that the card arrived, or the
 * note was lost with the process: then it is the newest card on its way to them that has this button.
 */
export async function pressedDelivery(
  store: Store,
  person: CadreRow,
  { cardRef, press, choices }: Pressed,
  { _id, answer }: ReceiptRow,
): Promise<DeliveryRow | undefined> {
  const key = answer?.kind === 'answer' ? answer.meaning.deliveryKey : undefined;
  const known = key === undefined ? await store.sentCards.byCardRef(cardRef) : await store.deliveries.byKey(key);
  if (known !== null) return known.cadreId === person._id ? known : undefined;
  const wanted = encodePress(press);
  const underWay = await store.sentCards.cardsUnderWay(person._id);
  const found = underWay.find(({ message }) => message.kind === 'card' && buttonsOf(message).includes(wanted));
  if (found === undefined) return undefined;
  const meaning = { deliveryKey: found._id, press, choices: [...choices] };
  await store.receipts.keepAnswer(_id, { kind: 'answer', meaning });
  return found;
}

function buttonsOf(card: Card): string[] {
  return allButtons(card).map((button) => encodePress(button.press));
}

/** Whether the card takes no more answers, and not because of this very update. */
export function isSettledByOther(delivery: DeliveryRow, updateId: string): boolean {
  return delivery.open === false && delivery.settledByUpdate !== updateId;
}
