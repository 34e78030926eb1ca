import { z } from 'zod';
import type { RawRequest, Received } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { TellOnce } from '../shared/tell-once.ts';
import { unreadableUpdate } from '../shared/unreadable-update.ts';
import { type AibotParsed, type AnswerAddress, parseAibot } from './aibot-parse.ts';
import type { AnswerAddresses } from './answer-addresses.ts';
import { CallbackRefused } from './callback-refused.ts';
import { CallbackCrypto } from './crypto.ts';
import { openEcho, openSigned, type SignedQueryOptions } from './signed-query.ts';

export interface AibotWebhookOptions {
  /** The robot's id, `aibotid` in its callbacks. */
  botId: string;
  token: string;
  encodingAesKey: string;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  /** How far the callback's own time may be from ours, past or future. */
  windowMs: number;
}

const emptyAnswer = { status: 200, type: 'text/plain; charset=utf-8', body: '' };

/** The callback address of an AI robot: as the one of an app, but in JSON, and with addresses to answer at. */
export class AibotWebhook {
  readonly #options: AibotWebhookOptions;
  readonly #addresses: AnswerAddresses;
  readonly #signed: SignedQueryOptions;
  readonly #unknown = new TellOnce();

  constructor(options: AibotWebhookOptions, addresses: AnswerAddresses) {
    this.#options = options;
    this.#addresses = addresses;
    const { clock, windowMs } = options;
    // The receiveid of a robot inside the company is empty.
    this.#signed = { crypto: new CallbackCrypto({ ...options, corpId: '' }), clock, windowMs };
  }

  /** Verifies, decrypts and parses one callback; never throws for anything a stranger can send. */
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

  #tell(unknown: string | undefined, answerAt: AnswerAddress | undefined): void {
    const { log } = this.#options;
    if (unknown !== undefined && this.#unknown.first(unknown))
      log.warn({ kind: unknown }, 'WeCom sent a kind of robot callback that its pages do not have');
    if (answerAt !== undefined && !this.#addresses.remember(answerAt))
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
