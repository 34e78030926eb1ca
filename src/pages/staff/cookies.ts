import type { Context } from 'koa';

/** `session`: who is signed in; `try`: binds a form or a way through a vendor's login to this browser; `wanted`: where it leads. */
type Cookie = 'session' | 'try' | 'wanted';

/** Where the pages are reached by https, cookies never travel in clear, and no other host of the domain can set them. */
function nameOf(cookie: Cookie, isHttps: boolean): string {
  return `${isHttps ? '__Host-' : ''}xuece-${cookie}`;
}

export function readCookie(ctx: Context, cookie: Cookie, isHttps: boolean): string | undefined {
  return ctx.cookies.get(nameOf(cookie, isHttps));
}

/** @param seconds - how long the browser keeps it; 0 removes it, absent as long as it is open */
export function setCookie(ctx: Context, cookie: Cookie, value: string, isHttps: boolean, seconds?: number): void {
  const age = seconds === undefined ? '' : `; Max-Age=${seconds}`;
  const secure = isHttps ? '; Secure' : '';
  // Lax and not Strict: who comes back from the vendor's login is signed in at once.
  ctx.append('Set-Cookie', `${nameOf(cookie, isHttps)}=${value}; Path=/; HttpOnly; SameSite=Lax${secure}${age}`);
}
