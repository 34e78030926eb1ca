import { Router } from '@koa/router';
import type { Context } from 'koa';
import type { Store } from '../stores.ts';
import { screenWords } from '../training/rooms/words.ts';
import type { RulePacks } from '../training/rule-packs.ts';
import { escaped, page, pageHeaders, styles } from './html.ts';
import { roomScreen, type ScreenParts, scannedCode } from './room-screen.ts';
import { addStaffPages } from './staff/staff-pages.ts';
import type { StaffPageDeps } from './staff/visit.ts';
import { verifyPage } from './verify.ts';

interface PageDeps extends StaffPageDeps {
  store: Store;
  packs: RulePacks;
}

/** The pages that browsers open, rendered here: nothing of them runs in the browser. */
export function pages(deps: PageDeps): Router {
  const { store, packs, clock, pagesAt } = deps;
  const router = new Router();
  const parts = (): ScreenParts => ({
    ...{ store, packs, now: clock.now() },
    urlOf: (path) => `${(pagesAt() ?? '').replace(/\/+$/, '')}${path}`,
  });
  router.get('/screen.css', (ctx) => {
    ctx.set('Cache-Control', 'public, max-age=3600');
    ctx.type = 'text/css';
    ctx.body = styles;
  });
  router.get('/screen/:id', async (ctx) => answer(ctx, await roomScreen(parts(), ctx.params.id ?? '')));
  router.get('/scan/:classId/:pass', async (ctx) =>
    answer(ctx, await scannedCode(parts(), ctx.params.classId ?? '', ctx.params.pass ?? '')),
  );
  const verified = verifyPage(store, clock);
  router.get('/verify/:number', async (ctx) => {
    const { status, html } = await verified(ctx.params.number ?? '');
    answer(ctx, html);
    ctx.status = status;
  });
  addStaffPages(router, deps);
  return router;
}

/** A page that is not there, or not any more, looks the same whatever was asked for. */
function answer(ctx: Context, html: string | undefined): void {
  ctx.set(pageHeaders);
  ctx.status = html === undefined ? 404 : 200;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = html ?? page(screenWords.title, `<p class="told">${escaped(screenWords.gone)}</p>`);
}
