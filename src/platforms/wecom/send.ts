import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type FileMessage, isFile, type Message } from '../../chat/message.ts';
import type { Handle, Outcome } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError } from '../../errors.ts';
import { afterPart, maybeArrived } from '../shared/send-in-turn.ts';
import { splitText } from '../shared/split-text.ts';
import type { WecomApi } from './api.ts';
import { literalText } from './literal.ts';
import type { Media } from './media.ts';
import { cardAsText, drawCard, textAbove } from './render.ts';
import type { TemplateCard } from './template-card.ts';
import { textAboveOf } from './text-above.ts';
import { isUserId } from './xml-fields.ts';

const method = 'message/send';
const maxReceivers = 1000;
const maxTextBytes = 2048;
/** The vendor's default. Long enough for the tries after a silence, short enough not to swallow tomorrow's reminder. */
const duplicateCheckSeconds = 1800;
/** The repeat must reach WeCom before the check forgets the first call. */
const longestCallMs = 60_000;

const sendAnswer = z.object({
  msgid: z.string().optional(),
  response_code: z.string().optional(),
  invaliduser: z.string().optional(),
  unlicenseduser: z.string().optional(),
});
type SendAnswer = z.infer<typeof sendAnswer>;

/** One call: a message too long for one goes out as several. */
type Part =
  | { kind: 'text'; content: string }
  | { kind: 'card'; card: TemplateCard; taskId: string }
  | { kind: 'file'; file: FileMessage };

export interface SenderOptions {
  api: WecomApi;
  media: Media;
  agentId: number;
  clock: Clock;
}

/** How many receivers one call may carry: a card is one task with one code, so that it goes to one person. */
export function capacityOf(message: Message): number {
  return message.kind === 'card' && drawCard(message) !== undefined ? 1 : maxReceivers;
}

/** As `ChatPlatform.recognisesRepeatsMs`: for a card that is drawn whole its task_id, for all else the check of equal content. */
export function recognisesRepeatsMs(message: Message): number {
  const isWholeCard = message.kind === 'card' && drawCard(message)?.isWhole === true;
  return isWholeCard ? Number.POSITIVE_INFINITY : duplicateCheckSeconds * 1000 - longestCallMs;
}

/**
 * Sends messages to people (D90236). The answer `0` may still name receivers who got nothing.
 *
 * A repeat after a silence cannot double a card: its `task_id` comes from the key, and WeCom takes no `task_id` twice. Texts and files
 * have no such key. WeCom can drop what it delivered in the same words within half an hour, but would then drop an intended repeat as
 * well (the same answer to the same question), so that only repeats after a silence ask for it.
 */
export class Sender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /**
   * As `ChatPlatform.send`.
   * @param to - userids, at most `capacityOf(message)`
   * @throws PlatformError, TransportError for the whole message; a failure after the first of several parts counts as a silence
   */
  async send(to: readonly string[], message: Message, key: string, again: boolean): Promise<Outcome[]> {
    if (to.length > capacityOf(message)) throw new RangeError(`${to.length} receivers are too many for one call`);
    const refused = new Map<string, string>();
    for (const userId of to) if (!isUserId(userId)) refused.set(userId, 'bad-userid');
    const msgids: string[] = [];
    let handle: Handle = {};
    for (const [index, part] of partsOf(message, key, to).entries()) {
      const receivers = to.filter((userId) => !refused.has(userId));
      if (receivers.length === 0) break;
      const { answer, failed } = await this.#sendPart(receivers, part, again).catch((error: unknown) => {
        throw index === 0 ? error : afterPart(error);
      });
      for (const [userId, code] of failed) refused.set(userId, code);
      if (answer.msgid !== undefined) msgids.push(answer.msgid);
      handle = handleOf(part, answer, this.#options.clock);
    }
    handle = { ...recallHandle(msgids, to.length - refused.size), ...handle, ...textAboveOf(message) };
    const cardRef = handle.taskId === undefined ? {} : { cardRef: handle.taskId };
    return to.map((userId) => {
      const code = refused.get(userId);
      return code === undefined ? { userId, result: 'sent', ...cardRef, handle } : { userId, result: 'refused', code };
    });
  }

  async #sendPart(
    receivers: readonly string[],
    part: Part,
    again: boolean,
  ): Promise<{ answer: SendAnswer; failed: Map<string, string> }> {
    const { api, media, agentId } = this.#options;
    const send = (content: object) => {
      const body = { touser: receivers.join('|'), agentid: agentId, ...content };
      const check = { enable_duplicate_check: 1, duplicate_check_interval: duplicateCheckSeconds };
      return api.call(method, sendAnswer, { body: again && part.kind !== 'card' ? { ...body, ...check } : body });
    };
    try {
      const answer = part.kind === 'file' ? await media.sendWith(part.file, send) : await send(contentOf(part));
      return { answer, failed: failedIn(answer) };
    } catch (error) {
      const code = error instanceof PlatformError ? error.code : '';
      // Nobody valid: an answer about the receivers, not about the message.
      if (code === '81013') return { answer: {}, failed: new Map(receivers.map((userId) => [userId, code])) };
      if (code === '42014' && again && part.kind === 'card') return { answer: {}, failed: new Map() };
      throw maybeArrived(error);
    }
  }
}

function partsOf(message: Message, key: string, to: readonly string[]): Part[] {
  if (isFile(message)) return [{ kind: 'file', file: message }];
  if (message.kind === 'text') return textParts(literalText(message.text));
  const drawn = drawCard(message);
  if (drawn === undefined) return textParts(cardAsText(message));
  const card: Part = { kind: 'card', card: drawn.card, taskId: taskIdOf(key, to[0] ?? '') };
  return drawn.isWhole ? [card] : [...textParts(textAbove(message)), card];
}

function textParts(text: string): Part[] {
  return splitText(text, maxTextBytes).map((content) => ({ kind: 'text', content }));
}

/** The same delivery gives the same `task_id`; 43 of the letters, digits, `-` and `_` that WeCom allows. */
function taskIdOf(key: string, userId: string): string {
  return createHash('sha256').update(`${key}\n${userId}`).digest('base64url');
}

function contentOf(part: Exclude<Part, { kind: 'file' }>): object {
  if (part.kind === 'text') return { msgtype: 'text', text: { content: part.content } };
  return { msgtype: 'template_card', template_card: { ...part.card, task_id: part.taskId } };
}

function failedIn(answer: SendAnswer): Map<string, string> {
  const listed = (ids: string | undefined, code: string): [string, string][] =>
    (ids ?? '')
      .split('|')
      .map((id): [string, string] => [id.trim().toLowerCase(), code])
      .filter(([id]) => id !== '');
  return new Map([...listed(answer.invaliduser, 'invaliduser'), ...listed(answer.unlicenseduser, 'unlicenseduser')]);
}

/** What the whole message can be taken back with: one id per part, a line each, and how many people got it under these ids. */
function recallHandle(msgids: readonly string[], receivers: number): Handle {
  if (msgids.length === 0) return {};
  return { msgid: msgids.join('\n'), ...(receivers === 1 ? {} : { receivers: String(receivers) }) };
}

function handleOf(part: Part, answer: SendAnswer, clock: Clock): Handle {
  return {
    ...(part.kind === 'card' ? { taskId: part.taskId, cardType: part.card.card_type } : {}),
    ...(part.kind === 'card' && answer.response_code !== undefined
      ? { responseCode: answer.response_code, codeAtMs: String(clock.now().getTime()) }
      : {}),
  };
}
