import { readNumbers, splitCardCode } from '../chat/command.ts';
import { allButtons, type Card, takesNumbers } from '../chat/message.ts';
import { isSameWord, visible } from '../chat/plain-text.ts';
import { isSealedText } from '../chat/sealed.ts';
import type { CadreRow } from '../county/cadres.ts';
import type { ExpectationRow } from '../inbox/expectations.ts';
import type { Answer, Meaning } from '../inbox/receipt-row.ts';
import type { DeliveryRow } from '../outbox/delivery-row.ts';
import type { Store } from '../stores.ts';
import { isCourtesy } from './courtesies.ts';
import { HEARD_CARD, heardLabels } from './words.ts';

/** The action of `取消` said to an open question. */
export const CANCEL = 'chat.cancel';

/** For how long after a card was shown a bare number answers it, and after a question any words do, also those of a command. */
export const freshMinutes = 10;

/**
 * What a text answers. In this order: `确认参加 #K7Q2M` names its card; a number answers the card shown last; other words answer an open
 * question, unless they are a courtesy such as 好的; a button's label answers the newest open card that has it.
 */
export async function readAnswer(store: Store, { _id }: CadreRow, now: Date, said: string): Promise<Answer> {
  const words = visible(said).trim();
  const named = splitCardCode(words);
  if (named.code !== undefined) {
    const delivery = await store.sentCards.cardByCode(_id, named.code);
    if (delivery !== null) return onCard(delivery, named.said);
  }
  const question = await store.expectations.of(_id, now);
  const numbers = readNumbers(words);
  if (numbers !== undefined) return byNumbers(store, { cadreId: _id, now, numbers, question });
  if (question !== null && isCourtesy(words)) return byCourtesy(store, _id, words, question);
  const heard = question === null ? undefined : await byHeard(store, _id, words, question);
  if (heard !== undefined) return heard;
  // A vote is one, whatever is asked meanwhile.
  const secret = question !== null && isSealedText(words) ? await byWords(store, _id, words) : undefined;
  if (secret?.kind === 'answer') return secret;
  if (question !== null) {
    const press = isSameWord(words, '取消') ? { action: CANCEL, data: {} } : question.press;
    return { kind: 'answer', meaning: { press, choices: [], words, askedByUpdate: question.askedByUpdate } };
  }
  return byWords(store, _id, words);
}

/** What was said with a number: who, when, and which question in words is open. */
interface SaidNumbers {
  cadreId: string;
  now: Date;
  numbers: readonly number[];
  question: ExpectationRow | null;
}

/** A number answers the card shown last, and only for some minutes; what came before an open question is behind it. */
async function byNumbers({ sentCards }: Store, { cadreId, now, numbers, question }: SaidNumbers): Promise<Answer> {
  const [open, latest] = await Promise.all([sentCards.openOnScreen(cadreId), sentCards.lastCard(cadreId)]);
  const last = shownLast(open, latest);
  if (question !== null && (last === undefined || !isShownAfter(last, question)))
    return { kind: 'wordsWanted', asked: { press: question.press, askedByUpdate: question.askedByUpdate } };
  if (last === undefined) return { kind: 'nothing' };
  if (last.state !== 'sent') return { kind: 'onItsWay' };
  if (now.getTime() - shownAt(last) <= freshMinutes * 60_000) return onCard(last, numbers);
  const waiting = open.find(({ message }) => message.kind === 'card' && message.task !== undefined);
  return waiting === undefined ? { kind: 'nothing' } : { kind: 'tooLate', deliveryKey: waiting._id };
}

/** 好的 or 收到 means the card that came after an open question, where it has such a button; to the question itself it says nothing. */
async function byCourtesy(
  { sentCards }: Store,
  cadreId: string,
  words: string,
  question: ExpectationRow,
): Promise<Answer> {
  const last = shownLast(await sentCards.openOnScreen(cadreId), await sentCards.lastCard(cadreId));
  const isOnCard = last !== undefined && isShownAfter(last, question) && pressOf(last, words) !== undefined;
  return isOnCard && last.state === 'sent' ? onCard(last, words) : { kind: 'courtesy' };
}

/** The words on the card that shows back what was spoken to an open question: they are about that, and no answer themselves. */
async function byHeard(
  { sentCards }: Store,
  cadreId: string,
  words: string,
  question: ExpectationRow,
): Promise<Answer | undefined> {
  if (!Object.values(heardLabels).some((label) => isSameWord(label, words))) return undefined;
  const last = shownLast(await sentCards.openOnScreen(cadreId), await sentCards.lastCard(cadreId));
  const isHeard = last?.message.kind === 'card' && last.message.id.startsWith(HEARD_CARD);
  return isHeard && last.state === 'sent' && isShownAfter(last, question) ? onCard(last, words) : undefined;
}

