import type { Card, FileMessage, Message } from '../../chat/message.ts';
import { literalMarkdown, literalText } from './literal.ts';
import { cardAsText } from './render.ts';
import { splitText } from './split-text.ts';

const MAX_TEXT_BYTES = 2048;
const ANSWER_ALONE = '请在本应用的会话中回复“待办”办理。';

/**
 * What goes into a group for a text or a card, in the order of sending (D90248, D99110). Groups have no cards that can be pressed, and
 * what is written there does not reach us: a card becomes Markdown that says where to answer, or text where it is too long for that.
 *
 * @param maxMarkdownBytes - 2048 in an app's group, 4096 for a group robot
 */
export function groupContents(message: Exclude<Message, FileMessage>, maxMarkdownBytes: number): object[] {
  if (message.kind === 'card') {
    const content = cardAsMarkdown(message);
    if (Buffer.byteLength(content, 'utf8') <= maxMarkdownBytes) return [{ msgtype: 'markdown', markdown: { content } }];
  }
  const text = message.kind === 'card' ? cardAsText(withoutAnswers(message)) : literalText(message.text);
  return splitText(text, MAX_TEXT_BYTES).map((content) => ({ msgtype: 'text', text: { content } }));
}

function cardAsMarkdown(card: Card): string {
  const { title, lines, fields, settled } = withoutAnswers(card);
  return [
    `**${literalMarkdown(title).replaceAll('\n', ' ')}**`,
    ...lines.map(literalMarkdown),
    ...fields.map(({ label, value }) => `> ${literalMarkdown(`${label}：${value}`).replaceAll('\n', '\n> ')}`),
    ...(settled === undefined ? [] : [`<font color="comment">${literalMarkdown(settled)}</font>`]),
  ].join('\n');
}

function withoutAnswers(card: Card): Card {
  const asks = card.settled === undefined && (card.form !== undefined || card.buttons.length > 0);
  const { form: _, ...plain } = card;
  return { ...plain, buttons: [], lines: asks ? [...card.lines, ANSWER_ALONE] : card.lines };
}
