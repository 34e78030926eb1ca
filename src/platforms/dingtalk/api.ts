import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { AccessToken, type FreshToken } from './access-token.ts';
import { classify, NOT_JSON } from './codes.ts';
import { type Answer, exchange } from './exchange.ts';

export interface ApiOptions {
  appKey: string;
  appSecret: string;
  /** Base of the new API, without a final slash, e.g. `https://api.dingtalk.com`. */
  apiBase: string;
  /** Base of the old API, e.g. `https://oapi.dingtalk.com`. */
  oapiBase: string;
  http: AxiosInstance;
  clock: Clock;
  log: Log;
}

const tokenAnswer = z.object({ accessToken: z.string().min(1), expireIn: z.coerce.number().positive() });

/** Both of DingTalk's APIs with the app's token: what a yes, a no and silence look like in each (dingtalk.md 4). */
export class DingtalkApi {
  readonly #options: ApiOptions;
  readonly #token: AccessToken;

  constructor(options: ApiOptions) {
    this.#options = options;
    this.#token = new AccessToken(() => this.#fetchToken(), options.clock);
  }

  /** A call of the new API: token in a header. @throws PlatformError for a no, TransportError for no answer */
  async callNew<T>(
    name: string,
    method: 'POST' | 'PUT',
    path: string,
    body: unknown,
    schema: z.ZodType<T>,
  ): Promise<T> {
    return this.#withToken(async (token) => {
      const headers = { 'x-acs-dingtalk-access-token': token };
      const url = `${this.#options.apiBase}${path}`;
      const answer = await exchange(this.#options.http, { name, method, url, headers, body });
      return shaped(name, schema, this.#newAnswer(name, answer));
    });
  }

  /** A call of the old API by its path: token in the query. @throws as `callNew` */
  async callOld<T>(name: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    return this.#withToken(async (token) => {
      const url = `${this.#options.oapiBase}/${name}`;
      const query = { access_token: token };
      const answer = await exchange(this.#options.http, { name, method: 'POST', url, query, body });
      return shaped(name, schema, this.#oldAnswer(name, answer));
    });
  }

  /** A call of the old API's host by a whole address that carries its own right. @throws as `callNew` */
  async callAddress(name: string, url: string, body: unknown): Promise<void> {
    this.#oldAnswer(name, await exchange(this.#options.http, { name, method: 'POST', url, body }));
  }

  async #fetchToken(): Promise<FreshToken> {
    const name = 'oauth2/accessToken';
    const { appKey, appSecret, apiBase, http } = this.#options;
    const url = `${apiBase}/v1.0/oauth2/accessToken`;
    const answer = await exchange(http, { name, method: 'POST', url, body: { appKey, appSecret } });
    const { accessToken, expireIn } = shaped(name, tokenAnswer, this.#newAnswer(name, answer));
    return { token: accessToken, lifeSeconds: expireIn };
  }

  /** A refused token is renewed once and the call repeated once. */
  async #withToken<T>(call: (token: string) => Promise<T>): Promise<T> {
    const token = await this.#token.get();
    try {
      return await call(token);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.retry !== 'after-token') throw error;
      this.#token.forget(token);
      return call(await this.#token.get());
    }
  }

  /** The new API says no by HTTP status and `code` (dingtalk.md 4.2). */
  #newAnswer(name: string, { status, json }: Answer): Record<string, unknown> {
    if (json === undefined) throw failure(name, status, NOT_JSON);
    if (status >= 200 && status < 300) {
      const code = json.status === 1111 ? '1111' : codeOf(json.errcode ?? 0);
      if (code !== '0') throw failure(name, status, code ?? `http-${status}`);
      return json;
    }
    const code = codeOf(json.code ?? json.Code ?? json.status) ?? `http-${status}`;
    const detail = z.object({ requiredScopes: z.array(z.string().max(100)) }).safeParse(json.accessdenieddetail);
    if (detail.success) {
      const { requiredScopes } = detail.data;
      this.#options.log.warn({ call: name, code, requiredScopes }, 'DingTalk has not granted this permission');
    }
    throw failure(name, status, code);
  }

  /** The old API always answers 200; `errcode` decides, and behind 88 the `sub_code` (dingtalk.md 4.3). */
  #oldAnswer(name: string, { status, json }: Answer): Record<string, unknown> {
    if (json === undefined) throw failure(name, status, NOT_JSON);
    if (json.status === 1111) throw failure(name, status, '1111');
    const errcode = codeOf(json.errcode);
    if (errcode === undefined || status !== 200) throw failure(name, status, errcode ?? `http-${status}`);
    if (errcode === '0') return json;
    const subCode = codeOf(json.sub_code);
    throw failure(name, status, errcode === '88' && subCode !== undefined ? subCode : errcode);
  }
}

/** A vendor's code as a word that can be shown, or `undefined` for anything else. */
function codeOf(value: unknown): string | undefined {
  const code = typeof value === 'number' ? String(value) : value;
  return typeof code === 'string' && /^[\w.-]{1,100}$/.test(code) ? code : undefined;
}

function failure(name: string, status: number, code: string): PlatformError | TransportError {
  const kind = classify(status, code);
  return kind === 'unsure' ? new TransportError(name, 'unknown', code) : new PlatformError(name, code, kind);
}

/** An answer that says yes in a form nobody can read leaves the outcome unknown. */
function shaped<T>(name: string, schema: z.ZodType<T>, json: Record<string, unknown>): T {
  const read = schema.safeParse(json);
  if (!read.success) throw new TransportError(name, 'unknown', 'unreadable answer');
  return read.data;
}
