import type { RawRequest, Received } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import { type CallbackCrypto, createCallbackCrypto } from './crypto.ts';
import { parseCallback } from './parse.ts';
import { Refusal } from './refusal.ts';
import { scanFlatXml } from './xml.ts';

export interface WebhookOptions {
  corpId: string;
  /** Digits. */
  agentId: string;
  token: string;
  encodingAesKey: string;
  clock: Clock;
  /** How far the callback's own time may be from ours, past or future. */
  windowMs: number;
}

const EMPTY = { status: 200, type: 'text/plain; charset=utf-8', body: '' };

/**
 * The callback address of one app: GET proves to WeCom that we hold the keys, POST brings messages and events (D90930). Nothing is
 * decrypted before the signature holds, nothing is parsed before it was ours; the answer to a POST is an empty 200.
 */
export function createWebhook(options: WebhookOptions): (request: RawRequest) => Received {
  const crypto = createCallbackCrypto(options);
  return (request) => {
    try {
      if (request.method === 'GET') return challenge(request, options, crypto);
      if (request.method === 'POST') return callback(request, options, crypto);
      throw new Refusal('method');
    } catch (error) {
      if (error instanceof Refusal) return { kind: 'refused', why: error.why };
      throw error;
    }
  };
}

function challenge(request: RawRequest, options: WebhookOptions, crypto: CallbackCrypto): Received {
  const query = readQuery(request.query);
  const plain = opened(query, percentDecoded(query.echostr ?? ''), options, crypto);
  return { kind: 'challenge', answer: { ...EMPTY, body: plain } };
}

function callback(request: RawRequest, options: WebhookOptions, crypto: CallbackCrypto): Received {
  const query = readQuery(request.query);
  // Anybody may have written this much: no parser before the signature. What is not ASCII cannot be the base64 we look for.
  const encrypt = scanFlatXml(request.body.toString('latin1'))?.get('Encrypt');
  if (typeof encrypt !== 'string') throw new Refusal('no-encrypt');
  const plain = opened(query, encrypt, options, crypto);
  const parsed = parseCallback(plain, options.agentId);
  return { ...parsed, answer: EMPTY };
}

function opened(query: Query, encrypt: string, options: WebhookOptions, crypto: CallbackCrypto): string {
  // The signature has no borders between its parts, so that each part must be checked on its own.
  const { msg_signature: signature = '', timestamp = '', nonce = '' } = query;
  if (!SIGNATURE.test(signature)) throw new Refusal('signature-shape');
  if (!TIMESTAMP.test(timestamp)) throw new Refusal('timestamp');
  if (!NONCE.test(nonce)) throw new Refusal('nonce');
  const ageMs = options.clock.now().getTime() - Number(timestamp) * 1000;
  if (Math.abs(ageMs) > options.windowMs) throw new Refusal('time-window');
  if (!crypto.isSigned(signature, timestamp, nonce, encrypt)) throw new Refusal('signature');
  return crypto.open(encrypt);
}

const SIGNATURE = /^[0-9a-f]{40}$/;
const TIMESTAMP = /^[0-9]{10}$/;
const NONCE = /^[0-9A-Za-z_-]{1,64}$/;

type QueryKey = 'msg_signature' | 'timestamp' | 'nonce' | 'echostr';
type Query = { readonly [K in QueryKey]?: string };

/** Split by hand: a general parser costs as much as the signature. Keys that are not ours are not read. */
function readQuery(query: string): Query {
  const found: { [K in QueryKey]?: string } = {};
  let start = 0;
  while (start < query.length) {
    const and = query.indexOf('&', start);
    const end = and < 0 ? query.length : and;
    const pair = query.slice(start, end);
    const cut = pair.indexOf('=');
    const name = pair.slice(0, Math.max(cut, 0));
    if (isQueryKey(name)) {
      if (found[name] !== undefined) throw new Refusal('query-repeated');
      found[name] = pair.slice(cut + 1);
    }
    start = end + 1;
  }
  return found;
}

function isQueryKey(name: string): name is QueryKey {
  return name === 'msg_signature' || name === 'timestamp' || name === 'nonce' || name === 'echostr';
}

/** Once, and without taking `+` for a space. */
function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new Refusal('query-encoding');
  }
}
