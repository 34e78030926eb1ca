import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import { linkOf } from '../../chat/link.ts';
import { type Card, type FileMessage, isFile, type Message } from '../../chat/message.ts';
import type { ChatPlatform, Outcome, RawRequest, Received } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { splitText, utf8Bytes } from '../shared/split-text.ts';
import { TellOnce } from '../shared/tell-once.ts';
import { unreadableUpdate } from '../shared/unreadable-update.ts';
import { type AibotParsed, type AnswerPlace, parseAibot } from './aibot-parse.ts';
import { AnswerPlaces } from './answer-places.ts';
import { WecomAddressApi } from './api.ts';
import { CallbackRefused } from './callback-refused.ts';
import { CallbackCrypto } from './crypto.ts';
import { literalMarkdown, markdownLink } from './literal.ts';
import { cardAsText } from './render.ts';
import { openEcho, openSigned, type SignedQueryOptions } from './signed-query.ts';

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
const emptyAnswer = { status: 200, type: 'text/plain; charset=utf-8', body: '' };
const maxMarkdownBytes = 20_480;
const cutMark = '\n……（内容较长，其余未显示）';

/**
 * An AI robot (智能机器人) with an address for callbacks as a chat platform, in place of a self-built app (docs/vendors/wecom.md, AI robot).
 * It can only answer: each message of a person brings one address that takes one answer within the hour. Callbacks are answered with
 * nothing, messages go out as Markdown, cards as numbered text that is answered by typing. It sees no contacts.
 */
export function createWecomAibot(options: AibotOptions): ChatPlatform {
  const { apiBase, clock, timeoutMs = standardTimeoutMs } = options;
  const places = new AnswerPlaces(clock, apiBase);
  const speaker = new Speaker(new WecomAddressApi({ ...options, timeoutMs }), places);
  const webhook = new AibotWebhook(options, places);
  return {
    name: 'wecom',
    receive: async (request) => webhook.receive(request),
    capacity: () => 1,
    send: (to, message) => Promise.all(to.map((userId) => speaker.answer(userId, message))),
    sendToGroup: (group, message) => speaker.answerInGroup(group, message),
    revise: async () => false,
  };
}

class AibotWebhook {
  readonly #options: AibotOptions;
  readonly #places: AnswerPlaces;
  readonly #signed: SignedQueryOptions;
  readonly #unknown = new TellOnce();

  constructor(options: AibotOptions, places: AnswerPlaces) {
    this.#options = options;
    this.#places = places;
    const { clock, windowMs = standardWindowMs } = options;
    // The receiveid of a robot inside the company is empty.
    this.#signed = { crypto: new CallbackCrypto({ ...options, corpId: '' }), clock, windowMs };
  }

  receive(request: RawRequest): Received {
    try {
      if (request.method === 'GET')
        return { kind: 'challenge', answer: { ...emptyAnswer, body: openEcho(request.query, this.#signed) } };
      if (request.method !== 'POST') throw new CallbackRefused('method');
      const plain = openSigned(request.query, encryptIn(request.body), this.#signed);
      const { answerAt, unknown, ...parsed } = this.#meaningOf(plain);
      this.#tell(unknown, answerAt);
      return { ...parsed, answer: emptyAnswer };
    } catch (error) {
      if (error instanceof CallbackRefused) return { kind: 'refused', why: error.why };
      throw error;
    }
  }

  #tell(unknown: string | undefined, answerAt: AnswerPlace | undefined): void {
    const { log } = this.#options;
    if (unknown !== undefined && this.#unknown.first(unknown))
      log.warn({ kind: unknown }, 'WeCom sent a kind of robot callback that its pages do not have');
    if (answerAt !== undefined && !this.#places.remember(answerAt))
      log.warn({}, 'a robot callback came with an answer address that is not to be used');
  }

  /** What is surely WeCom's and has no meaning is kept for the operator. */
  #meaningOf(plain: string): AibotParsed {
    const { botId, clock, log } = this.#options;
    const nowMs = clock.now().getTime();
    try {
      return parseAibot(plain, botId, nowMs);
    } catch (error) {
      if (!(error instanceof CallbackRefused) || error.why === 'aibotid') throw error;
      log.warn({ why: error.why }, 'a well signed callback of WeCom cannot be read');
      return { kind: 'update', update: unreadableUpdate('wecom', plain, error.why, nowMs) };
    }
  }
}

const envelope = z.object({ encrypt: z.string() });

function encryptIn(body: Buffer): string {
  try {
    return envelope.parse(JSON.parse(body.toString('utf8'))).encrypt;
  } catch {
    throw new CallbackRefused('no-encrypt');
  }
}

/** Answers at the addresses that came with people's messages. */
class Speaker {
  readonly #api: WecomAddressApi;
  readonly #places: AnswerPlaces;

  constructor(api: WecomAddressApi, places: AnswerPlaces) {
    this.#api = api;
    this.#places = places;
  }

  async answer(userId: string, message: Message): Promise<Outcome> {
    if (isFile(message)) return { userId, result: 'refused', code: 'no-files' };
    const isSaid = await this.#places.answer(`single:${userId}`, (url) => this.#say(url, message));
    return isSaid ? { userId, result: 'sent', handle: {} } : { userId, result: 'refused', code: 'no-answer-address' };
  }

  async answerInGroup(group: string, message: Message): Promise<void> {
    if (isFile(message)) throw new PlatformError(method, 'no-files', 'never');
    if (!(await this.#places.answer(`group:${group}`, (url) => this.#say(url, message))))
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
