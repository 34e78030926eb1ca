import { readNumbers } from '../chat/command.ts';
import type { Card } from '../chat/message.ts';
import { isSameWord, visible } from '../chat/plain-text.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { Answer, Meaning } from '../inbox/receipt-row.ts';
import type { DeliveryRow } from '../outbox/delivery-row.ts';
import type { Store } from '../stores.ts';

/** The action of `取消` said to an open question. */
export const CANCEL = 'chat.cancel';

/**
 * What a text answers. In this order: `确认参加 #K7Q2M` names its card; any words answer an open question; a button's label or numbers answer
 * the last open card.
 */
export async function readAnswer(store: Store, { _id }: CadreRow, now: Date, said: string): Promise<Answer> {
  const words = visible(said).trim();
  const named = /^(.+?)\s*#\s*([0-9A-Z]{5})[\s\p{P}]*$/iu.exec(words.normalize('NFKC'));
  if (named?.[1] !== undefined && named[2] !== undefined) {
    const delivery = await store.sentCards.cardByCode(_id, named[2].toUpperCase());
    if (delivery !== null) return onCard(delivery, named[1]);
  }
  const question = await store.expectations.of(_id, now);
  if (question !== null) {
    const press = isSameWord(words, '取消') ? { action: CANCEL, data: {} } : question.press;
    return { kind: 'answer', meaning: { press, choices: [], words, askedByUpdate: question.askedByUpdate } };
  }
  const last = await store.sentCards.lastOpenCard(_id);
  if (last === null) return { kind: 'nothing' };
  const answer = onCard(last, words);
  return last.state === 'sent' || answer.kind === 'nothing' ? answer : { kind: 'onItsWay' };
}

function onCard(delivery: DeliveryRow, words: string): Answer {
  if (delivery.message.kind !== 'card') return { kind: 'nothing' };
  if (delivery.open === false) return { kind: 'settled', settled: delivery.settled ?? '' };
  const card = delivery.message;
  const button = [...card.buttons, ...(card.form === undefined ? [] : [card.form.submit])].find((each) =>
    isSameWord(each.label, words),
  );
  if (button !== undefined && button !== card.form?.submit)
    return meant(delivery, { press: button.press, choices: [] });
  const option = card.form?.options.find((each) => isSameWord(each.label, words));
  if (option !== undefined && card.form !== undefined)
    return meant(delivery, { press: card.form.submit.press, choices: [option.value] });
  const numbers = readNumbers(words);
  return numbers === undefined ? { kind: 'nothing' } : byNumbers(delivery, card, numbers);
}

function byNumbers(delivery: DeliveryRow, card: Card, numbers: readonly number[]): Answer {
  const { form } = card;
  const most = form === undefined ? card.buttons.length : form.options.length;
  if (!numbers.every((number) => number >= 1 && number <= most)) return { kind: 'bad', most };
  if (form !== undefined) {
    const choices = [...new Set(numbers)].map((number) => form.options[number - 1]?.value ?? '');
    return meant(delivery, { press: form.submit.press, choices });
  }
  const button = card.buttons[(numbers[0] ?? 0) - 1];
  return button === undefined || numbers.length > 1
    ? { kind: 'bad', most }
    : meant(delivery, { press: button.press, choices: [] });
}

function meant(delivery: DeliveryRow, answer: Omit<Meaning, 'deliveryKey'>): Answer {
  return { kind: 'answer', meaning: { ...answer, deliveryKey: delivery._id } };
}
