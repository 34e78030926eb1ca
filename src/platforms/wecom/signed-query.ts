import type { Clock } from '../../clock.ts';
import { CallbackRefused } from './callback-refused.ts';
import type { CallbackCrypto } from './crypto.ts';

const signatureShape = /^[0-9a-f]{40}$/;
const timestampShape = /^[0-9]{10}$/;
const nonceShape = /^[0-9A-Za-z_-]{1,64}$/;

export interface SignedQueryOptions {
  crypto: CallbackCrypto;
  clock: Clock;
  /** How far the callback's own time may be from ours, past or future. */
  windowMs: number;
}

type QueryKey = 'msg_signature' | 'timestamp' | 'nonce' | 'echostr';
type Query = { readonly [K in QueryKey]?: string };

/**
 * Opens what came with a GET to the callback address (D90930).
 * @throws CallbackRefused
 */
export function openEcho(query: string, options: SignedQueryOptions): string {
  const read = readQuery(query);
  return opened(read, percentDecoded(read.echostr ?? ''), options);
}

/**
 * Opens the ciphertext of a POST whose query carries signature, time and nonce.
 * @throws CallbackRefused
 */
export function openSigned(query: string, encrypt: string, options: SignedQueryOptions): string {
  return opened(readQuery(query), encrypt, options);
}

function opened(query: Query, encrypt: string, { crypto, clock, windowMs }: SignedQueryOptions): string {
  // The signature has no borders between its parts, so that each part must be checked on its own.
  const { msg_signature: signature = '', timestamp = '', nonce = '' } = query;
  if (!signatureShape.test(signature)) throw new CallbackRefused('signature-shape');
  if (!timestampShape.test(timestamp)) throw new CallbackRefused('timestamp');
  if (!nonceShape.test(nonce)) throw new CallbackRefused('nonce');
  const ageMs = clock.now().getTime() - Number(timestamp) * 1000;
  if (Math.abs(ageMs) > windowMs) throw new CallbackRefused('time-window');
  if (!crypto.isSigned(signature, timestamp, nonce, encrypt)) throw new CallbackRefused('signature');
  return crypto.open(encrypt);
}

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
      if (found[name] !== undefined) throw new CallbackRefused('query-repeated');
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
    throw new CallbackRefused('query-encoding');
  }
}
