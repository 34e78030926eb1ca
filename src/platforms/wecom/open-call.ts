import type { z } from 'zod';
import type { Log } from '../../log.ts';
import { accepted } from './answer.ts';
import type { Exchange, ExchangeRequest } from './exchange.ts';

/**
 * One call that needs no token, because its address is a secret itself.
 *
 * @param answer - what a successful answer must look like
 * @param secret - the part of the address that must not come into the log
 * @throws PlatformError with the vendor's `errcode`; TransportError when no readable answer came
 */
export type OpenCall = <T>(answer: z.ZodType<T>, request: ExchangeRequest, secret: string) => Promise<T>;

export function createOpenCall(exchange: Exchange, log: Pick<Log, 'info' | 'warn'>): OpenCall {
  return async (answer, request, secret) => accepted(request.method, answer, await exchange(request), [secret], log);
}
