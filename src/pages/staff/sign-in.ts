import { randomBytes } from 'node:crypto';
import type { Router } from '@koa/router';
import { html } from 'htm/preact';
import type { Context as Request } from 'koa';
import type { PlatformName } from '../../chat/update.ts';
import { SlidingWindows } from '../../sliding-window.ts';
import { staffPageWords as words } from '../words.ts';
import { sendPage } from './answers.ts';
import { readCookie, setCookie } from './cookies.ts';
import { readForm } from './form.ts';
import { type Part, staffPage } from './layout.ts';
import {
  endSession,
  isFromOutside,
  isHttps,
  isOwnForm,
  isSame,
  mayOpen,
  openSession,
  type StaffPageDeps,
  visitOf,
} from './visit.ts';

/** How long somebody may take to sign in once the page is open. */
const trySeconds = 15 * 60;
/** Wrong codes that are looked up, over all browsers; a right one is taken all the same, and no code can be guessed (page-codes.ts). */
const mostWrongPerMinute = 60;

/** Signing in, by a code of the bot or by a vendor's login, and signing out. */
export function addSignIn(router: Router, deps: StaffPageDeps): void {
  const wrong = new SlidingWindows(60_000);
  router.get('/staff/sign-in', (request) => showSignIn(request, deps));
  router.get('/staff/sign-in/:code', (request) => showSignIn(request, deps, { code: request.params.code ?? '' }));
  router.post('/staff/sign-in', async (request) => {
    const form = await readForm(request);
    if (!isOwnTry(request, deps, form.get('try')))
      return showSignIn(request, deps, { fault: words.formOver, status: 403 });
    const now = deps.clock.now();
    const code = await deps.bot.store.pageCodes.use(form.get('code') ?? '', now);
    if (code !== undefined) return enter(request, deps, code.platform, code.userId, code.cadreId);
    const window = wrong.of('wrong');
    const isTooMany = window.count(now.getTime()) >= mostWrongPerMinute;
    if (!isTooMany) window.add(now.getTime());
    return showSignIn(
      request,
      deps,
      isTooMany ? { fault: words.tooMany, status: 429 } : { fault: words.badCode, status: 403 },
    );
  });
  router.get('/staff/with/wecom', (request) => toWecom(request, deps));
  router.get('/staff/from/wecom', async (request) => {
    const query = new URLSearchParams(request.querystring);
    await comeBack(request, deps, 'wecom', query.get('state'), query.get('code'));
  });
  router.post('/staff/sign-out', async (request) => {
    const form = await readForm(request);
    const visit = await visitOf(request, deps);
    if (visit !== undefined && isOwnForm(visit, form.get('csrf'))) await endSession(request, deps);
    request.redirect('/staff/sign-in');
    request.status = 303;
  });
}

/** Where whoever is not signed in is led: in WeCom's own browser straight to its login. */
export function signInPath(request: Request, deps: StaffPageDeps): string {
  const isInWecom = /wxwork/i.test(request.get('User-Agent')) && authorizeOf(deps) !== undefined;
  return isInWecom ? '/staff/with/wecom' : '/staff/sign-in';
}

function showSignIn(
  request: Request,
  deps: StaffPageDeps,
  { code = '', fault, status = 200 }: { code?: string; fault?: string; status?: number } = {},
): void {
  const bound = newTry(request, deps);
  const body: Part = html`
    ${fault === undefined ? undefined : html`<p class="fault" role="alert">${fault}</p>`}
    <form method="post" action="/staff/sign-in" class="sign-in">
      <h2>${words.byCode}</h2>
      <input type="hidden" name="try" value=${bound} />
      <label for="code">${words.code}</label>
      <input id="code" name="code" required autocomplete="one-time-code" autocapitalize="characters" spellcheck="false"
        maxlength="20" value=${code} aria-describedby="code-hint" />
      <p id="code-hint" class="hint">${words.codeHint}</p>
      <button class="primary">${words.enter}</button>
    </form>
    ${authorizeOf(deps) === undefined ? undefined : html`<p><a class="button" href="/staff/with/wecom">${words.byVendor('wecom')}</a></p>`}
  `;
  sendPage(request, staffPage({ title: words.signIn }, body), status);
}

function toWecom(request: Request, deps: StaffPageDeps): void {
  const authorize = authorizeOf(deps);
  const base = deps.pagesAt();
  if (authorize === undefined || base === undefined) {
    showSignIn(request, deps);
    return;
  }
  request.redirect(authorize(`${base.replace(/\/+$/, '')}/staff/from/wecom`, newTry(request, deps)));
  request.set('Cache-Control', 'no-store');
}

/** Somebody comes back from a vendor's login: with a code of theirs, and what bound the way to this browser. */
async function comeBack(
  request: Request,
  deps: StaffPageDeps,
  platform: PlatformName,
  bound: string | null,
  code: string | null,
): Promise<void> {
  const isOwn = isOwnTry(request, deps, bound, platform === 'wecom');
  const identify = deps.platforms.find(({ name }) => name === platform)?.identify;
  const userId = isOwn && code !== null ? await identify?.(code).catch(() => null) : undefined;
  if (userId === undefined || userId === null)
    return showSignIn(request, deps, { fault: words.notSignedIn, status: 403 });
  await enter(request, deps, platform, userId);
}

/** Opens a session for whoever has this account, if the pages are for them. @param cadreId - who it was when the code was made */
async function enter(
  request: Request,
  deps: StaffPageDeps,
  platform: PlatformName,
  userId: string,
  cadreId?: string,
): Promise<void> {
  const identity = { platform, userId };
  const person = await deps.bot.store.cadres.byIdentity(identity);
  const isThem = person !== null && (cadreId === undefined || person._id === cadreId);
  if (!isThem || (await mayOpen(deps, person, identity)) === undefined)
    return showSignIn(request, deps, { fault: words.notSignedIn, status: 403 });
  setCookie(request, 'try', '', isHttps(deps), 0);
  await openSession(request, deps, person, identity);
  request.redirect('/staff');
  request.status = 303;
}

/** Binds what follows to this browser. */
function newTry(request: Request, deps: StaffPageDeps): string {
  const bound = randomBytes(16).toString('hex');
  setCookie(request, 'try', bound, isHttps(deps), trySeconds);
  return bound;
}

/** @param fromVendor - the vendor's page leads back here, so that the browser calls it a request from another site */
function isOwnTry(request: Request, deps: StaffPageDeps, sent: string | null, fromVendor = false): boolean {
  const bound = readCookie(request, 'try', isHttps(deps));
  return bound !== undefined && bound !== '' && isSame(sent ?? '', bound) && (fromVendor || !isFromOutside(request));
}

function authorizeOf({ platforms }: StaffPageDeps): ((redirectUri: string, state: string) => string) | undefined {
  return platforms.find(({ name }) => name === 'wecom')?.authorizeUrl;
}
