import { linkOf } from '../../chat/link.ts';
import type { Card } from '../../chat/message.ts';
import { shortened } from '../shared/split-text.ts';
import { clean } from './literal.ts';
import type { Row } from './template-card.ts';

/** Lengths of D90236, in characters, counted in UTF-16 units so that they hold however WeCom counts. */
export const cardLimits = {
  title: 36,
  voteTitle: 16,
  body: 160,
  fields: 6,
  fieldLabel: 5,
  fieldValue: 30,
  button: 10,
  option: 17,
  question: 13,
  selectOption: 16,
  jump: 18,
};
/** Those of a card that a group robot sends (D99110). */
export const robotCardLimits = { ...cardLimits, title: 26, body: 112 };
export const maxKeyBytes = 1024;
export const maxOptionIdBytes = 128;

const seeAbove = '全文见上一条消息。';
/** What is said twice, above and on the card, is read twice. */
const mostRepeated = 60;
const linkWord = '链接';

/** The body, or its first line, which tells what it is about, and a line that sends the reader to the message before. */
export function fitted(body: string, most: number = cardLimits.body): { text: string; isWhole: boolean } {
  if (body.length <= most) return { text: body, isWhole: true };
  const [first = ''] = body.split('\n', 1);
  return {
    text: `${shortened(first, Math.min(mostRepeated, most - seeAbove.length - 1))}\n${seeAbove}`,
    isWhole: false,
  };
}

/**
 * What stands on a card beside its buttons: the title, short fields in a table, the rest as lines of text.
 * @param linkInTable - the link takes a row of the table, as cards with buttons have no other place that shows one
 */
export function partsOf(card: Card, limits: typeof cardLimits, linkInTable: boolean) {
  const title = clean(card.title);
  const link = linkInTable ? linkOf(card) : undefined;
  const rows: Row[] =
    link === undefined
      ? []
      : [{ keyname: linkWord, value: shortened(inOneLine(link.label), limits.fieldValue), type: 1, url: link.url }];
  const fields = card.fields.map(({ label, value }) => ({ keyname: clean(label), value: clean(value) }));
  const table = fields.filter(isShort).slice(0, limits.fields - rows.length);
  const others = fields.filter((field) => !table.includes(field)).map(({ keyname, value }) => `${keyname}：${value}`);
  const list = [...table, ...rows];
  return {
    title: shortened(title, limits.title),
    rest: lines(title.length > limits.title ? title : '', ...card.lines, ...others),
    ...(list.length === 0 ? {} : { horizontal_content_list: list }),
  };
}

function isShort({ keyname, value }: Row): boolean {
  const within = (text: string, max: number) => !isBlank(text) && text.length <= max && !text.includes('\n');
  return within(keyname, cardLimits.fieldLabel) && within(value, cardLimits.fieldValue);
}

/** Paragraphs in which something can be seen, each in a line of its own. */
export function lines(...parts: string[]): string {
  return parts
    .map(clean)
    .filter((part) => part.trim() !== '')
    .join('\n');
}

export function inOneLine(text: string): string {
  return clean(text).replaceAll(/\s+/g, ' ').trim();
}

/** Distinct, within their length, and such that they come back as they went. */
export function areKeys(keys: readonly string[], maxBytes: number): boolean {
  const fit = keys.every(
    (key) => key.trim() !== '' && key === clean(key) && Buffer.byteLength(key, 'utf8') <= maxBytes,
  );
  return fit && new Set(keys).size === keys.length;
}

/** Whether nothing of it can be seen. */
export function isBlank(text: string): boolean {
  return clean(text).trim() === '';
}
