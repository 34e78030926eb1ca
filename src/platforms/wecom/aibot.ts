import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import { linkOf } from '../../chat/link.ts';
import { type Card, type FileMessage, isFile, type Message } from '../../chat/message.ts';
import type { ChatPlatform, Outcome } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { splitText, utf8Bytes } from '../shared/split-text.ts';
import { AibotWebhook } from './aibot-webhook.ts';
import { AnswerAddresses } from './answer-addresses.ts';
import { WecomAddressApi } from './api.ts';
import { literalMarkdown, markdownLink } from './literal.ts';
import { cardAsText } from './render.ts';

export interface AibotOptions {
  /** The robot's id, `aibotid` in its callbacks. */
  botId: string;
  token: string;
  encodingAesKey: string;
  /** Address before `/cgi-bin`, e.g. `https://qyapi.weixin.qq.com`. */
  apiBase: string;
  clock: Clock;
  log: Pick<Log, 'info' | 'warn'>;
  http?: AxiosInstance;
  /** How far a callback's time may be from ours; 5 minutes by default. */
  windowMs?: number;
  /** For one answer; 5 seconds by default. */
  timeoutMs?: number;
}

const method = 'aibot/response';
const standardWindowMs = 5 * 60_000;
const standardTimeoutMs = 5_000;
const maxMarkdownBytes = 20_480;
const cutMark = '\n……（内容较长，其余未显示）';

/**
 * An AI robot (智能机器人) with an address for callbacks as a chat platform, in place of a self-built app (docs/vendors/wecom.md, AI robot).
 * It can only answer: each message of a person brings one address that takes one answer within the hour. Callbacks are answered with
 * nothing, messages go out as Markdown, cards as numbered text that is answered by typing. It sees no contacts.
 */
export function createWecomAibot(options: AibotOptions): ChatPlatform {
  const { apiBase, clock, timeoutMs = standardTimeoutMs } = options;
  const addresses = new AnswerAddresses(clock, apiBase);
  const speaker = new Speaker(new WecomAddressApi({ ...options, timeoutMs }), addresses);
  const webhook = new AibotWebhook({ windowMs: standardWindowMs, ...options }, addresses);
  return {
    name: 'wecom',
    receive: (request) => webhook.receive(request),
    capacity: () => 1,
    // An address takes one answer.
    recognisesRepeatsMs: () => Number.POSITIVE_INFINITY,
    send: (to, message) => Promise.all(to.map((userId) => speaker.answer(userId, message))),
    sendToGroup: (group, message) => speaker.answerInGroup(group, message),
    revise: async () => false,
  };
}

/** Answers at the addresses that came with people's messages. */
class Speaker {
  readonly #api: WecomAddressApi;
  readonly #addresses: AnswerAddresses;

  constructor(api: WecomAddressApi, addresses: AnswerAddresses) {
    this.#api = api;
    this.#addresses = addresses;
  }

  async answer(userId: string, message: Message): Promise<Outcome> {
    if (isFile(message)) return { userId, result: 'refused', code: 'no-files' };
    const isSaid = await this.#addresses.answer(`single:${userId}`, (url) => this.#say(url, message));
    return isSaid ? { userId, result: 'sent', handle: {} } : { userId, result: 'refused', code: 'no-answer-address' };
  }

  async answerInGroup(group: string, message: Message): Promise<void> {
    if (isFile(message)) throw new PlatformError(method, 'no-files', 'never');
    if (!(await this.#addresses.answer(`group:${group}`, (url) => this.#say(url, message))))
      throw new PlatformError(method, 'no-answer-address', 'never', { fault: 'receiver' });
  }

  async #say(url: string, message: Exclude<Message, FileMessage>): Promise<void> {
    const whole = message.kind === 'text' ? literalMarkdown(message.text) : cardAsMarkdown(message);
    const [content = '', ...rest] = splitText(whole, maxMarkdownBytes - utf8Bytes(cutMark));
    const body = { msgtype: 'markdown', markdown: { content: rest.length === 0 ? content : `${content}${cutMark}` } };
    await this.#api.call(method, z.object({}), { url, body }, [url]);
  }
}

/** The numbered text of a card; its address would not stand what makes text literal. */
function cardAsMarkdown(card: Card): string {
  const { link: _, ...unlinked } = card;
  const link = linkOf(card);
  const words = literalMarkdown(cardAsText(unlinked));
  return link === undefined ? words : `${words}\n${markdownLink(link)}`;
}
