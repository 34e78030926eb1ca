import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import type { Spent } from '../../chat/platform.ts';
import type { Clock } from '../../clock.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { Exchange, type ExchangeRequest, unreadable } from '../shared/exchange.ts';
import { FormBody } from '../shared/form-body.ts';
import { type FreshToken, TokenKeeper } from '../shared/token-keeper.ts';
import { newAnswer, oldAnswer, shaped } from './answers.ts';

export interface ApiOptions {
  appKey: string;
  appSecret: string;
  /** Base of the new API, without a final slash, e.g. `https://api.dingtalk.com`. */
  apiBase: string;
  /** Base of the old API, e.g. `https://oapi.dingtalk.com`. */
  oapiBase: string;
  http?: AxiosInstance;
  clock: Clock;
  log: Log;
  /** Told of every call that counts towards the month's allowance, and of answers in a session. */
  spent?: (what: Spent) => void;
  /** Whether answers in a session count as messages; nobody knows, so yes unless given (docs/vendors/dingtalk.md, Limits). */
  sessionAnswersCount?: boolean;
}

/** The vendor cuts a call off after about 3 s. */
const timeoutMs = 8_000;
/** A file of 20 MB over a slow line. */
const uploadTimeoutMs = 120_000;
const earlySeconds = 300;

/** Contacts and login cost nothing of the month's allowance (docs/vendors/dingtalk.md, Limits). */
const freeOfCharge = /^topapi\/(v2\/)?(user|department)\//;

const tokenAnswer = z.object({ accessToken: z.string().min(1), expireIn: z.coerce.number().positive() });

/** Both of DingTalk's APIs with the app's token: what a yes, a no and silence look like in each (docs/vendors/dingtalk.md, Answers). */
export class DingtalkApi {
  readonly #options: ApiOptions;
  readonly #exchange: Exchange;
  readonly #tokens: TokenKeeper;

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#exchange = new Exchange({ timeoutMs, uploadTimeoutMs }, options.http);
    this.#tokens = new TokenKeeper({ fetch: () => this.#fetchToken(), clock: options.clock, earlySeconds });
  }

  /** A call of the new API: token in a header. @throws PlatformError for a no, TransportError for no answer */
  callNew<T>(
    name: string,
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: object | undefined,
    schema: z.ZodType<T>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const request = { verb: method, url: `${this.#options.apiBase}${path}`, ...(body === undefined ? {} : { body }) };
    return this.#new(name, schema, request, headers);
  }

  /** A question to the new API. @throws as `callNew` */
  askNew<T>(name: string, path: string, query: Readonly<Record<string, string>>, schema: z.ZodType<T>): Promise<T> {
    return this.#new(name, schema, { url: `${this.#options.apiBase}${path}`, query });
  }

  /** A call of the old API by its path: token in the query. @throws as `callNew` */
  callOld<T>(name: string, body: object, schema: z.ZodType<T>): Promise<T> {
    return this.#old(name, {}, body, schema);
  }

  /** Puts a file up (docs/vendors/dingtalk.md, Files). @throws as `callNew` */
  upload<T>(type: 'image' | 'file', fileName: string, file: Buffer, schema: z.ZodType<T>): Promise<T> {
    return this.#old('media/upload', { type }, new FormBody('media', fileName, file), schema);
  }

  /** A file by an address of the vendor's, which carries its own right. @throws as `callNew`; PlatformError `file-size` for more than 10 MB */
  async download(name: string, url: string): Promise<Buffer> {
    const answer = await this.#exchange.download({ method: name, url });
    if (answer.status < 200 || answer.status >= 300) throw unreadable(name, answer);
    return answer.bytes;
  }

  /** A call of the new API that carries the app's own credentials in place of a token. @throws as `callNew` */
  callWithSecret<T>(
    name: string,
    path: string,
    body: Readonly<Record<string, unknown>>,
    schema: z.ZodType<T>,
  ): Promise<T> {
    const { appKey, appSecret, apiBase } = this.#options;
    return this.#counted('call', async () => {
      const whole = { clientId: appKey, clientSecret: appSecret, ...body };
      const answer = await this.#exchange.ask({ method: name, url: `${apiBase}${path}`, body: whole });
      return shaped(name, schema, newAnswer(name, answer, this.#options.log));
    });
  }

  /** An answer by the whole address of a session, which carries its own right. @throws as `callNew` */
  callSession(name: string, url: string, body: object): Promise<void> {
    const cost = this.#options.sessionAnswersCount === false ? undefined : 'push';
    return this.#counted(cost, async () => {
      oldAnswer(name, await this.#exchange.ask({ method: name, url, body }), this.#options.log);
    });
  }

  #new<T>(
    name: string,
    schema: z.ZodType<T>,
    request: Omit<ExchangeRequest, 'method' | 'headers'>,
    more: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    return this.#tokens.withToken(name, (token) =>
      this.#counted('call', async () => {
        const headers = { ...more, 'x-acs-dingtalk-access-token': token };
        const answer = await this.#exchange.ask({ ...request, method: name, headers });
        return shaped(name, schema, newAnswer(name, answer, this.#options.log));
      }),
    );
  }

  #old<T>(name: string, query: Readonly<Record<string, string>>, body: object, schema: z.ZodType<T>): Promise<T> {
    const url = `${this.#options.oapiBase}/${name}`;
    return this.#tokens.withToken(name, (token) =>
      this.#counted(freeOfCharge.test(name) ? undefined : 'call', async () => {
        const answer = await this.#exchange.ask({ method: name, url, query: { access_token: token, ...query }, body });
        return shaped(name, schema, oldAnswer(name, answer, this.#options.log));
      }),
    );
  }

  /** What is refused for its rate or never arrives costs nothing (docs/vendors/dingtalk.md, Limits); what nobody knows is counted. */
  async #counted<T>(cost: Spent | undefined, call: () => Promise<T>): Promise<T> {
    let free = cost === undefined;
    try {
      return await call();
    } catch (error) {
      free ||=
        error instanceof TransportError
          ? error.reached === 'no'
          : error instanceof PlatformError && error.fault === 'rate';
      throw error;
    } finally {
      if (!free && cost !== undefined) this.#options.spent?.(cost);
    }
  }

  async #fetchToken(): Promise<FreshToken> {
    const name = 'oauth2/accessToken';
    const { appKey, appSecret, apiBase } = this.#options;
    const url = `${apiBase}/v1.0/oauth2/accessToken`;
    const answer = await this.#exchange.ask({ method: name, url, body: { appKey, appSecret } });
    const { accessToken, expireIn } = shaped(name, tokenAnswer, newAnswer(name, answer, this.#options.log));
    return { value: accessToken, lifeSeconds: expireIn };
  }
}
