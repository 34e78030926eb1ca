import type { ApiAnswer, ApiCall } from '../api.ts';
import { type JsonObject, objectOf, parseJson } from '../json.ts';
import type { DeliveryFault } from '../messages.ts';
import type { WecomAccount } from '../options.ts';
import type { World } from '../world.ts';
import { WecomRefusal } from './codes.ts';
import { departmentList, departmentSimpleList, userGet, userList, userSimpleList } from './contacts.ts';
import { sendMessage } from './send.ts';
import { WecomTokens } from './tokens.ts';
import { recallMessage, updateCard } from './update.ts';

const PREFIX = '/cgi-bin/';

type Handler = (call: ApiCall, body: JsonObject, fault: DeliveryFault) => JsonObject;

/** WeCom's server API as far as the bot uses it: always HTTP 200, the result is `errcode` (wecom.md 0.1). */
export class WecomApi {
  readonly #world: World;
  readonly #tokens: WecomTokens;
  readonly #handlers: ReadonlyMap<string, Handler>;

  constructor(world: World, account: WecomAccount) {
    this.#world = world;
    this.#tokens = new WecomTokens(world, account);
    const handlers: Record<string, Handler> = {
      'message/send': (_call, body, fault) => sendMessage(world, account, body, fault),
      'message/update_template_card': (_call, body) => updateCard(world, account, body),
      'message/recall': (_call, body) => recallMessage(world, body),
      'department/list': ({ query }) => departmentList(world, query),
      'department/simplelist': ({ query }) => departmentSimpleList(world, query),
      'user/list': ({ query }) => userList(world, query),
      'user/simplelist': ({ query }) => userSimpleList(world, query),
      'user/get': ({ query }) => userGet(world, query),
      getcallbackip: () => ({ ip_list: ['127.0.0.1'] }),
    };
    this.#handlers = new Map(Object.entries(handlers));
  }

  serves(path: string): boolean {
    return path.startsWith(PREFIX);
  }

  isTokenCall(path: string): boolean {
    return path === `${PREFIX}gettoken`;
  }

  /** Whether the call puts messages on people's screens. */
  isSend(path: string): boolean {
    return path === `${PREFIX}message/send`;
  }

  expireTokens(): void {
    this.#tokens.expireAll();
  }

  /** Unknown paths are 404 with an empty body; everything else is answered with 200. */
  answer(call: ApiCall, fault: DeliveryFault): ApiAnswer {
    const method = call.path.slice(PREFIX.length);
    const handler = this.#handlers.get(method);
    if (handler === undefined && method !== 'gettoken')
      return { status: 404, type: 'text/plain', body: '', result: '404' };
    const parsed = call.body === '' ? {} : parseJson(call.body);
    const malformed = parsed === undefined;
    try {
      this.#checkAddress(call.address);
      if (handler === undefined)
        return this.#answer(call, 0, 'ok', this.#tokens.issue(call.query, call.address), false);
      this.#tokens.check(call.query);
      return this.#answer(call, 0, 'ok', handler(call, objectOf(parsed), fault), malformed);
    } catch (error) {
      if (!(error instanceof WecomRefusal)) throw error;
      return this.#answer(call, error.code, error.message, error.fields, malformed);
    }
  }

  /** The answer of a fault: the code alone, nothing was done. */
  refusal(call: ApiCall, code: number): ApiAnswer {
    return this.#answer(call, code, new WecomRefusal(code).message, {}, false);
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
