import { createHash } from 'node:crypto';
import { type Card, type FileMessage, isFile, type Message } from '../../chat/message.ts';
import type { Handle, Outcome } from '../../chat/platform.ts';
import { PlatformError } from '../../errors.ts';
import { afterPart, maybeArrived, sendInTurn } from '../shared/send-in-turn.ts';
import type { CardRoute, DingtalkClient } from './client.ts';
import { withFallback } from './fallback.ts';
import type { Media } from './media.ts';
import {
  type CardParams,
  cardParams,
  groupMarkdown,
  markdownMessages,
  type RobotMessage,
  textMessage,
  textParts,
} from './render.ts';
import type { SessionAnswers } from './session-answers.ts';
import type { WorkNotices } from './work-notice.ts';

export interface SenderOptions {
  client: DingtalkClient;
  /** Answers in the conversation somebody has just used. */
  answers: SessionAnswers;
  /** Without it every card goes out as Markdown. */
  route?: CardRoute;
  /** Without it files and pictures are refused. */
  media?: Media;
  /** Without it whom the robot cannot reach is not reached. */
  notices?: WorkNotices;
}

/** The most receivers one batchSend may carry (docs/vendors/dingtalk.md, Messages). */
const maxReceivers = 20;

/** Chooses the way a message takes: the person's open session, batchSend, or a card of our template. */
export class Sender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** As `ChatPlatform.capacity`: a template card is one person's, everything else is shared by 20. */
  capacity(message: Message): number {
    return this.#templateCard(message) === undefined ? maxReceivers : 1;
  }

  /** As `ChatPlatform.callsFor`. */
  callsFor(message: Message): number {
    if (isFile(message) || this.#templateCard(message) !== undefined) return 1;
    return message.kind === 'card' ? markdownMessages(message).length : textParts(message.text).length;
  }

  /** As `ChatPlatform.recognisesRepeatsMs`: a card's outTrackId is taken once; batchSend, sessions and groups have no key. */
  recognisesRepeatsMs(message: Message, to: 'person' | 'group'): number {
    return to === 'person' && this.#templateCard(message) !== undefined ? Number.POSITIVE_INFINITY : 0;
  }

  /**
   * As `ChatPlatform.send`. A message longer than one call carries goes out in parts; if a later part fails, a repeat begins with
   * the first.
   */
  async send(to: readonly string[], message: Message, key: string, again: boolean): Promise<readonly Outcome[]> {
    if (to.length > this.capacity(message)) throw new RangeError(`${to.length} receivers in one DingTalk call`);
    if (to.length === 0) return [];
    if (isFile(message)) return this.#sendFile(to, message);
    const byRobot = () => this.#byRobot(to, message, key, again);
    const { notices } = this.#options;
    if (notices === undefined) return byRobot();
    return withFallback(to, byRobot, (refused) => notices.send(refused, message, key, again));
  }

  /** As `ChatPlatform.sendToGroup`; the vendor cannot tell a repeat, so that one may be read twice. */
  async sendToGroup(group: string, message: Message): Promise<void> {
    await sendInTurn(await this.#groupParts(message), (part) => this.#options.client.sendToGroup(group, part));
  }

  async #groupParts(message: Message): Promise<RobotMessage[]> {
    if (!isFile(message))
      return message.kind === 'card' ? groupMarkdown(message) : textParts(message.text).map(textMessage);
    const file = await this.#file(message);
    if ('refused' in file) throw new PlatformError('robot/groupMessages/send', file.refused, 'never');
    return [file];
  }

  async #sendFile(to: readonly string[], message: FileMessage): Promise<readonly Outcome[]> {
    const file = await this.#file(message);
    return 'refused' in file
      ? to.map((userId) => ({ userId, result: 'refused', code: file.refused }))
      : this.#batchSend(to, [file]);
  }

  async #file(message: FileMessage): Promise<RobotMessage | { refused: string }> {
    return this.#options.media?.message(message) ?? { refused: 'file.not-configured' };
  }

  async #byRobot(
    to: readonly string[],
    message: Exclude<Message, FileMessage>,
    key: string,
    again: boolean,
  ): Promise<readonly Outcome[]> {
    const [only = '', ...others] = to;
    const card = this.#templateCard(message);
    if (card !== undefined) return [await this.#sendCard(card.route, only, card.params, outTrackIdOf(key), again)];
    if (message.kind === 'card') return this.#batchSend(to, markdownMessages(message));
    const parts = textParts(message.text);
    const rest = others.length === 0 ? await this.#options.answers.answer(only, parts) : parts;
    if (rest.length === 0) return [{ userId: only, result: 'sent', handle: {} }];
    return this.#batchSend(to, rest.map(textMessage)).catch((error: unknown) => {
      throw rest.length === parts.length ? error : afterPart(error);
    });
  }

  /** As `ChatPlatform.revise`; only cards of a template can change. */
  async revise(handle: Handle, card: Card): Promise<boolean> {
    const { outTrackId } = handle;
    const params = cardParams(card);
    if (outTrackId === undefined || params === undefined) return false;
    try {
      await this.#options.client.updateCard(outTrackId, params);
      return true;
    } catch (error) {
      if (error instanceof PlatformError && error.code === 'param.cardNotExist') return false;
      throw error;
    }
  }

  #templateCard(message: Message): { route: CardRoute; params: CardParams } | undefined {
    const { route } = this.#options;
    if (message.kind !== 'card' || isToReadOnly(message)) return undefined;
    const params = route === undefined ? undefined : cardParams(message);
    return route === undefined || params === undefined ? undefined : { route, params };
  }

  async #sendCard(
    route: CardRoute,
    userId: string,
    params: CardParams,
    outTrackId: string,
    again: boolean,
  ): Promise<Outcome> {
    const sent = (more: Handle): Outcome => ({
      ...{ userId, result: 'sent', cardRef: outTrackId },
      handle: { outTrackId, ...more },
    });
    // Either character would name a second place for the card (docs/vendors/dingtalk.md, Cards).
    if (/[;\s]/.test(userId)) return { userId, result: 'refused', code: 'param.openSpaceIdInvalid' };
    try {
      const { client } = this.#options;
      const { delivered, processQueryKey } = await client.deliverCard(route, outTrackId, userId, params);
      if (!delivered) return { userId, result: 'refused', code: 'card.not-delivered' };
      return sent(processQueryKey === undefined ? {} : { processQueryKey });
    } catch (error) {
      if (!(error instanceof PlatformError) || error.code !== 'param.cardAlreadyExist') throw maybeArrived(error);
      // Only a repeat of an unanswered attempt proves that the card which exists was delivered as well.
      return again ? sent({}) : { userId, result: 'refused', code: error.code };
    }
  }

  async #batchSend(to: readonly string[], messages: readonly RobotMessage[]): Promise<Outcome[]> {
    const outcomes = new Map<string, Outcome>();
    const keys: string[] = [];
    let reached = to;
    for (const [index, message] of messages.entries()) {
      if (reached.length === 0) break;
      const call = this.#options.client.batchSend(reached, message);
      const { processQueryKey, invalid, throttled } = await call.catch((error: unknown) => {
        throw index === 0 ? error : afterPart(error);
      });
      if (processQueryKey !== undefined) keys.push(processQueryKey);
      // All parts are recalled together.
      const handle: Handle = keys.length === 0 ? {} : { processQueryKey: keys.join(',') };
      for (const userId of reached) {
        if (invalid.has(userId)) outcomes.set(userId, { userId, result: 'refused', code: 'invalidStaffId' });
        // Whoever has a part already is not one who got nothing: nothing is said of them, so that their repeat is known for one.
        else if (throttled.has(userId) && index > 0) outcomes.delete(userId);
        else if (throttled.has(userId))
          outcomes.set(userId, { userId, result: 'later', code: 'flowControlledStaffId' });
        else outcomes.set(userId, { userId, result: 'sent', handle });
      }
      reached = reached.filter((userId) => outcomes.get(userId)?.result === 'sent');
    }
    return [...outcomes.values()];
  }
}

/** A page to open and nothing to press: as Markdown 20 people get it for one call of the month's quota. */
function isToReadOnly({ link, form, buttons, settled }: Card): boolean {
  return link !== undefined && settled === undefined && form === undefined && buttons.length === 0;
}

/** The vendor's id of the card made for a delivery key: the key itself where it fits (docs/vendors/dingtalk.md, Cards), else its hash. */
function outTrackIdOf(key: string): string {
  return /^[\x21-\x7e]{1,100}$/.test(key) ? key : createHash('sha256').update(key).digest('hex');
}
