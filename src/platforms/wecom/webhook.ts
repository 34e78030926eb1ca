import type { RawRequest, Received } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { TellOnce } from '../shared/tell-once.ts';
import { unreadableUpdate } from '../shared/unreadable-update.ts';
import { CallbackRefused } from './callback-refused.ts';
import { CallbackCrypto } from './crypto.ts';
import { parseCallback } from './parse.ts';
import type { Parsed } from './parsed.ts';
import { openEcho, openSigned, type SignedQueryOptions } from './signed-query.ts';
import { scanEnvelope, scanFlatXml } from './xml-scan.ts';

export interface WebhookOptions {
  corpId: string;
  /** Digits. */
  agentId: string;
  token: string;
  encodingAesKey: string;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  /** How far the callback's own time may be from ours, past or future. */
  windowMs: number;
}

const emptyAnswer = { status: 200, type: 'text/plain; charset=utf-8', body: '' };

/**
 * The callback address of one app: GET proves to WeCom that we hold the keys, POST brings messages and events (D90930). Nothing is
 * decrypted before the signature holds, nothing is parsed before it was ours; the answer to a POST is an empty 200.
 */
export class Webhook {
  readonly #options: WebhookOptions;
  readonly #signed: SignedQueryOptions;
  readonly #unknown = new TellOnce();

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.#signed = { ...options, crypto: new CallbackCrypto(options) };
  }

  /** Verifies, decrypts and parses one callback; never throws for anything a stranger can send. */
  receive(request: RawRequest): Received {
    try {
      if (request.method === 'GET')
        return { kind: 'challenge', answer: { ...emptyAnswer, body: openEcho(request.query, this.#signed) } };
      if (request.method !== 'POST') throw new CallbackRefused('method');
      const plain = openSigned(request.query, encryptIn(request.body), this.#signed);
      const parsed = this.#meaningOf(plain);
      const { unknown } = parsed;
      if (unknown !== undefined && this.#unknown.first(unknown))
        this.#options.log.warn({ kind: unknown }, 'WeCom sent a kind of callback that its pages do not have');
      return parsed.kind === 'update'
        ? { kind: 'update', update: parsed.update, answer: emptyAnswer }
        : { kind: 'ignored', why: parsed.why, answer: emptyAnswer };
    } catch (error) {
      if (error instanceof CallbackRefused) return { kind: 'refused', why: error.why };
      throw error;
    }
  }

  /** What is surely WeCom's and has no meaning is kept for the operator; it would have no more meaning when it came again. */
  #meaningOf(plain: string): Parsed {
    const { agentId, log, clock } = this.#options;
    try {
      return parseCallback(plain, agentId);
    } catch (error) {
      if (!(error instanceof CallbackRefused) || error.why === 'agentid') throw error;
      log.warn({ why: error.why }, 'a well signed callback of WeCom cannot be read');
      return { kind: 'update', update: unreadableUpdate('wecom', plain, error.why, clock.now().getTime()) };
    }
  }
}

/** Anybody may have written this much: no parser before the signature. What is not ASCII cannot be the base64 we look for. */
function encryptIn(body: Buffer): string {
  const text = body.toString('latin1');
  // Nearly all come as WeCom writes them.
  const flat = scanFlatXml(text)?.get('Encrypt');
  const encrypt = flat === undefined || /\s/.test(flat) ? scanEnvelope(text)?.get('Encrypt') : flat;
  if (encrypt === undefined) throw new CallbackRefused('no-encrypt');
  return encrypt;
}
