import type { RawRequest, Received } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import { createCallbackCrypto } from './crypto.ts';
import { parseCallback } from './parse.ts';
import type { Parsed } from './parsed.ts';
import { nonsense, Refusal } from './refusal.ts';
import { createSayOnce } from './say-once.ts';
import { openEcho, openSigned, type SignedQueryOptions } from './signed-query.ts';
import { scanFlatXml } from './xml.ts';

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

const EMPTY = { status: 200, type: 'text/plain; charset=utf-8', body: '' };

/**
 * The callback address of one app: GET proves to WeCom that we hold the keys, POST brings messages and events (D90930). Nothing is
 * decrypted before the signature holds, nothing is parsed before it was ours; the answer to a POST is an empty 200. What is ours and
 * still makes no sense is answered alike, for it would make no more sense when it came again.
 */
export function createWebhook(options: WebhookOptions): (request: RawRequest) => Received {
  const signed: SignedQueryOptions = { ...options, crypto: createCallbackCrypto(options) };
  const sayUnknown = createSayOnce(options.log, 'WeCom sent a kind of callback that its pages do not have');
  return (request) => {
    try {
      if (request.method === 'GET')
        return { kind: 'challenge', answer: { ...EMPTY, body: openEcho(request.query, signed) } };
      if (request.method !== 'POST') throw new Refusal('method');
      const { unknown, ...parsed } = meaningOf(openSigned(request.query, encryptIn(request.body), signed), options);
      if (unknown !== undefined) sayUnknown(unknown);
      return { ...parsed, answer: EMPTY };
    } catch (error) {
      if (error instanceof Refusal) return { kind: 'refused', why: error.why };
      throw error;
    }
  };
}

/** Anybody may have written this much: no parser before the signature. What is not ASCII cannot be the base64 we look for. */
function encryptIn(body: Buffer): string {
  const encrypt = scanFlatXml(body.toString('latin1'))?.get('Encrypt');
  if (typeof encrypt !== 'string') throw new Refusal('no-encrypt');
  return encrypt;
}

/** What is surely WeCom's and makes no sense is kept for the operator; it would make no more sense when it came again. */
function meaningOf(plain: string, { agentId, log, clock }: WebhookOptions): Parsed {
  try {
    return parseCallback(plain, agentId);
  } catch (error) {
    if (!(error instanceof Refusal) || error.why === 'agentid') throw error;
    log.warn({ why: error.why }, 'a well signed callback of WeCom makes no sense');
    return { kind: 'update', update: nonsense(plain, error.why, clock) };
  }
}
