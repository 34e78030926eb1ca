import type { ApiAnswer, ApiCall } from '../api.ts';
import { type JsonObject, textOf } from '../json.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import type { TokenCall } from './call.ts';
import { WecomRefusal } from './codes.ts';
import { isVisible } from './range.ts';

export const AUTHORIZE_PATH = '/connect/oauth2/authorize';
/** `GET /connect/as?userid=&url=`: opens a link as this member, as their client would. */
export const OPEN_AS_PATH = '/connect/as';
const COOKIE = 'emulated-wecom-user';
const CODE_LIFE_MS = 5 * 60_000;
const TICKET_LIFE_MS = 1800 * 1000;

/**
 * What the client does at the authorize address when this member opens it (docs/emulator.md, Login).
 * @returns where it leads back to, with `code` and `state`
 * @throws WecomRefusal 40013, 40058, 84025, 41011, 50001
 */
export function authorize(world: World, account: WecomAccount, userId: string, query: URLSearchParams): string {
  if (query.get('appid') !== account.corpId) throw new WecomRefusal(40013);
  const scope = query.get('scope');
  const knownScope = scope === 'snsapi_base' || scope === 'snsapi_privateinfo';
  if (query.get('response_type') !== 'code' || !knownScope) throw new WecomRefusal(40058);
  const state = query.get('state') ?? '';
  if (!/^[0-9A-Za-z]{0,128}$/.test(state)) throw new WecomRefusal(84025);
  const agentId = Number(query.get('agentid') ?? account.agentId);
  if (scope === 'snsapi_privateinfo' && query.get('agentid') === null) throw new WecomRefusal(41011);
  const redirect = query.get('redirect_uri') ?? '';
  const back = URL.canParse(redirect) ? new URL(redirect) : undefined;
  if (back === undefined || account.trustedDomains?.includes(back.host) !== true) throw new WecomRefusal(50001);
  const code = world.secret(32);
  world.commit({ kind: 'wecom-login', code, login: { userId, agentId, scope, atMs: world.nowMs() } });
  back.searchParams.set('code', code);
  back.searchParams.set('state', state);
  return back.href;
}

/**
 * `auth/getuserinfo`: members are named also outside the app's range; a `user_ticket` comes with consent alone (docs/emulator.md, Login).
 * @throws WecomRefusal 40029 for a code that is unknown, used, over five minutes old, or another app's
 */
export function getUserInfo(world: World, account: WecomAccount, { http, caller }: TokenCall): JsonObject {
  const code = http.query.get('code') ?? '';
  const login = world.state.wecom.logins.get(code);
  const isLive = login !== undefined && login.atMs + CODE_LIFE_MS > world.nowMs() && login.agentId === caller;
  if (!isLive) throw new WecomRefusal(40029);
  const person = world.directory.find('wecom', login.userId);
  const consents = login.scope === 'snsapi_privateinfo' && person !== undefined && isVisible(world, account, person);
  const ticket = consents ? world.secret(48) : undefined;
  const given = ticket === undefined ? {} : { ticket, expiresAtMs: world.nowMs() + TICKET_LIFE_MS };
  world.commit({ kind: 'wecom-login-used', code, ...given });
  if (person === undefined) return { openid: `o${login.userId}` };
  return { userid: person.userId, ...(ticket === undefined ? {} : { user_ticket: ticket }) };
}

/** `auth/getuserdetail`. @throws WecomRefusal 84014 */
export function getUserDetail(world: World, { body }: TokenCall): JsonObject {
  const known = world.state.wecom.tickets.get(textOf(body.user_ticket));
  if (known === undefined || known.expiresAtMs <= world.nowMs()) throw new WecomRefusal(84014);
  const empty = { avatar: '', qr_code: '', mobile: '', email: '', biz_mail: '', address: '' };
  return { userid: known.userId, gender: '0', ...empty };
}

/**
 * The authorize address in a browser. WeCom's client knows its member; a browser learns it from `OPEN_AS_PATH`, which remembers the member
 * for the pages that follow.
 */
export function answerLogin(world: World, account: WecomAccount, call: ApiCall): ApiAnswer {
  if (call.path === OPEN_AS_PATH) return openAs(world, call.query);
  const [, userId = ''] = new RegExp(`${COOKIE}=([^;]*)`).exec(String(call.headers.cookie ?? '')) ?? [];
  const person = world.directory.find('wecom', userId);
  if (person === undefined) return page('请从聊天页打开这个链接。', '400');
  try {
    return redirect(authorize(world, account, person.userId, call.query), {});
  } catch (error) {
    if (!(error instanceof WecomRefusal)) throw error;
    return page(`登录没有成功（${error.code}：${error.message}）。`, String(error.code));
  }
}

function openAs(world: World, query: URLSearchParams): ApiAnswer {
  const person = world.directory.find('wecom', query.get('userid') ?? '');
  const url = query.get('url') ?? '';
  if (person === undefined || !/^https?:\/\//.test(url) || !URL.canParse(url)) return page('这个链接打不开。', '400');
  return redirect(new URL(url).href, {
    'set-cookie': `${COOKIE}=${person.userId}; Path=/connect; HttpOnly; SameSite=Lax`,
  });
}

function redirect(location: string, headers: Record<string, string>): ApiAnswer {
  return {
    status: 302,
    type: 'text/plain',
    body: '',
    headers: { location, 'cache-control': 'no-store', ...headers },
    result: 'ok',
  };
}

/** @param text - free of markup */
function page(text: string, result: string): ApiAnswer {
  const body = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>企业微信</title><p>${text}</p></html>`;
  return { status: 200, type: 'text/html; charset=utf-8', body, result };
}
