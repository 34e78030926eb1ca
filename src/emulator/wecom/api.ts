import type { ApiAnswer, ApiCall } from '../api.ts';
import { type JsonObject, objectOf, parseJson, withoutNulls } from '../json.ts';
import type { DeliveryFault } from '../messages.ts';
import { SlidingWindow } from '../sliding-window.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import type { AibotTurns } from './aibot/turns.ts';
import type { TokenCall, WecomCall } from './call.ts';
import { WecomRefusal } from './codes.ts';
import { AUTHORIZE_PATH, answerLogin, OPEN_AS_PATH } from './login.ts';
import { FileAnswer } from './media.ts';
import { mayCall, openMethods, tokenMethods } from './methods.ts';
import { PICTURE_PATH, servePicture } from './person-media.ts';
import { WecomTokens } from './tokens.ts';

const MINUTE_MS = 60_000;
const PREFIX = '/cgi-bin/';
const SENDS = ['message/send', 'appchat/send', 'webhook/send'];

/** WeCom's server API as far as the bot uses it: HTTP 200, the result is `errcode` (docs/emulator.md, Calls). */
export class WecomApi {
  readonly #world: World;
  readonly #account: WecomAccount;
  readonly #tokens: WecomTokens;
  /** The base rate of each API: over it the API is blocked for a minute (docs/emulator.md, Messages and Tokens). */
  readonly #rates: SlidingWindow;
  readonly #open: ReturnType<typeof openMethods>;
  readonly #withToken: ReturnType<typeof tokenMethods>;

  constructor(world: World, account: WecomAccount, aibot?: AibotTurns) {
    this.#world = world;
    this.#account = account;
    this.#tokens = new WecomTokens(world, account);
    this.#rates = new SlidingWindow(() => world.nowMs(), { windowMs: MINUTE_MS, blockMs: MINUTE_MS });
    this.#open = openMethods(world, account, this.#tokens, aibot);
    this.#withToken = tokenMethods(world, account);
  }

  /** The path of every call it answers. */
  get routes(): string[] {
    const methods = [...this.#open.keys(), ...this.#withToken.keys()];
    const others = [AUTHORIZE_PATH, OPEN_AS_PATH, `${PICTURE_PATH}{media_id}`];
    return [...methods.map((method) => `${PREFIX}${method}`), ...others];
  }

  serves(path: string): boolean {
    return (
      [PREFIX, PICTURE_PATH].some((start) => path.startsWith(start)) || [AUTHORIZE_PATH, OPEN_AS_PATH].includes(path)
    );
  }

  isTokenCall(path: string): boolean {
    return path === `${PREFIX}gettoken`;
  }

  /** Whether the call puts messages on people's screens. */
  isSend(path: string): boolean {
    return SENDS.includes(path.slice(PREFIX.length));
  }

  expireTokens(): void {
    this.#tokens.expireAll();
  }

  /** Unknown paths are 404 with an empty body; everything else is answered with 200. */
  answer(call: ApiCall, fault: DeliveryFault): ApiAnswer {
    if (call.path.startsWith(PICTURE_PATH)) return servePicture(this.#world, call.path);
    if (!call.path.startsWith(PREFIX)) return answerLogin(this.#world, this.#account, call);
    const method = call.path.slice(PREFIX.length);
    const open = this.#open.get(method);
    const withToken = this.#withToken.get(method);
    if (open === undefined && withToken === undefined)
      return { status: 404, type: 'text/plain', body: '', result: '404' };
    const parsed = call.body === '' ? {} : parseJson(call.body);
    const malformed = parsed === undefined && !isUpload(call);
    const warnings: string[] = [];
    const request = {
      http: call,
      body: objectOf(withoutNulls(parsed)),
      fault,
      warn: (text: string) => void warnings.push(text),
    };
    try {
      this.#checkAddress(call.address);
      const result = open?.(request) ?? this.#answerWithToken(method, withToken, request);
      if (result instanceof FileAnswer) return fileAnswer(result);
      const answer = this.#answer(call, 0, 'ok', result, malformed);
      return warnings.length === 0 ? answer : { ...answer, result: `0 (${warnings.join('; ')})` };
    } catch (error) {
      if (!(error instanceof WecomRefusal)) throw error;
      return this.#answer(call, error.code, error.message, error.fields, malformed);
    }
  }

  /** The answer of a fault: the code alone, nothing was done. */
  refusal(call: ApiCall, code: number): ApiAnswer {
    return this.#answer(call, code, new WecomRefusal(code).message, {}, false);
  }

  #answerWithToken(
    method: string,
    handler: ((call: TokenCall) => JsonObject | FileAnswer) | undefined,
    request: WecomCall,
  ): JsonObject | FileAnswer {
    const caller = this.#tokens.check(request.http.query);
    const isSend = SENDS.includes(method);
    if (!isSend && !this.#rates.take(method, this.#world.rules.wecomCallsPerMinute)) throw new WecomRefusal(45009);
    mayCall(method, caller);
    return handler?.({ ...request, caller }) ?? {};
  }

  #checkAddress(address: string): void {
    const trusted = this.#world.rules.wecomTrustedIps;
    if (trusted.length > 0 && !trusted.includes(address)) throw new WecomRefusal(60020);
  }

  #answer(call: ApiCall, code: number, text: string, fields: JsonObject, malformed: boolean): ApiAnswer {
    const warning = malformed ? ' Warning: wrong json format. ' : '';
    const errmsg = code === 0 ? `${warning}ok` : `${warning}${text}, ${this.#tail(call, code)}`;
    return {
      status: 200,
      type: 'application/json; charset=UTF-8',
      body: JSON.stringify({ errcode: code, errmsg, ...fields }),
      headers: code === 0 ? {} : { 'Error-Code': String(code), 'Error-Msg': text },
      result: String(code),
    };
  }

  #tail(call: ApiCall, code: number): string {
    const hint = `${this.#world.nowMs()}${String(this.#world.nextSerial()).padStart(8, '0')}`;
    const more = `https://open.work.weixin.qq.com/devtool/query?e=${code}`;
    return `hint: [${hint}], from ip: ${call.address}, more info at ${more}`;
  }
}

function isUpload(call: ApiCall): boolean {
  return String(call.headers['content-type'] ?? '').startsWith('multipart/');
}

function fileAnswer({ name, type, bytes, range }: FileAnswer): ApiAnswer {
  const quoted = encodeURIComponent(name);
  const headers: Record<string, string> = {
    'content-disposition': `attachment; filename="${quoted}"`,
    'x-content-type-options': 'nosniff',
  };
  if (range === undefined) return { status: 200, type, body: bytes, headers, result: '0' };
  headers['content-range'] = `bytes ${range.from}-${range.from + bytes.length - 1}/${range.total}`;
  return { status: 206, type, body: bytes, headers, result: '0' };
}
