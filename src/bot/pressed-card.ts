import { allButtons, type Card, encodePress, type Press } from '../chat/message.ts';
import type { Pressed } from '../chat/update.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { ReceiptRow } from '../inbox/receipt-row.ts';
import type { DeliveryRow } from '../outbox/delivery-row.ts';
import type { Store } from '../stores.ts';

/** The pressed card, or the card that a typed answer refers to. */
export interface PressedCard {
  press: Press;
  choices: readonly string[];
  /** Absent when the press came without a card, e.g. words given to an open question. */
  delivery?: DeliveryRow;
}

/**
 * The delivery whose card was pressed, if it was sent to the person who pressed. If it is not recorded as sent yet, because the press came
 * first or the process died before recording it, it is the newest card being sent to that person that has this button.
 */
export async function pressedDelivery(
  store: Store,
  person: CadreRow,
  { cardRef, press, choices }: Pressed,
  { _id, answer, receivedAt }: ReceiptRow,
): Promise<DeliveryRow | undefined> {
  const key = answer?.kind === 'answer' ? answer.meaning.deliveryKey : undefined;
  const known = key === undefined ? await store.sentCards.byCardRef(cardRef) : await store.deliveries.byKey(key);
  if (known !== null) return known.cadreId === person._id ? known : undefined;
  const wanted = encodePress(press);
  const underWay = await store.sentCards.cardsUnderWay(person._id);
  const found = underWay.find(({ message }) => message.kind === 'card' && buttonsOf(message).includes(wanted));
  if (found === undefined) return undefined;
  const meaning = { deliveryKey: found._id, press, choices: [...choices] };
  const kept = await store.receipts.keepAnswer(_id, { kind: 'answer', meaning }, receivedAt);
  const meant = kept.kind === 'answer' ? kept.meaning.deliveryKey : undefined;
  return underWay.find((row) => row._id === meant);
}

function buttonsOf(card: Card): string[] {
  return allButtons(card).map((button) => encodePress(button.press));
}

/** Whether the card accepts no more answers, unless this update itself closed it. */
export function isSettledByOther(delivery: DeliveryRow, updateId: string): boolean {
  return delivery.open === false && delivery.settledByUpdate !== updateId;
}
