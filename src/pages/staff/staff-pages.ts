import type { Router } from '@koa/router';
import { html } from 'htm/preact';
import type { Context as Request } from 'koa';
import { staffPageWords as words } from '../words.ts';
import { classCommand, sayToBot } from './acts.ts';
import { answerPage, openCard, saidOn } from './answer-page.ts';
import { sendPage } from './answers.ts';
import { areaPage } from './area-page.ts';
import { areasOf } from './areas.ts';
import { classPage } from './class-page.ts';
import { filePage, takeFile } from './file-page.ts';
import { readForm } from './form.ts';
import { gradeCommand, tieCommand } from './grade-forms.ts';
import { home } from './home.ts';
import { staffPage } from './layout.ts';
import { personPage } from './person-page.ts';
import type { Shown } from './shown.ts';
import { addSignIn } from './sign-in.ts';
import { staffStyles } from './style.ts';
import { signInPath } from './vendor-login.ts';
import { addVendorSignIn } from './vendor-sign-in.ts';
import { isOwnForm, type StaffPageDeps, type Visit, visitOf } from './visit.ts';
import { keepWanted } from './wanted-page.ts';

/** What a form says to the bot; `undefined` for a form that says nothing it may say. */
type ReadForm = (form: URLSearchParams, visit: Visit) => Promise<string | undefined>;

const onceShape = /^[0-9a-f]{24}$/;

/** The pages of those who run the training: they show what the same person could ask the bot for, and pass on what they say to it. */
export function addStaffPages(router: Router, deps: StaffPageDeps): void {
  router.get('/staff.css', (request) => {
    request.set('Cache-Control', 'public, max-age=3600');
    request.type = 'text/css';
    request.body = staffStyles;
  });
  addSignIn(router, deps);
  addVendorSignIn(router, deps);
  const show = (path: string, page: (visit: Visit, named: string) => Promise<Shown>) =>
    router.get(path, async (request) => {
      const visit = await visitOf(request, deps);
      if (visit === undefined) {
        keepWanted(request, deps);
        return request.redirect(signInPath(request, deps));
      }
      const shown = await page(visit, String(request.params.named ?? ''));
      if (shown !== 'sent') await send(visit, shown);
    });
  show('/staff', home);
  show('/staff/class/:named', classPage);
  show('/staff/person/:named', personPage);
  show('/staff/answer/:named', answerPage);
  show('/staff/card/:named', openCard);
  show('/staff/file/:named', filePage);
  router.post('/staff/file/:named', (request) => handOut(request, deps, String(request.params.named ?? '')));
  show('/staff/:named', (visit, named) => areaPage(visit, `/staff/${named}`));
  const act = (path: string, read: ReadForm) => router.post(path, (request) => takeForm(request, deps, read));
  act('/staff/say', async (form) => classCommand(form));
  act('/staff/say-here', async (form, { ctx }) => {
    const area = (await areasOf(ctx)).find(({ path }) => path === form.get('area'));
    return area?.says?.text;
  });
  act('/staff/change-grade', async (form) => gradeCommand(form));
  act('/staff/break-tie', async (form) => tieCommand(form));
  act('/staff/press', (form, visit) => saidOn(visit, form));
}

async function send({ request, ctx, csrf }: Visit, shown: Exclude<Shown, 'sent'>): Promise<void> {
  const { body, ...frame } = shown ?? { title: words.brand, body: html`<p>${words.mayNot}</p>` };
  const areas = await areasOf(ctx);
  sendPage(request, staffPage({ ...frame, name: ctx.person.name, csrf, areas }, body), shown === undefined ? 404 : 200);
}

/** A file that is taken by a form: nothing is said to the bot. */
async function handOut(request: Request, deps: StaffPageDeps, link: string): Promise<void> {
  const form = await readForm(request);
  const visit = await visitOf(request, deps);
  if (visit === undefined) return request.redirect(signInPath(request, deps));
  const shown = isOwnForm(visit, form.get('csrf'))
    ? await takeFile(visit, link, form.get('as') === 'page')
    : await filePage(visit, link);
  if (shown !== 'sent') await send(visit, shown);
}

/** What a form says goes to the bot as if it had been typed in chat; the answer has a page of its own. */
async function takeForm(request: Request, deps: StaffPageDeps, read: ReadForm): Promise<void> {
  const form = await readForm(request);
  const visit = await visitOf(request, deps);
  if (visit === undefined) return request.redirect(signInPath(request, deps));
  const text = isOwnForm(visit, form.get('csrf')) ? await read(form, visit) : undefined;
  const once = form.get('once') ?? '';
  if (text === undefined || !onceShape.test(once)) {
    const frame = { title: words.brand, name: visit.ctx.person.name, csrf: visit.csrf };
    return sendPage(request, staffPage(frame, html`<p role="alert">${words.formOver}</p>`), 403);
  }
  request.redirect(`/staff/answer/${await sayToBot(visit, once, text)}`);
  request.status = 303;
}
