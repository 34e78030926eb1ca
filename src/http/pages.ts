import { Router } from '@koa/router';
import type Koa from 'koa';
import type { Context } from 'koa';
import type { Log } from '../log.ts';

/** The pages beside the callbacks: two that say how the bot is, and those for browsers. Everything else is not found. */
export function addPages(koa: Koa, ready: () => Promise<boolean>, log: Log, forBrowsers?: Router): void {
  koa.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      failed(ctx, error, log);
    }
  });
  koa.use(healthPages(ready).routes());
  if (forBrowsers !== undefined) koa.use(forBrowsers.routes());
  // Whatever a handler throws is answered above: what is left are connections that strangers broke off.
  koa.on('error', (error: Error) => log.debug({ why: error.message }, 'a connection broke off'));
}

function healthPages(ready: () => Promise<boolean>): Router {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.body = 'ok';
  });
  router.get('/readyz', async (ctx) => {
    const isReady = await ready();
    ctx.status = isReady ? 200 : 503;
    ctx.body = isReady ? 'ready' : 'not ready';
  });
  return router;
}

function failed(ctx: Context, error: unknown, log: Log): void {
  log.error(
    { path: ctx.path, reason: error instanceof Error ? (error.stack ?? error.message) : 'unknown' },
    'a request failed',
  );
  ctx.status = 500;
  ctx.type = 'text/plain';
  ctx.body = 'refused';
}