/** The card that came or changed last; one that was settled in its place counts from when it came. */
function shownLast(open: readonly DeliveryRow[], newest: DeliveryRow | null): DeliveryRow | undefined {
  const rows = newest === null ? open : [newest, ...open];
  return rows.reduce<DeliveryRow | undefined>(
    (last, row) => (last === undefined || shownAt(row) > shownAt(last) ? row : last),
    undefined,
  );
}

/** In milliseconds since 1970. A card of which nobody knows yet whether it arrived counts from when it was written. */
function shownAt({ open, order, sentAt, revisedAt }: DeliveryRow): number {
  const cameAt = sentAt?.getTime() ?? order / 1000;
  return open === true ? Math.max(cameAt, revisedAt?.getTime() ?? 0) : cameAt;
}

/** A card that was sent with the question belongs to it. */
function isShownAfter(last: DeliveryRow, { askedByUpdate, askedAt }: ExpectationRow): boolean {
  return shownAt(last) > askedAt.getTime() && !last._id.startsWith(`${askedByUpdate}:`);
}

/**
 * A label answers the newest open card that has it. One that is final answers nothing when a newer card with this label was settled: said
 * twice, it would carry out what was forgotten on an older card.
 */
async function byWords({ sentCards }: Store, cadreId: string, words: string): Promise<Answer> {
  const open = (await sentCards.openOnScreen(cadreId)).find((row) => pressOf(row, words) !== undefined);
  const meant = open === undefined ? undefined : pressOf(open, words);
  if (open === undefined || meant?.press.isFinal) {
    const settled = await sentCards.settledSince(cadreId, open?.order ?? 0);
    const newer = settled.find((row) => pressOf(row, words) !== undefined);
    if (newer !== undefined) return { kind: 'settled', settled: newer.settled ?? '' };
  }
  if (open === undefined) return { kind: 'nothing' };
  return open.state === 'sent' ? onCard(open, words) : { kind: 'onItsWay' };
}

function onCard(delivery: DeliveryRow, said: string | readonly number[]): Answer {
  if (delivery.message.kind !== 'card') return { kind: 'nothing' };
  if (delivery.open === false) return { kind: 'settled', settled: delivery.settled ?? '' };
  const numbers = typeof said === 'string' ? readNumbers(said) : said;
  if (numbers !== undefined) return onNumbers(delivery, delivery.message, numbers);
  const pressed = typeof said === 'string' ? pressOf(delivery, said) : undefined;
  return pressed === undefined ? { kind: 'nothing' } : meaning(delivery, pressed);
}

/** The button or option with this label. */
function pressOf({ message }: DeliveryRow, words: string): Pick<Meaning, 'press' | 'choices'> | undefined {
  if (message.kind !== 'card') return undefined;
  const { buttons, form } = message;
  const button = buttons.find((each) => isSameWord(each.label, words));
  if (button !== undefined) return { press: button.press, choices: [] };
  const option = form?.options.find((each) => isSameWord(each.label, words));
  return option && form && { press: form.submit.press, choices: [option.value] };
}

function onNumbers(delivery: DeliveryRow, card: Card, numbers: readonly number[]): Answer {
  const { form, buttons } = card;
  if (!takesNumbers(card)) {
    const labels = (form?.options ?? buttons).map(({ label }) => label);
    return { kind: 'byWords', labels, isFinal: allButtons(card).some(({ press }) => press.isFinal) };
  }
  const most = form === undefined ? buttons.length : form.options.length;
  if (!numbers.every((number) => number >= 1 && number <= most)) return { kind: 'bad', most };
  if (form !== undefined) {
    const choices = [...new Set(numbers)].map((number) => form.options[number - 1]?.value ?? '');
    return meaning(delivery, { press: form.submit.press, choices });
  }
  const button = buttons[(numbers[0] ?? 0) - 1];
  return button === undefined || numbers.length > 1
    ? { kind: 'bad', most }
    : meaning(delivery, { press: button.press, choices: [] });
}

function meaning(delivery: DeliveryRow, answer: Omit<Meaning, 'deliveryKey'>): Answer {
  return { kind: 'answer', meaning: { ...answer, deliveryKey: delivery._id } };
}
