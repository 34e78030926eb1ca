import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { PlatformError, TransportError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { type Answer, Exchange, unreadable } from '../shared/exchange.ts';
import type { FormBody } from '../shared/form-body.ts';
import { type FreshToken, TokenKeeper } from '../shared/token-keeper.ts';
import { refusalOf } from './refusals.ts';

export interface AddressApiOptions {
  /** Address before `/cgi-bin`, without a slash at the end. */
  apiBase: string;
  /** For one call, from connecting to the last byte; four times as long where much is sent. */
  timeoutMs: number;
  log: Pick<Log, 'info' | 'warn'>;
  http?: AxiosInstance;
}

export interface WecomApiOptions extends AddressApiOptions {
  corpId: string;
  secret: string;
  clock: Clock;
}

export interface CallRequest {
  query?: Readonly<Record<string, string>>;
  /** Makes it a POST. */
  body?: object | FormBody;
}

/** What carries a file may take this many times as long; with the rest of its message it stays within the outbox's lease. */
const uploadPatience = 4;
/** So that no call leaves with a token about to die. */
const earlySeconds = 200;
/** Repeated wrong secrets lock our address for an hour (D90313): after a refusal the vendor is left alone. */
const refusedPauseMs = 10 * 60_000;
const busyPauseMs = 15_000;

const tokenAnswer = z.object({ access_token: z.string().min(1).max(512), expires_in: z.number().int().positive() });

/** Calls of WeCom that need no token because their address is a secret itself: group robots, answers of an AI robot. */
export class WecomAddressApi {
  readonly #exchange: Exchange;
  readonly #apiBase: string;
  readonly #log: Pick<Log, 'info' | 'warn'>;

  constructor({ apiBase, timeoutMs, log, http }: AddressApiOptions) {
    this.#exchange = new Exchange({ timeoutMs, uploadTimeoutMs: timeoutMs * uploadPatience }, http);
    this.#apiBase = apiBase;
    this.#log = log;
  }

  /**
   * One call.
   *
   * @param method - e.g. `webhook/send`
   * @param answer - what a successful answer must look like; fields it does not name are dropped
   * @param request - `url`: the whole address where it is not `/cgi-bin/<method>`
   * @param secrets - what must not come into the log
   * @throws PlatformError with the vendor's `errcode`, or `http-<status>` where something on the way said no; TransportError when no
   * readable answer came, `reached: 'no'` when the call never left
   */
  async call<T>(
    method: string,
    answer: z.ZodType<T>,
    request: CallRequest & { url?: string },
    secrets: readonly string[],
  ): Promise<T> {
    const url = request.url ?? `${this.#apiBase}/cgi-bin/${method}`;
    return this.#accepted(method, answer, await this.#exchange.ask({ ...request, method, url }), secrets);
  }

  /**
   * The bytes of a file; an error comes as JSON in their place (D90254).
   * @throws as `call`; PlatformError `file-size` for more than 10 MB
   */
  async download(method: string, query: Readonly<Record<string, string>>, secrets: readonly string[]): Promise<Buffer> {
    const answer = await this.#exchange.download({ method, url: `${this.#apiBase}/cgi-bin/${method}`, query });
    const errcode = answer.json?.errcode;
    if (typeof errcode === 'number' && errcode !== 0)
      throw this.#refused(method, errcode, answer.json?.errmsg, secrets);
    if (answer.status < 200 || answer.status >= 300 || errcode !== undefined) throw unreadable(method, answer);
    return answer.bytes;
  }

  /** The status is 200 even for errors (D90664). */
  #accepted<T>(method: string, schema: z.ZodType<T>, answer: Answer, secrets: readonly string[]): T {
    const { status, json } = answer;
    if (json === undefined || status < 200 || status >= 300) throw unreadable(method, answer);
    const errcode = json.errcode ?? 0;
    if (typeof errcode !== 'number' || !Number.isSafeInteger(errcode)) throw unreadable(method, answer);
    if (errcode !== 0) throw this.#refused(method, errcode, json.errmsg, secrets);
    const parsed = schema.safeParse(json);
    if (!parsed.success || !isYes(json, parsed.data)) throw unreadable(method, answer);
    return parsed.data;
  }

  /** A code nobody listed is no final no: the message waits, and the log says so. */
  #refused(method: string, errcode: number, errmsg: unknown, secrets: readonly string[]) {
    const code = String(errcode);
    const known = refusalOf(method, code);
    const { retry, fault } = known ?? { retry: 'later', fault: 'message' };
    const facts = { method, errcode, errmsg: scrubbed(errmsg, secrets), known: known !== undefined };
    if (retry === 'after-token') this.#log.info(facts, 'WeCom wants a fresh token');
    else this.#log[facts.known ? 'info' : 'warn'](facts, 'WeCom refused a call');
    if (retry === 'unsure') return new TransportError(method, 'unknown', code);
    return new PlatformError(method, code, retry, { fault });
  }
}

/**
 * Some answers that are a yes have no `errcode` (D90664); they then say something else of what the call gives, as a portal's JSON does
 * not.
 */
function isYes(json: Record<string, unknown>, data: unknown): boolean {
  return json.errcode === 0 || Object.values(data ?? {}).some((value) => value !== undefined);
}

/** The vendor's own words, for the log alone (it names the address to allow after 60020): short, without secrets. */
function scrubbed(errmsg: unknown, secrets: readonly string[]): string {
  const words = typeof errmsg === 'string' ? errmsg : '';
  return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), words).slice(0, 300);
}

/** WeCom's server API for one app, with the app's token. */
export class WecomApi {
  readonly #byAddress: WecomAddressApi;
  readonly #tokens: TokenKeeper;
  readonly #secret: string;

  constructor(options: WecomApiOptions) {
    const { corpId, secret, clock } = options;
    this.#secret = secret;
    this.#byAddress = new WecomAddressApi(options);
    this.#tokens = new TokenKeeper({
      fetch: () => this.#fetchToken(corpId),
      ...{ clock, earlySeconds },
      pauseMsAfter: ({ retry }) => (retry === 'never' ? refusedPauseMs : busyPauseMs),
    });
  }

  /**
   * One call, repeated once with a fresh token where the vendor no longer takes the old one.
   * @param method - e.g. `message/send`
   * @throws as `WecomAddressApi.call`; PlatformError with method `gettoken` when no token was given
   */
  call<T>(method: string, answer: z.ZodType<T>, request: CallRequest = {}): Promise<T> {
    return this.#tokens.withToken(method, (token) => {
      const query = { ...request.query, access_token: token };
      return this.#byAddress.call(method, answer, { ...request, query }, [token, this.#secret]);
    });
  }

  /** A file by its `media_id`, as `call`. @throws as `WecomAddressApi.download` */
  download(mediaId: string): Promise<Buffer> {
    const method = 'media/get';
    return this.#tokens.withToken(method, (token) => {
      const query = { access_token: token, media_id: mediaId };
      return this.#byAddress.download(method, query, [token, this.#secret]);
    });
  }

  async #fetchToken(corpId: string): Promise<FreshToken> {
    const query = { corpid: corpId, corpsecret: this.#secret };
    const answer = await this.#byAddress.call('gettoken', tokenAnswer, { query }, [this.#secret]);
    return { value: answer.access_token, lifeSeconds: answer.expires_in };
  }
}
