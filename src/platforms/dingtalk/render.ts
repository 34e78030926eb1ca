import { linkOf } from '../../chat/link.ts';
import {
  type Button,
  type Card,
  encodePress,
  MAX_BUTTONS,
  MAX_FORM_OPTIONS,
  plainText,
  typedPress,
} from '../../chat/message.ts';
import { jsonBytes, splitText } from '../shared/split-text.ts';

/** One `msgKey` message of batchSend: `msgParam` is JSON in a string (docs/vendors/dingtalk.md, Messages). */
export interface RobotMessage {
  msgKey: 'sampleText' | 'sampleMarkdown' | 'sampleImageMsg' | 'sampleFile';
  msgParam: string;
}

/** The variables of docs/dingtalk-card.md; every value is a string. */
export type CardParams = Readonly<
  Record<'title' | 'text' | 'mode' | 'maxChoices' | 'options' | 'buttons' | 'status', string>
>;

/** `msgParam` may have 15,000 bytes (docs/vendors/dingtalk.md, Messages); the rest is left for the title and the frame around the text. */
const maxTextBytes = 14_000;
/** A variable of a card may have 1 KB (docs/vendors/dingtalk.md, Cards). */
const maxParamBytes = 1024;
/** What the chat list shows of a heading. */
const maxListTitle = 60;
/** DingTalk breaks a Markdown line only here (docs/vendors/dingtalk.md, Messages). */
const lineBreak = '  \n  ';

/** A text in as many parts as the vendor's limit asks for. */
export function textParts(text: string): string[] {
  return splitText(text, maxTextBytes, jsonBytes);
}

/** One part of a text for batchSend. */
export function textMessage(part: string): RobotMessage {
  return { msgKey: 'sampleText', msgParam: JSON.stringify({ content: part }) };
}

/**
 * A card without a template: its numbered plain-text form, then a `dtmd` link per button that sends the text a person would type
 * (docs/vendors/dingtalk.md, Messages). The same for every receiver, so that one call can carry many.
 */
export function markdownMessages(card: Card): RobotMessage[] {
  const links = pressable(card).map((button) => pressLink(card, button));
  const words = markdownLines(plainText(withoutLink(card)));
  return markdownParts(card.title, [...words, ...linkMarkdown(card)], links);
}

/** A card for a group: what there is to read, but nothing to press, since each member answers in their own chat with the robot. */
export function groupMarkdown(card: Card): RobotMessage[] {
  const fields = card.fields.map((field) => `${field.label}：${field.value}`);
  const end = card.settled === undefined ? [] : [`（${card.settled}）`];
  const lines = [`【${card.title}】`, ...card.lines, ...fields, ...end];
  return markdownParts(card.title, [...markdownLines(lines.join('\n')), ...linkMarkdown(card)], []);
}

function markdownParts(
  cardTitle: string,
  [heading = '', ...lines]: readonly string[],
  links: readonly string[],
): RobotMessage[] {
  const markdown = [`### ${heading}`, ...lines, ...links].join(lineBreak);
  const title = [...cardTitle].slice(0, maxListTitle).join('');
  return splitText(markdown, maxTextBytes, jsonBytes).map((text) => ({
    msgKey: 'sampleMarkdown',
    msgParam: JSON.stringify({ title, text }),
  }));
}

/** The card's picture and link as they stand in Markdown; nothing for a card without. */
export function linkMarkdown(card: Card): string[] {
  const link = linkOf(card);
  if (link === undefined) return [];
  const inOneLine = (words: string) => markdownLines(words).join(' ');
  const picture = link.pictureUrl === undefined ? [] : [`![${inOneLine(card.title)}](${inBrackets(link.pictureUrl)})`];
  return [...picture, `[${inOneLine(link.label)}](${inBrackets(link.url)})`];
}

/** The card without its link, for text whose signs are made literal: no address outlives that. */
export function withoutLink({ link: _, ...card }: Card): Card {
  return card;
}

function inBrackets(address: string): string {
  return address.replaceAll('(', '%28').replaceAll(')', '%29');
}

/** What one tap can answer: the buttons and, where one choice is the whole answer, the options. */
function pressable(card: Card): readonly Button[] {
  if (card.settled !== undefined) return [];
  if (card.form?.kind !== 'single') return card.buttons;
  const { options, submit } = card.form;
  return [...options.map(({ label }) => ({ label, press: submit.press })), ...card.buttons];
}

function pressLink(card: Card, button: Button): string {
  const typed = encodeURIComponent(typedPress(card, button)).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `[${escapeMarkdown(button.label)}](dtmd://dingtalkclient/sendMessage?content=${typed})`;
}

/**
 * The card as variables of our template.
 * @returns `undefined` when it has more than the template can carry; it then goes out as Markdown, whole
 */
export function cardParams(card: Card): CardParams | undefined {
  const open = card.settled === undefined;
  const form = open ? card.form : undefined;
  const options = form?.options ?? [];
  const submit = form === undefined ? [] : [{ style: 'primary' as const, ...form.submit }];
  const buttons = open ? [...submit, ...card.buttons] : [];
  const lines = [...card.lines, ...card.fields.map((field) => `${field.label}：${field.value}`)];
  const params = {
    title: card.title,
    text: [...markdownLines(lines.join('\n')), ...linkMarkdown(card)].join(lineBreak),
    mode: form?.kind ?? 'none',
    maxChoices: String(form === undefined ? 0 : form.kind === 'single' ? 1 : (form.maxChoices ?? options.length)),
    options: JSON.stringify(options.map(({ value, label }) => ({ value, label }))),
    buttons: JSON.stringify(
      buttons.map(({ label, press, style }) => ({ key: encodePress(press), label, style: style ?? 'plain' })),
    ),
    status: card.settled ?? '',
  };
  if (options.length > MAX_FORM_OPTIONS || buttons.length > MAX_BUTTONS) return undefined;
  return Object.values(params).every((value) => Buffer.byteLength(value) <= maxParamBytes) ? params : undefined;
}

/** The lines of a text, each showing as it was written. */
export function markdownLines(text: string): string[] {
  return text.split(/\r\n?|[\n\u2028\u2029]/).map(escapeMarkdown);
}

/**
 * One line of text that shows as it was written, whatever a person put into it: characters that mean something in Markdown or HTML become
 * their full-width twins. Backslashes would not do, since the vendor promises no escapes (docs/vendors/dingtalk.md, Messages).
 */
export function escapeMarkdown(line: string): string {
  return line
    .replace(/[\\`*_[\]<>~|]/g, fullWidth)
    .replace(/^\s*([#=]|[-+](?=[\s+-]|$))/, (start) => start.slice(0, -1) + fullWidth(start.slice(-1)));
}

/** `!` to `~` stand in the same order from U+FF01 on. */
function fullWidth(mark: string): string {
  return String.fromCharCode(mark.charCodeAt(0) + 0xfee0);
}
