import type { ApiAnswer, ApiCall } from '../api.ts';
import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { WecomRefusal } from './codes.ts';
import { authorize } from './login.ts';

/** `GET /connect/as?userid=&url=`: opens a link as this member, as their client would. */
export const OPEN_AS_PATH = '/connect/as';
const COOKIE = 'emulated-wecom-user';

/**
 * The authorize address in a browser. WeCom's client knows who holds it; a browser is told by `OPEN_AS_PATH`, which remembers the member
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
