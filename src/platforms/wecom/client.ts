import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { accepted } from './answer.ts';
import { createExchange, type Exchange } from './exchange.ts';
import type { FormBody } from './form-body.ts';
import { createTokenCache, type FreshToken } from './token.ts';

export interface WecomClientOptions {
  corpId: string;
  secret: string;
  /** Address before `/cgi-bin`, without a slash at the end. */
  apiBase: string;
  timeoutMs: number;
  clock: Clock;
  log: Pick<Log, 'info' | 'warn'>;
  http?: AxiosInstance;
}

export interface CallRequest {
  query?: Readonly<Record<string, string>>;
  /** Makes it a POST. */
  body?: object | FormBody;
}

export interface WecomClient {
  /**
   * One call of the API with the app's token, repeated once with a fresh token where the vendor no longer takes the old one.
   *
   * @param method - e.g. `message/send`
   * @param answer - what a successful answer must look like; fields it does not name are dropped
   * @throws PlatformError with the vendor's `errcode`; `gettoken` and `later` when no token was given. TransportError when no readable
   * answer came; `reached: 'no'` when the call never left
   */
  call<T>(method: string, answer: z.ZodType<T>, request?: CallRequest): Promise<T>;
}

const tokenAnswer = z.object({ access_token: z.string().min(1).max(512), expires_in: z.number().int().positive() });

/** WeCom's server API for one app (D90664: HTTP status is 200 even for errors, the result is `errcode`). */
export function createWecomClient(options: WecomClientOptions): WecomClient {
  const exchange = createExchange(options);
  const tokens = createTokenCache(() => fetchToken(exchange, options), options.clock);

  async function tokenFor(method: string): Promise<string> {
    try {
      return await tokens.get();
    } catch (error) {
      if (error instanceof TransportError) throw new TransportError(method, 'no', error.message);
      // A wrong secret is no verdict on the message: it may go once the operator has put it right.
      if (error instanceof PlatformError) throw new PlatformError(error.method, error.code, 'later');
      throw error;
    }
  }

  return {
    async call(method, answer, request = {}) {
      const attempt = async (token: string) => {
        const raw = await exchange({ ...request, method, query: { ...request.query, access_token: token } });
        return accepted(method, answer, raw, [token, options.secret], options.log);
      };
      const token = await tokenFor(method);
      try {
        return await attempt(token);
      } catch (error) {
        if (!(error instanceof PlatformError) || error.retry !== 'after-token') throw error;
        // The token is checked before everything else, so that nothing was done yet.
        tokens.drop(token);
        return attempt(await tokenFor(method));
      }
    },
  };
}

async function fetchToken(exchange: Exchange, options: WecomClientOptions): Promise<FreshToken> {
  const query = { corpid: options.corpId, corpsecret: options.secret };
  const raw = await exchange({ method: 'gettoken', query });
  const answer = accepted('gettoken', tokenAnswer, raw, [options.secret], options.log);
  return { value: answer.access_token, lifeMs: answer.expires_in * 1000 };
}
