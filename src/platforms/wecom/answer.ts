import type { z } from 'zod';
import { PlatformError, TransportError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { isKnownCode, retryOf } from './codes.ts';

/**
 * The answer, if the vendor said yes (D90664: the HTTP status is 200 even for errors); an absent `errcode` is a yes.
 *
 * @param secrets - what must not come into the log
 * @throws PlatformError with the vendor's `errcode`; TransportError for an answer that cannot be read
 */
export function accepted<T>(
  method: string,
  answer: z.ZodType<T>,
  raw: Record<string, unknown>,
  secrets: readonly string[],
  log: Pick<Log, 'info' | 'warn'>,
): T {
  const errcode = raw.errcode ?? 0;
  if (typeof errcode !== 'number' || !Number.isSafeInteger(errcode)) {
    throw new TransportError(method, 'unknown', 'unreadable-answer');
  }
  if (errcode !== 0) {
    const retry = retryOf(method, errcode);
    const facts = { method, errcode, errmsg: scrubbed(raw.errmsg, secrets), known: isKnownCode(errcode) };
    if (retry === 'after-token') log.info(facts, 'WeCom wants a fresh token');
    else log[facts.known ? 'info' : 'warn'](facts, 'WeCom refused a call');
    throw new PlatformError(method, String(errcode), retry);
  }
  const parsed = answer.safeParse(raw);
  if (!parsed.success) throw new TransportError(method, 'unknown', 'unreadable-answer');
  return parsed.data;
}

/** The vendor's own words, for the log alone (it names the address to allow after 60020): short, without secrets. */
function scrubbed(errmsg: unknown, secrets: readonly string[]): string {
  const words = typeof errmsg === 'string' ? errmsg : '';
  return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), words).slice(0, 300);
}
