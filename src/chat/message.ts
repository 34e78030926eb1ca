import { createHash } from 'node:crypto';
import { type Link, linkLines } from './link.ts';

/** What the bot says: plain data, free of platform names. */
export type Message = TextMessage | Card | FileMessage;

export interface TextMessage {
  kind: 'text';
  text: string;
}

/** A picture or a file; its bytes lie in the file store under their SHA-256. At most 10 MB, which both vendors take. */
export interface FileMessage {
  kind: 'picture' | 'file';
  /** As the receiver sees it, with its extension. */
  name: string;
  /** Of a proof, which lies nowhere in clear, what the store of proofs knows it by. */
  sha256: string;
}

/** A card: title, paragraphs, fields, a link, at most one form, buttons. Every card can also be answered by typing. */
export interface Card {
  kind: 'card';
  /** Names what the card is about, e.g. `call-up:2026-01`; the same for everyone who gets it. At most 100 characters. */
  id: string;
  title: string;
  lines: readonly string[];
  fields: readonly Field[];
  /** The page it leads to; left out on the screen unless `readAddress` takes its address. */
  link?: Link;
  form?: Form;
  buttons: readonly Button[];
  /** The same choice as the buttons, made in one step: drawn instead of them where a platform can, left out elsewhere. */
  selection?: Selection;
  /** What it waits for; a card without it asks for nothing that would stand under 待办. */
  task?: Task;
  /** Set once the card takes no more answers; says why, e.g. `已确认参加`. Buttons are then shown greyed or not at all. */
  settled?: string;
  /** `lines`: the lines of the card number what its buttons do, in their order. `none`: its buttons are typed by their words alone. */
  numbers?: 'lines' | 'none';
}

/** Something that waits for one person's answer. */
export interface Task {
  /** What is to be done, about whom or what, of which class: no two tasks of one person read alike. */
  name: string;
  /** Until when. */
  by?: Date;
  /** It may be put off: its card then has a button for that. */
  mayWait?: true;
  /** The class it belongs to; it is over once that class is withdrawn. */
  classId?: string;
  /** It is asked of a trainee: it is over as well once they leave the class. */
  ofTrainee?: true;
  /** It is over once the grades of the class are confirmed: nothing on which they rest is changed after that. */
  untilGraded?: true;
}

export interface Field {
  label: string;
  value: string;
}

/** A button carries its own facts, so that a card still works after a restart. */
export interface Button {
  label: string;
  press: Press;
  style?: 'primary' | 'danger';
  /** Other words that press it when they are typed; only for what may be taken back or changes nothing. */
  alsoTyped?: readonly string[];
}

/** What a press means to the router: the action's name and the facts the card gave it (short strings). */
export interface Press {
  action: string;
  data: Readonly<Record<string, string>>;
  /** Of a kind whose effect is `final` (press.ts). */
  isFinal?: true;
}

/** One question on a card. `submit` is pressed with the chosen option values. */
export interface Form {
  kind: 'single' | 'multiple';
  options: readonly { value: string; label: string }[];
  /** The most options one may choose in a `multiple` form. */
  maxChoices?: number;
  submit: Button;
}

/** Up to three questions, each a drop-down that shows its first option. `submit` is pressed with one option of each (selection.ts). */
export interface Selection {
  questions: readonly { key: string; label: string; options: readonly { value: string; label: string }[] }[];
  submit: Button;
}

/** The most options one form may have on both vendors' cards; longer questions are asked page by page. */
export const MAX_FORM_OPTIONS = 20;
/** The most buttons one card may carry (WeCom's limit, the smaller one). */
export const MAX_BUTTONS = 6;

/** WeCom's limits for drop-downs. */
export const MAX_QUESTIONS = 3;
export const MAX_QUESTION_OPTIONS = 10;

/** Whether this message is a picture or a file. */
export function isFile(message: Message): message is FileMessage {
  return message.kind === 'picture' || message.kind === 'file';
}

/** A text message. */
export function text(...lines: string[]): TextMessage {
  return { kind: 'text', text: lines.join('\n') };
}

