import { z } from 'zod';
import { withoutStop } from '../../chat/sentence.ts';
import { withoutMentions } from '../shared/mentions.ts';

/** What a message to the robot holds: words, a picture or a file, or something the bot cannot read. */
export type Content =
  | { kind: 'text'; text: string; spoken?: true }
  | { kind: 'file'; what: 'picture' | 'file'; name: string; downloadCode: string }
  | { kind: 'other'; what: string };

/** Every kind of message the pages name (docs/vendors/dingtalk.md, Robot messages). */
const knownKinds: ReadonlySet<string> = new Set([
  ...['text', 'richText', 'picture', 'audio', 'video', 'file'],
  ...['unknownMsgType', 'interactiveCard', 'chatRecord'],
]);

const downloadCode = z.string().min(1).max(1024);
const picture = z.object({ downloadCode });
const file = z.object({ downloadCode, fileName: z.string().min(1).max(300) });
const pictures = z.object({ richText: z.array(z.object({ downloadCode: downloadCode.optional() })).max(1000) });
/** A picture comes without a name. */
const pictureName = '图片.jpg';

const voice = z.object({ recognition: z.string() });
const richText = z.object({
  richText: z.array(z.object({ type: z.string().optional(), text: z.string().optional() })).max(1000),
});
/** Parts that name somebody, as HarmonyOS and others send them: by their type, or by an `@` in front. */
const namingTypes: ReadonlySet<string> = new Set(['at', 'mention']);

/** Whether the pages name this kind of message. */
export function isKnownKind(msgtype: string): boolean {
  return knownKinds.has(msgtype);
}

/**
 * What was said (docs/vendors/dingtalk.md, Robot messages): text as it is, a voice message as DingTalk understood it, of a rich text its
 * words.
 *
 * @param text - `text.content`, for kind `text` alone
 * @param content - `content`, for all other kinds; one guide shows it as a text's own words too
 * @param inGroup - there the robot has to be named, and the naming may stand in the words
 * @returns `undefined` for a message without content
 */
export function readContent(
  msgtype: string,
  text: string | undefined,
  content: unknown,
  inGroup: boolean,
): Content | undefined {
  if (msgtype === 'text') {
    const words = text ?? (typeof content === 'string' ? content : undefined);
    return words === undefined ? undefined : { kind: 'text', text: inGroup ? withoutMentions(words) : words.trim() };
  }
  if (content === undefined) return undefined;
  const words = msgtype === 'audio' ? heard(content) : msgtype === 'richText' ? written(content, inGroup) : '';
  if (words !== '') return { kind: 'text', text: words, ...(msgtype === 'audio' ? { spoken: true } : {}) };
  return (inGroup ? undefined : sentFile(msgtype, content)) ?? { kind: 'other', what: msgtype };
}

/** The picture or file of a message; of a rich text without words its first picture. */
function sentFile(msgtype: string, content: unknown): Content | undefined {
  if (msgtype === 'file') {
    const read = file.safeParse(content).data;
    return read && { kind: 'file', what: 'file', name: read.fileName, downloadCode: read.downloadCode };
  }
  const code =
    msgtype === 'picture'
      ? picture.safeParse(content).data?.downloadCode
      : msgtype === 'richText'
        ? pictures.safeParse(content).data?.richText.find((part) => part.downloadCode !== undefined)?.downloadCode
        : undefined;
  return code === undefined ? undefined : { kind: 'file', what: 'picture', name: pictureName, downloadCode: code };
}

/** DingTalk ends what it heard with a full stop, also where one word was said. */
function heard(content: unknown): string {
  const read = voice.safeParse(content);
  return read.success ? withoutStop(read.data.recognition.trim()) : '';
}

/** The parts follow each other as they were typed, line ends included. */
function written(content: unknown, inGroup: boolean): string {
  const read = richText.safeParse(content);
  if (!read.success) return '';
  const parts = read.data.richText;
  if (!inGroup)
    return parts
      .map((part) => part.text ?? '')
      .join('')
      .trim();
  // A name may hold spaces: the part that holds nothing but the name goes whole.
  const first = parts.findIndex(({ type = '', text = '' }) => !namingTypes.has(type) && !/^\s*[@＠]/.test(text));
  const words = parts.slice(Math.max(first, 0)).filter(({ type = '' }) => !namingTypes.has(type));
  return withoutMentions(words.map((part) => part.text ?? '').join(''));
}
