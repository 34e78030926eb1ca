import type { ApiAnswer, ApiCall } from '../api.ts';
import { type JsonObject, objectOf, parseJson } from '../json.ts';
import type { DeliveryFault } from '../messages.ts';
import type { DingtalkAccount } from '../options.ts';
import type { World } from '../world.ts';
import { createAndDeliver, registerRoute, updateCard } from './cards.ts';
import { departmentListSub, userGet, userList, userListId } from './contacts.ts';
import type { DingtalkQuota } from './quota.ts';
import { DingtalkRefusal, OldRefusal } from './refusals.ts';
import { batchRecall, batchSend, sendBySession } from './send.ts';
import { OPEN_CONNECTION_PATH, type StreamGateway } from './stream-gateway.ts';
import { DingtalkTokens } from './tokens.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const SESSION_PATH = '/robot/sendBySession';
const SENDS = [SESSION_PATH, '/v1.0/robot/oToMessages/batchSend', '/v1.0/card/instances/createAndDeliver'];
const CORP_TOKEN = /^\/v1\.0\/oauth2\/([^/]+)\/token$/;
const QPS = 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi';

type NewHandler = (body: JsonObject, fault: DeliveryFault) => JsonObject;
type OldHandler = (body: JsonObject) => unknown;

/** DingTalk's new API (`/v1.0/…`, HTTP status carries meaning) and old API (always 200), as far as the bot uses them. */
export class DingtalkApi {
  readonly #world: World;
  readonly #tokens: DingtalkTokens;
  readonly #quota: DingtalkQuota;
  readonly #gateway: StreamGateway;
  readonly #new: Readonly<Record<string, NewHandler>>;
  readonly #old: Readonly<Record<string, OldHandler>>;

