import { randomBytes } from 'node:crypto';
import type { Context as Request } from 'koa';
import { readCookie, setCookie } from './cookies.ts';
import { isFromOutside, isHttps, isSame, type StaffPageDeps } from './visit.ts';

/** How long somebody may take to sign in once the page is open. */
const trySeconds = 15 * 60;

/** Binds what follows to this browser. */
export function newTry(request: Request, deps: StaffPageDeps): string {
  const bound = randomBytes(16).toString('hex');
  setCookie(request, 'try', bound, isHttps(deps), trySeconds);
  return bound;
}

/** @param fromVendor - the vendor's page leads back here, so that the browser calls it a request from another site */
export function isOwnTry(request: Request, deps: StaffPageDeps, sent: string | null, fromVendor = false): boolean {
  const bound = readCookie(request, 'try', isHttps(deps));
  return bound !== undefined && bound !== '' && isSame(sent ?? '', bound) && (fromVendor || !isFromOutside(request));
}
