import type { Router } from '@koa/router';
import { html } from 'htm/preact';
import type { Context as Request } from 'koa';
import type { PlatformName } from '../../chat/update.ts';
import { staffPageWords as words } from '../words.ts';
import { sendScriptedPage } from './answers.ts';
import { isOwnTry, newTry } from './browser-try.ts';
import { dingtalkScript } from './dingtalk-script.ts';
import { readForm } from './form.ts';
import { staffPage } from './layout.ts';
import { enter, showSignIn } from './sign-in.ts';
import { authorizeOf, clientLoginOf } from './vendor-login.ts';
import type { StaffPageDeps } from './visit.ts';

const scriptPath = '/staff/dingtalk.js';

/** Signing in by a vendor's login. */
export function addVendorSignIn(router: Router, deps: StaffPageDeps): void {
  router.get('/staff/with/wecom', (request) => toWecom(request, deps));
  router.get('/staff/from/wecom', async (request) => {
    const query = new URLSearchParams(request.querystring);
    await comeBack(request, deps, 'wecom', query.get('state'), query.get('code'));
  });
  router.get('/staff/with/dingtalk', (request) => askDingtalk(request, deps));
  router.get(scriptPath, async (request) => {
    request.type = 'text/javascript; charset=utf-8';
    request.set('Cache-Control', 'public, max-age=3600');
    request.body = await dingtalkScript();
  });
  router.post('/staff/from/dingtalk', async (request) => {
    const form = await readForm(request);
    await comeBack(request, deps, 'dingtalk', form.get('try'), form.get('code'));
  });
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

/** Inside DingTalk's client: its script fetches a code and sends this form. */
function askDingtalk(request: Request, deps: StaffPageDeps): void {
  const login = clientLoginOf(deps);
  if (login === undefined) {
    showSignIn(request, deps);
    return;
  }
  const body = html`
    <p role="status">${words.signingIn}</p>
    <form method="post" action="/staff/from/dingtalk" data-corp=${login.corpId} data-failed=${words.noClientLogin}>
      <input type="hidden" name="try" value=${newTry(request, deps)} />
      <input type="hidden" name="code" value="" />
    </form>
    <p><a class="button" href="/staff/sign-in">${words.byCode}</a></p>
  `;
  sendScriptedPage(request, staffPage({ title: words.signIn, script: scriptPath }, body));
}
