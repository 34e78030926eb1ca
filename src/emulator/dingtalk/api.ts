import { type ApiAnswer, type ApiCall, bodyOf } from '../api.ts';
import type { DeliveryFault } from '../messages.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { AddressBan } from './address-ban.ts';
import { newRefusal, ok, oldOk, oldRefusal, rateLimited } from './answers.ts';
import { calendarRoute } from './calendar-events.ts';
import { CustomRobots } from './custom-robots.ts';
import { DOWNLOAD_PATH, serveFile } from './media.ts';
import { type NewMethod, newMethods, type OldMethod, oldMethods } from './methods.ts';
import { missingScope } from './permissions.ts';
import type { DingtalkQuota } from './quota.ts';
import { DingtalkRefusal, OldRefusal } from './refusals.ts';
import { sendBySession } from './send.ts';
import { OPEN_CONNECTION_PATH, type StreamGateway } from './stream-gateway.ts';
import { DingtalkTokens } from './tokens.ts';

const SESSION_PATH = '/robot/sendBySession';
const CUSTOM_ROBOT_PATH = '/robot/send';
const SENDS = [
  SESSION_PATH,
  CUSTOM_ROBOT_PATH,
  '/v1.0/robot/oToMessages/batchSend',
  '/v1.0/robot/groupMessages/send',
  '/v1.0/card/instances/createAndDeliver',
  '/v1.0/card/instances/deliver',
  '/topapi/message/corpconversation/asyncsend_v2',
];
const CORP_TOKEN = /^\/v1\.0\/oauth2\/([^/]+)\/token$/;
const CORP_TOKEN_ROUTE = 'POST /v1.0/oauth2/{corpId}/token';
const TOKEN_ROUTE = 'POST /v1.0/oauth2/accessToken';
const QPS = 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi';

/** DingTalk's new API (`/v1.0/…`, HTTP status carries meaning) and old API (always 200), as far as the bot uses them. */
export class DingtalkApi {
  readonly #world: World;
  readonly #account: DingtalkAccount;
  readonly #tokens: DingtalkTokens;
  readonly #quota: DingtalkQuota;
  readonly #ban: AddressBan;
  readonly #open: Readonly<Record<string, OpenMethod>>;
  readonly #new: Readonly<Record<string, NewMethod>>;
  readonly #old: Readonly<Record<string, OldMethod>>;

  constructor(world: World, account: DingtalkAccount, quota: DingtalkQuota, gateway: StreamGateway) {
    this.#world = world;
    this.#account = account;
    this.#quota = quota;
    this.#tokens = new DingtalkTokens(world, account);
    this.#ban = new AddressBan(world);
    this.#open = openMethods(world, account, this.#tokens, gateway);
    this.#new = newMethods(world, account, quota);
    this.#old = oldMethods(world, account);
  }

  /** Every call it answers: `GET /v1.0/…` for the new API, the path alone for the old one. */
  get routes(): string[] {
    return [...Object.keys(this.#open), ...Object.keys(this.#new), ...Object.keys(this.#old)];
  }

  serves(path: string): boolean {
    return /^\/(v1\.0|topapi|robot|gettoken|media|call_back|microapp)(\/|$)/.test(path);
  }

  /** Token and connection calls, which the others depend on; faults skip them unless they name the path. */
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
    const banned = this.#ban.take(call.address);
    if (banned !== undefined) return banned;
    try {
      return call.path.startsWith('/v1.0/') ? this.#answerNew(call, fault) : this.#answerOld(call, fault);
    } catch (error) {
      if (error instanceof DingtalkRefusal) return newRefusal(this.#world, error);
      if (error instanceof OldRefusal) return oldRefusal(this.#world, error);
      throw error;
    }
  }

  /** The answer of a fault: nothing was done. */
  refusal(call: ApiCall, fault: 'rate-limit' | 'server-error' | 'ip-ban' | 'refuse', code: string): ApiAnswer {
    if (fault === 'ip-ban') return this.#ban.answer();
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
    const name = `${call.method} ${calendarRoute(call.path) ?? call.path}`;
    const open = CORP_TOKEN.test(call.path) ? this.#open[CORP_TOKEN_ROUTE] : own(this.#open, name);
    if (open !== undefined) return open(call, fault);
    const method = own(this.#new, name);
    if (method === undefined) throw new DingtalkRefusal(404, 'InvalidAction.NotFound');
    this.#tokens.checkHeader(call.headers['x-acs-dingtalk-access-token']);
    const scope = missingScope(this.#account, call.path);
    if (scope !== undefined) {
      const accessdenieddetail = { requiredScopes: [scope] };
      throw new DingtalkRefusal(403, 'Forbidden.AccessDenied.AccessTokenPermissionDenied', { accessdenieddetail });
    }
    if (!this.#quota.takeSecond(name)) throw new DingtalkRefusal(403, QPS);
    if (!this.#quota.takeCall()) throw new DingtalkRefusal(403, 'Forbidden.AccessDenied.ApiCountLimitForOrg');
    const { query, path, headers } = call;
    return ok(method(bodyOf(call), { query, path, headers, fault }));
  }

  #answerOld(call: ApiCall, fault: DeliveryFault): ApiAnswer {
    const open = own(this.#open, call.path);
    if (open !== undefined) return open(call, fault);
    const method = own(this.#old, call.path);
    if (method === undefined) {
      throw new OldRefusal(22, `Invalid method[submsg=不合法ApiName，ApiName = ${call.path}]`);
    }
    this.#tokens.checkQuery(call.query);
    const scope = missingScope(this.#account, call.path);
    if (scope !== undefined) throw new OldRefusal(60011, `应用尚未开通所需的权限：[${scope}]`);
    if (!this.#quota.takeSecond(call.path)) throw rateLimited();
    if (method.metered && !this.#quota.takeCall()) {
      throw new OldRefusal(88, '企业本月接口调用次数已用完', '90020');
    }
    return oldOk(method.answer(bodyOf(call), call, fault));
  }
}

/** A call that needs no access token; it counts toward no quota. */
type OpenMethod = (call: ApiCall, fault: DeliveryFault) => ApiAnswer;

function openMethods(
  world: World,
  account: DingtalkAccount,
  tokens: DingtalkTokens,
  gateway: StreamGateway,
): Readonly<Record<string, OpenMethod>> {
  const customRobots = new CustomRobots(world, account);
  return {
    [TOKEN_ROUTE]: (call) => ok(tokens.issue(bodyOf(call))),
    [CORP_TOKEN_ROUTE]: (call) => ok(tokens.issueForCorp(CORP_TOKEN.exec(call.path)?.[1] ?? '', bodyOf(call))),
    [`POST ${OPEN_CONNECTION_PATH}`]: (call) => gateway.open(call),
    '/gettoken': (call) => oldOk(tokens.issueOld(call.query)),
    [SESSION_PATH]: (call, fault) => oldOk(sendBySession(world, call.query, bodyOf(call), fault)),
    [CUSTOM_ROBOT_PATH]: (call, fault) => oldOk(customRobots.send(call, fault)),
    [DOWNLOAD_PATH]: (call) => serveFile(world, call.query),
  };
}

/** The entry of that name, nothing inherited. */
function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
