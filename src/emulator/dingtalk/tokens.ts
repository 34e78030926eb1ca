import type { JsonObject } from '../json.ts';
import type { World } from '../world.ts';
import type { DingtalkAccount } from './account.ts';
import { DingtalkRefusal, OldRefusal } from './refusals.ts';

const LIFE_SECONDS = 7200;

/** Access tokens: one per app, the same while it lives, good on both hosts (docs/emulator.md, Tokens). */
export class DingtalkTokens {
  readonly #world: World;
  readonly #account: DingtalkAccount;

  constructor(world: World, account: DingtalkAccount) {
    this.#world = world;
    this.#account = account;
  }

  /** `POST /v1.0/oauth2/accessToken`. @throws DingtalkRefusal */
  issue(body: JsonObject): JsonObject {
    const { appKey, appSecret } = this.#account;
    if (body.appKey !== appKey || body.appSecret !== appSecret)
      throw new DingtalkRefusal(400, 'invalidClientIdOrSecret');
    return { accessToken: this.#current(), expireIn: LIFE_SECONDS };
  }

  /** `POST /v1.0/oauth2/{corpId}/token`. @throws DingtalkRefusal */
  issueForCorp(corpId: string, body: JsonObject): JsonObject {
    const { appKey, appSecret } = this.#account;
    if (corpId !== this.#account.corpId) throw new DingtalkRefusal(500, 'unknownError');
    if (body.grant_type !== 'client_credentials') throw new DingtalkRefusal(400, 'unsupported.grant.type');
    if (body.client_id !== appKey || body.client_secret !== appSecret) throw new DingtalkRefusal(400, 'invalid.client');
    return { access_token: this.#current(), expires_in: LIFE_SECONDS };
  }

  /** `GET /gettoken` of the old API. @throws OldRefusal */
  issueOld(query: URLSearchParams): JsonObject {
    const { appKey, appSecret } = this.#account;
    const key = query.get('appkey') ?? '';
    if (key === '') throw new OldRefusal(40035, '缺少参数 corpid or appkey');
    if (key !== appKey || query.get('appsecret') !== appSecret)
      throw new OldRefusal(40096, '不合法的appKey或appSecret');
    return { access_token: this.#current(), expires_in: LIFE_SECONDS };
  }

  /** The header is the only place the new API reads. @throws DingtalkRefusal */
  checkHeader(header: string | string[] | undefined): void {
    if (typeof header !== 'string' || header === '') {
      throw new DingtalkRefusal(400, 'AuthenticationFailed.MissingParameter');
    }
    if (!this.#isValid(header)) throw new DingtalkRefusal(400, 'InvalidAuthentication');
  }

  /** The query is the only place the old API reads. @throws OldRefusal */
  checkQuery(query: URLSearchParams): void {
    const token = query.get('access_token') ?? '';
    if (token === '') throw new OldRefusal(88, 'access_token is blank', '40000');
    if (!this.#isValid(token)) throw new OldRefusal(88, '不合法的access_token', '40014');
  }

  expire(): void {
    const { token } = this.#world.state.dingtalk;
    if (token === undefined) return;
    this.#world.commit({ kind: 'dingtalk-token', token: token.value, expiresAtMs: this.#world.nowMs() });
  }

  #isValid(token: string): boolean {
    const current = this.#world.state.dingtalk.token;
    return current !== undefined && current.value === token && current.expiresAtMs > this.#world.nowMs();
  }

  /** Asking again returns the same token and extends it. */
  #current(): string {
    const nowMs = this.#world.nowMs();
    const current = this.#world.state.dingtalk.token;
    const token = current !== undefined && current.expiresAtMs > nowMs ? current.value : this.#world.secret();
    this.#world.commit({ kind: 'dingtalk-token', token, expiresAtMs: nowMs + LIFE_SECONDS * 1000 });
    return token;
  }
}
