import type { Link } from '../../chat/link.ts';
import { linkOf } from '../../chat/link.ts';
import type { Card, FileMessage, Message } from '../../chat/message.ts';
import { shortenedToBytes, splitText } from '../shared/split-text.ts';
import { inOneLine, isBlank, lines, robotCardLimits } from './card-parts.ts';
import { drawNotice } from './draw-notice.ts';
import { literalMarkdown, literalText, markdownLink } from './literal.ts';
import { cardAsText } from './render.ts';

const maxTextBytes = 2048;
/** Of a group's textcard and of an article (D90236, D90248). */
const maxTitleBytes = 128;
const maxDescriptionBytes = 512;
/** Of the words below a textcard; longer ones would stand there cut. */
const maxButtonChars = 4;
const answerAlone = '请在与“学册”助手的单独会话中回复“待办”办理。';

/** Who speaks: the app in a group it made, or a robot that somebody put into a group; their cards and lengths differ. */
export type Speaker = 'app' | 'robot';

const maxMarkdownBytes: Readonly<Record<Speaker, number>> = { app: 2048, robot: 4096 };

/**
 * What goes into a group for a text or a card, in the order of sending (D90248, D99110). Groups have no cards that can be pressed, and
 * what is written there does not reach us: a card becomes Markdown that says where to answer, or text where it is too long for that. One
 * that leads to a page becomes what a tap opens, after its full text where that is too long.
 */
export function groupContents(message: Exclude<Message, FileMessage>, speaker: Speaker): object[] {
  if (message.kind === 'text') return texts(literalText(message.text));
  const card = withoutAnswers(message);
  const link = card.settled === undefined && !isBlank(card.title) ? linkOf(card) : undefined;
  if (link !== undefined) {
    const { content, isWhole } = speaker === 'app' ? drawLink(card, link) : drawRobotNotice(card, link);
    return isWhole ? [content] : [...texts(cardAsText(card)), content];
  }
  const content = cardAsMarkdown(card);
  const isShort = Buffer.byteLength(content, 'utf8') <= maxMarkdownBytes[speaker];
  return isShort ? [{ msgtype: 'markdown', markdown: { content } }] : texts(cardAsText(card));
}

function texts(text: string): object[] {
  return splitText(text, maxTextBytes).map((content) => ({ msgtype: 'text', text: { content } }));
}

/** An app's group has no template cards: a `textcard`, with a picture an article. */
function drawLink(card: Card, { label, url, pictureUrl }: Link): { content: object; isWhole: boolean } {
  const wholeTitle = inOneLine(card.title);
  const title = shortenedToBytes(wholeTitle, maxTitleBytes);
  const rest = lines(...card.lines, ...card.fields.map((field) => `${field.label}：${field.value}`));
  if (pictureUrl !== undefined) {
    const description = shortenedToBytes(rest, maxDescriptionBytes);
    const article = { title, description, url, picurl: pictureUrl };
    const isWhole = title === wholeTitle && description === rest;
    return { content: { msgtype: 'news', news: { articles: [article] } }, isWhole };
  }
  const shown = inOneLine(label);
  const { description, isWhole } = textcardWords(isBlank(rest) ? shown : rest);
  const button = shown.length <= maxButtonChars ? { btntxt: shown } : {};
  const textcard = { title, description, url, ...button };
  return { content: { msgtype: 'textcard', textcard }, isWhole: title === wholeTitle && isWhole };
}

/** A textcard reads tags (D90236): typed ones are words, those that break lines are ours. */
function textcardWords(words: string): { description: string; isWhole: boolean } {
  const literal = words.replaceAll('<', '＜');
  const description = literal.replaceAll('\n', '<br>');
  if (Buffer.byteLength(description, 'utf8') <= maxDescriptionBytes) return { description, isWhole: true };
  return { description: shortenedToBytes(inOneLine(literal), maxDescriptionBytes), isWhole: false };
}

function drawRobotNotice(card: Card, link: Link): { content: object; isWhole: boolean } {
  const { card: drawn, isWhole } = drawNotice(card, link, robotCardLimits);
  return { content: { msgtype: 'template_card', template_card: drawn }, isWhole };
}

function cardAsMarkdown(card: Card): string {
  const { title, fields, settled } = card;
  const link = linkOf(card);
  return [
    `**${literalMarkdown(title).replaceAll('\n', ' ')}**`,
    ...card.lines.map(literalMarkdown),
    ...fields.map(({ label, value }) => `> ${literalMarkdown(`${label}：${value}`).replaceAll('\n', '\n> ')}`),
    ...(link === undefined ? [] : [markdownLink(link)]),
    ...(settled === undefined ? [] : [`<font color="comment">${literalMarkdown(settled)}</font>`]),
  ].join('\n');
}

function withoutAnswers(card: Card): Card {
  const asks = card.settled === undefined && (card.form !== undefined || card.buttons.length > 0);
  const { form: _, selection: __, ...plain } = card;
  return { ...plain, buttons: [], lines: asks ? [...card.lines, answerAlone] : card.lines };
}