/** `call-up.answer?callUp=2026-01&answer=confirm`: what travels in a vendor's button key. */
export function encodePress(press: Press): string {
  const data = new URLSearchParams(press.data).toString();
  return data === '' ? press.action : `${press.action}?${data}`;
}

/** Names of facts that our cards use. All others are ignored; one with a zero byte in it could not even be stored. */
const factName = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** Reads what `encodePress` wrote; facts with names that no card of ours uses are left out. */
export function decodePress(encoded: string): Press {
  const cut = encoded.indexOf('?');
  if (cut < 0) return { action: encoded, data: {} };
  const facts = [...new URLSearchParams(encoded.slice(cut + 1))].filter(([name]) => factName.test(name));
  return { action: encoded.slice(0, cut), data: Object.fromEntries(facts) };
}

/** The five characters that name a card in a typed answer (`确认参加 #K7Q2M`), from the card's id. */
export function cardCode(cardId: string): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const digest = createHash('sha256').update(cardId).digest();
  return [...digest.subarray(0, 5)].map((byte) => alphabet[byte % 32]).join('');
}

/** The text that presses this button on this card when a person types it or a link sends it for them. */
export function typedPress(card: Card, button: Button): string {
  return `${button.label} #${cardCode(card.id)}`;
}

/** Every button of the card, including those of its forms. */
export function allButtons({ buttons, form, selection }: Card): Button[] {
  return [
    ...buttons,
    ...(form === undefined ? [] : [form.submit]),
    ...(selection === undefined ? [] : [selection.submit]),
  ];
}

/** What a message says, as text. */
export function plainWords(message: Message): string {
  switch (message.kind) {
    case 'text':
      return message.text;
    case 'card':
      return plainText(message);
    case 'picture':
      return `[图片] ${message.name}`;
    case 'file':
      return `[文件] ${message.name}`;
  }
}

/**
 * Whether a typed number may answer the card: none may press what is final, and where the text itself has a numbered list nobody could tell
 * which of two lists is meant.
 */
export function takesNumbers(card: Card): boolean {
  if (card.numbers === 'none' || allButtons(card).some(({ press }) => press.isFinal)) return false;
  return card.numbers === 'lines' || !readableLines(card).some((line) => NUMBERED.test(line));
}

const NUMBERED = /^\s*(?:\d{1,3}\s*[.．、)）](?!\d)|[（(]\d{1,3}[)）]|[\u2460-\u249B])/m;

/** The card as plain text, to be answered by typing: the number of a button or option where `takesNumbers`, elsewhere the words on it. */
export function plainText(card: Card): string {
  const parts = readableLines(card);
  if (card.settled !== undefined) return [...parts, `（${card.settled}）`].join('\n');
  const { form, buttons } = card;
  const byNumber = takesNumbers(card);
  if (form !== undefined) {
    const label = (at: number) => (byNumber ? `${at + 1}. ` : '— ');
    if (card.numbers !== 'lines') parts.push(...form.options.map((option, at) => `${label(at)}${option.label}`));
    parts.push(byNumber ? formHint(form) : '请回复选项的文字。');
    if (buttons.length > 0) parts.push(`也可回复${quoted(buttons)}。`);
    return parts.join('\n');
  }
  if (buttons.length === 0) return parts.join('\n');
  if (!byNumber) return [...parts, `请回复${quoted(buttons)}。`].join('\n');
  if (card.numbers !== 'lines') parts.push(...buttons.map((button, at) => `${at + 1}. ${button.label}`));
  return [...parts, '请回复序号。'].join('\n');
}

/** `“确认发出”或“取消”` */
export function quoted(buttons: readonly Pick<Button, 'label'>[]): string {
  const words = buttons.map(({ label }) => `“${label}”`);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join('、')}或${words.at(-1)}`;
}

function readableLines(card: Card): string[] {
  const fields = card.fields.map((field) => `${field.label}：${field.value}`);
  return [`【${card.title}】`, ...card.lines, ...fields, ...linkLines(card)];
}

function formHint(form: Form): string {
  if (form.kind === 'single') return '请回复序号。';
  const most = form.maxChoices ?? form.options.length;
  return `可多选，最多 ${most} 项，请回复序号，如“1 3”。`;
}
