import { z } from 'zod';

/** What a message to the robot holds: words, or something the bot cannot read. */
export type Content = { kind: 'text'; text: string } | { kind: 'other'; what: string };

/** Every kind of message the pages name (dingtalk.md 1.3). */
const knownKinds: ReadonlySet<string> = new Set([
  ...['text', 'richText', 'picture', 'audio', 'video', 'file'],
  ...['unknownMsgType', 'interactiveCard', 'chatRecord'],
]);

const voice = z.object({ recognition: z.string() });
const richText = z.object({ richText: z.array(z.object({ text: z.string().optional() })).max(1000) });

/** Whether the pages name this kind of message. */
export function isKnownKind(msgtype: string): boolean {
  return knownKinds.has(msgtype);
}

/**
 * What was said (dingtalk.md 1.3): text as it is, a voice message as DingTalk understood it, of a rich text its words.
 *
 * @param text - `text.content`, for kind `text` alone
 * @param content - `content`, for all other kinds; one guide shows it as a text's own words too
 * @returns `undefined` for a message without content
 */
export function readContent(msgtype: string, text: string | undefined, content: unknown): Content | undefined {
  if (msgtype === 'text') {
    const words = text ?? (typeof content === 'string' ? content : undefined);
    return words === undefined ? undefined : { kind: 'text', text: words.trim() };
  }
  if (content === undefined) return undefined;
  const words = msgtype === 'audio' ? heard(content) : msgtype === 'richText' ? written(content) : '';
  return words === '' ? { kind: 'other', what: msgtype } : { kind: 'text', text: words };
}

function heard(content: unknown): string {
  const read = voice.safeParse(content);
  return read.success ? read.data.recognition.trim() : '';
}

/** The parts follow each other as they were typed, line ends included. */
function written(content: unknown): string {
  const read = richText.safeParse(content);
  if (!read.success) return '';
  return read.data.richText
    .map((part) => part.text ?? '')
    .join('')
    .trim();
}
