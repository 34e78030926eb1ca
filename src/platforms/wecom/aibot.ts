import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import { linkOf } from '../../chat/link.ts';
import type { Card, FileMessage, Message } from '../../chat/message.ts';
import type { ChatPlatform, Outcome, RawRequest, Received } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { type AibotParsed, parseAibot } from './aibot-parse.ts';
import { AnswerPlaces } from './answer-places.ts';
import { createCallbackCrypto } from './crypto.ts';
import { createExchange } from './exchange.ts';
import { literalMarkdown, markdownLink } from './literal.ts';
import { createOpenCall, type OpenCall } from './open-call.ts';
import { nonsense, Refusal } from './refusal.ts';
import { cardAsText } from './render.ts';
import { createSayOnce } from './say-once.ts';
import { isFile } from './send.ts';
import { openEcho, openSigned, type SignedQueryOptions } from './signed-query.ts';
import { splitText } from './split-text.ts';

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

const METHOD = 'aibot/response';
const EMPTY = { status: 200, type: 'text/plain; charset=utf-8', body: '' };
const MAX_MARKDOWN_BYTES = 20_480;
const CUT = '\n……（内容较长，其余未显示）';

/**
 * An AI robot (智能机器人) with an address for callbacks as a chat platform, in place of a self-built app (wecom.md 9). It can only answer:
 * each message of a person brings one address that takes one answer within the hour. Callbacks are answered with nothing, messages go
 * out as Markdown, cards as numbered text that is answered by typing. It sees no contacts.
 */
export function createWecomAibot(options: AibotOptions): ChatPlatform {
  const { apiBase, clock, log, timeoutMs = 5000 } = options;
  const places = new AnswerPlaces(clock, apiBase);
  const call = createOpenCall(createExchange({ ...options, timeoutMs }), log);
  const receive = createReceive(options, places);
  return {
    name: 'wecom',
    receive: async (request) => receive(request),
    capacity: () => 1,
    send: (to, message) => Promise.all(to.map((userId) => answer(call, places, userId, message))),
    async sendToGroup(group, message) {
      if (isFile(message)) throw new PlatformError(METHOD, 'no-files', 'never');
      if (!(await places.answer(`group:${group}`, (url) => say(call, url, message))))
        throw new PlatformError(METHOD, 'no-answer-address', 'never');
    },
    revise: async () => false,
  };
}

function createReceive(options: AibotOptions, places: AnswerPlaces): (request: RawRequest) => Received {
  const { botId, clock, log, windowMs = 5 * 60_000 } = options;
  // The receiveid of a robot inside the company is empty.
  const signed: SignedQueryOptions = { crypto: createCallbackCrypto({ ...options, corpId: '' }), clock, windowMs };
  const sayUnknown = createSayOnce(log, 'WeCom sent a kind of robot callback that its pages do not have');
  return (request) => {
    try {
      if (request.method === 'GET')
        return { kind: 'challenge', answer: { ...EMPTY, body: openEcho(request.query, signed) } };
      if (request.method !== 'POST') throw new Refusal('method');
      const plain = openSigned(request.query, encryptIn(request.body), signed);
      const { answerAt, unknown, ...parsed } = meaningOf(plain, botId, clock, log);
      if (unknown !== undefined) sayUnknown(unknown);
      if (answerAt !== undefined && !places.remember(answerAt))
        log.warn({}, 'a robot callback came with an answer address that is not to be used');
      return { ...parsed, answer: EMPTY };
    } catch (error) {
      if (error instanceof Refusal) return { kind: 'refused', why: error.why };
      throw error;
    }
  };
}

const envelope = z.object({ encrypt: z.string() });

function encryptIn(body: Buffer): string {
  try {
    return envelope.parse(JSON.parse(body.toString('utf8'))).encrypt;
  } catch {
    throw new Refusal('no-encrypt');
  }
}

/** What is surely WeCom's and makes no sense is kept for the operator. */
function meaningOf(plain: string, botId: string, clock: Clock, log: AibotOptions['log']): AibotParsed {
  try {
    return parseAibot(plain, botId, clock.now().getTime());
  } catch (error) {
    if (!(error instanceof Refusal) || error.why === 'aibotid') throw error;
    log.warn({ why: error.why }, 'a well signed callback of WeCom makes no sense');
    return { kind: 'update', update: nonsense(plain, error.why, clock) };
  }
}

async function answer(
  call: OpenCall,
  places: AnswerPlaces,
  userId: string,
  message: Message | FileMessage,
): Promise<Outcome> {
  if (isFile(message)) return { userId, result: 'refused', code: 'no-files' };
  const isSaid = await places.answer(`single:${userId}`, (url) => say(call, url, message));
  return isSaid ? { userId, result: 'sent', handle: {} } : { userId, result: 'refused', code: 'no-answer-address' };
}

/** The numbered text of a card; its address would not stand what makes text literal. */
function cardAsMarkdown(card: Card): string {
  const { link: _, ...unlinked } = card;
  const link = linkOf(card);
  const words = literalMarkdown(cardAsText(unlinked));
  return link === undefined ? words : `${words}\n${markdownLink(link)}`;
}

async function say(call: OpenCall, url: string, message: Exclude<Message, FileMessage>): Promise<void> {
  const whole = message.kind === 'text' ? literalMarkdown(message.text) : cardAsMarkdown(message);
  const [content = '', ...rest] = splitText(whole, MAX_MARKDOWN_BYTES - Buffer.byteLength(CUT, 'utf8'));
  const body = { msgtype: 'markdown', markdown: { content: rest.length === 0 ? content : `${content}${CUT}` } };
  await call(z.object({}), { method: METHOD, url, body }, url);
}
