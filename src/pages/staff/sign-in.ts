import type { Router } from '@koa/router';
import { html } from 'htm/preact';
import type { Context as Request } from 'koa';
import type { PlatformName } from '../../chat/update.ts';
import { SlidingWindows } from '../../sliding-window.ts';
import { staffPageWords as words } from '../words.ts';
import { sendPage } from './answers.ts';
import { isOwnTry, newTry } from './browser-try.ts';
import { setCookie } from './cookies.ts';
import { readForm } from './form.ts';
import { type Part, staffPage } from './layout.ts';
import { authorizeOf, clientLoginOf, isInDingtalk } from './vendor-login.ts';
import { endSession, isHttps, isOwnForm, mayOpen, openSession, type StaffPageDeps, visitOf } from './visit.ts';
import { wantedPage } from './wanted-page.ts';

/** Wrong codes that are looked up, over all browsers; a right one is taken all the same, and no code can be guessed (page-codes.ts). */
const mostWrongPerMinute = 60;

/** Signing in by a code of the bot, and signing out. */
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
  router.post('/staff/sign-out', async (request) => {
    const form = await readForm(request);
    const visit = await visitOf(request, deps);
    if (visit !== undefined && isOwnForm(visit, form.get('csrf'))) await endSession(request, deps);
    request.redirect('/staff/sign-in');
    request.status = 303;
  });
}

/** The page to sign in on. @param fault - why the last try failed */
export function showSignIn(
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
    ${authorizeOf(deps) === undefined ? undefined : vendorLink('wecom')}
    ${isInDingtalk(request) && clientLoginOf(deps) !== undefined ? vendorLink('dingtalk') : undefined}
  `;
  sendPage(request, staffPage({ title: words.signIn }, body), status);
}

function vendorLink(platform: PlatformName): Part {
  return html`<p><a class="button" href=${`/staff/with/${platform}`}>${words.byVendor(platform)}</a></p>`;
}

/** Opens a session for whoever has this account, if the pages are for them. @param cadreId - who it was when the code was made */
export async function enter(
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
  request.redirect(wantedPage(request, deps));
  request.status = 303;
}
