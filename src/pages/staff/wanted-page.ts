import type { Context as Request } from 'koa';
import { readCookie, setCookie } from './cookies.ts';
import { isHttps, type StaffPageDeps } from './visit.ts';

/** As long as somebody may take to sign in. */
const keptSeconds = 15 * 60;
const mostLetters = 1_000;

const home = '/staff';

/** Keeps in the browser which page was asked for before signing in. */
export function keepWanted(request: Request, deps: StaffPageDeps): void {
  const { path, search } = request;
  if (path === home || path.length + search.length > mostLetters) return;
  setCookie(request, 'wanted', encodeURIComponent(path + search), isHttps(deps), keptSeconds);
}

/** Where somebody is led who has just signed in: to the page they asked for, once. */
export function wantedPage(request: Request, deps: StaffPageDeps): string {
  const kept = readCookie(request, 'wanted', isHttps(deps));
  if (kept === undefined) return home;
  setCookie(request, 'wanted', '', isHttps(deps), 0);
  const path = decoded(kept);
  // Whatever a browser holds, it leads to a page of ours alone.
  return /^\/staff\/[^\s\\]*$/.test(path) ? path : home;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