  constructor(world: World, account: DingtalkAccount, quota: DingtalkQuota, gateway: StreamGateway) {
    this.#gateway = gateway;
    this.#world = world;
    this.#quota = quota;
    this.#tokens = new DingtalkTokens(world, account);
    this.#new = {
      'POST /v1.0/robot/oToMessages/batchSend': (body, fault) => batchSend(world, account, body, fault),
      'POST /v1.0/robot/otoMessages/batchRecall': (body) => batchRecall(world, account, body),
      'POST /v1.0/card/instances/createAndDeliver': (body, fault) => createAndDeliver(world, account, body, fault),
      'PUT /v1.0/card/instances': (body) => updateCard(world, body),
      'POST /v1.0/card/callbacks/register': (body) => registerRoute(world, body),
    };
    this.#old = {
      '/topapi/v2/department/listsub': (body) => departmentListSub(world, body),
      '/topapi/v2/user/list': (body) => userList(world, body),
      '/topapi/v2/user/get': (body) => userGet(world, body),
      '/topapi/user/listid': (body) => userListId(world, body),
    };
  }

  serves(path: string): boolean {
    return /^\/(v1\.0|topapi|robot|gettoken|media|call_back)(\/|$)/.test(path);
  }

  /** Calls that open a way for others; faults spare them unless they are named. */
  isTokenCall(path: string): boolean {
    if (path === OPEN_CONNECTION_PATH) return true;
    return path === '/gettoken' || path === '/v1.0/oauth2/accessToken' || CORP_TOKEN.test(path);
  }

  isSend(path: string): boolean {
    return SENDS.includes(path);
  }

  expireTokens(): void {
    this.#tokens.expire();
  }

  answer(call: ApiCall, fault: DeliveryFault): ApiAnswer {
    try {
      return call.path.startsWith('/v1.0/') ? this.#answerNew(call, fault) : this.#answerOld(call, fault);
    } catch (error) {
      if (error instanceof DingtalkRefusal) return newRefusal(this.#world, error);
      if (error instanceof OldRefusal) return oldRefusal(this.#world, error);
      throw error;
    }
  }

  /** The answer of a fault: nothing was done. */
  refusal(call: ApiCall, fault: 'rate-limit' | 'server-error' | 'refuse', code: string): ApiAnswer {
    if (fault === 'refuse') {
      if (call.path.startsWith('/v1.0/')) return newRefusal(this.#world, new DingtalkRefusal(400, code));
      return oldRefusal(this.#world, new OldRefusal(Number(code), code));
    }
    if (call.path.startsWith('/v1.0/')) {
      const error = fault === 'rate-limit' ? new DingtalkRefusal(403, QPS) : new DingtalkRefusal(500, 'system.error');
      return newRefusal(this.#world, error);
    }
    const error = fault === 'rate-limit' ? rateLimited() : new OldRefusal(-1, '系统繁忙');
    return oldRefusal(this.#world, error);
  }

  #answerNew(call: ApiCall, fault: DeliveryFault): ApiAnswer {
    const body = objectOf(parseJson(call.body));
    const [, corpId] = CORP_TOKEN.exec(call.path) ?? [];
    if (call.path === '/v1.0/oauth2/accessToken') return ok(this.#tokens.issue(body));
    if (call.path === OPEN_CONNECTION_PATH && call.method === 'POST') return this.#gateway.open(call);
    if (corpId !== undefined) return ok(this.#tokens.issueForCorp(corpId, body));
    const handler = this.#new[`${call.method} ${call.path}`];
    if (handler === undefined) throw new DingtalkRefusal(404, 'InvalidAction.NotFound');
    this.#tokens.checkHeader(call.headers['x-acs-dingtalk-access-token']);
    if (!this.#quota.takeSecond(`${call.method} ${call.path}`)) throw new DingtalkRefusal(403, QPS);
    if (!this.#quota.takeCall()) throw new DingtalkRefusal(403, 'Forbidden.AccessDenied.ApiCountLimitForOrg');
    return ok(handler(body, fault));
  }

  #answerOld(call: ApiCall, fault: DeliveryFault): ApiAnswer {
    const body = objectOf(parseJson(call.body));
    if (call.path === '/gettoken') return oldOk(this.#tokens.issueOld(call.query));
    if (call.path === SESSION_PATH) return oldOk(sendBySession(this.#world, call.query, body, fault));
    const handler = this.#old[call.path];
    if (handler === undefined) {
      throw new OldRefusal(22, `Invalid method[submsg=不合法ApiName，ApiName = ${call.path}]`);
    }
    this.#tokens.checkQuery(call.query);
    // Contact calls are exempt from the monthly quota, not from the rate.
    if (!this.#quota.takeSecond(call.path)) throw rateLimited();
    return oldOk({ result: handler(body) });
  }
}

function rateLimited(): OldRefusal {
  return new OldRefusal(88, '您的服务器调用钉钉开放平台所有接口过于频繁', '90018');
}

function ok(body: JsonObject): ApiAnswer {
  return { status: 200, type: JSON_TYPE, body: JSON.stringify(body), result: 'ok' };
}

function oldOk(fields: JsonObject): ApiAnswer {
  return { status: 200, type: JSON_TYPE, body: JSON.stringify({ errcode: 0, errmsg: 'ok', ...fields }), result: '0' };
}

function newRefusal(world: World, error: DingtalkRefusal): ApiAnswer {
  const requestid = world.secret(12).toUpperCase();
  const body = JSON.stringify({ requestid, code: error.code, message: error.message, ...error.detail });
  return { status: error.status, type: JSON_TYPE, body, result: error.code };
}

function oldRefusal(world: World, error: OldRefusal): ApiAnswer {
  const { errcode, subCode, message } = error;
  const wrapped = {
    sub_code: subCode,
    sub_msg: message,
    errmsg: `ding talk error[subcode=${subCode},submsg=${message}]`,
  };
  const fields = subCode === undefined ? { errmsg: message } : wrapped;
  const body = JSON.stringify({ errcode, ...fields, request_id: world.secret(9) });
  return { status: 200, type: JSON_TYPE, body, result: subCode === undefined ? String(errcode) : `88/${subCode}` };
}
