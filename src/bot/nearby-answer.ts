import type { Button, Card } from '../chat/message.ts';
import { isSameWord } from '../chat/plain-text.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { Answer } from '../inbox/receipt-row.ts';
import type { DeliveryRow } from '../outbox/delivery-row.ts';
import type { Store } from '../stores.ts';

/** How many cards back something typed may belong to. */
const mostCards = 20;

/**
 * What words answer that answer nothing open by its label: the newest open card with a button that may be typed so (`Button.alsoTyped`), or a
 * card that was answered with just these words before, so that who says it twice is told that it is done.
 */
export async function readNearby(store: Store, { _id }: CadreRow, words: string): Promise<Answer> {
  const cards = await store.sentCards.latestCards(_id, mostCards);
  for (const row of cards) {
    const button =
      row.open === true && row.state === 'sent' ? buttonTyped(row, (each) => each.alsoTyped, words) : undefined;
    if (button !== undefined)
      return { kind: 'answer', meaning: { press: button.press, choices: [], deliveryKey: row._id } };
  }
  const settled = cards.find((row) => row.open === false && buttonTyped(row, ({ label }) => [label], words));
  return settled === undefined ? { kind: 'nothing' } : { kind: 'settled', settled: settled.settled ?? '' };
}

function buttonTyped(
  { message }: DeliveryRow,
  wordsOf: (button: Button) => readonly string[] | undefined,
  words: string,
): Button | undefined {
  const buttons: Card['buttons'] = message.kind === 'card' ? message.buttons : [];
  return buttons.find((button) => wordsOf(button)?.some((word) => isSameWord(word, words)));
}
