import { Router } from '@koa/router';
import Koa, { type Context } from 'koa';
import type { ChatPlatform, HttpAnswer, RawRequest } from '../chat/platform.ts';
import { type Inbox, InboxUnavailable } from '../inbox/inbox.ts';
import type { Log } from '../log.ts';
import { BodyFault, readBody } from './body.ts';
import type { Gate } from './gate.ts';

export interface ServerDeps {
  wecom?: ChatPlatform;
  dingtalk?: ChatPlatform;
  inbox: Pick<Inbox, 'add'>;
  log: Log;
  /** What every callback goes through; once it is closed, callbacks are answered 503 and the platform repeats them. */
  gate: Gate;
  /** Whether the bot takes part: the store answers and nothing is being shut down. */
  ready: () => Promise<boolean>;
}

/** The bot's HTTP face: callbacks of both platforms and two health pages. */
export function createServer(deps: ServerDeps): Koa {
  const koa = new Koa();
  const callbacks = callbackTable(deps);
  // Callbacks are most of the traffic and their paths are fixed: they are looked up, not matched.
  koa.use(async (ctx, next) => {
    try {
      const platform = callbacks.get(`${ctx.method} ${ctx.path}`);
      if (platform === undefined) await next();
      else if (deps.gate.isClosed) turnAway(ctx);
      else await deps.gate.through(() => callback(ctx, platform, deps));
    } catch (error) {
      failed(ctx, error, deps.log);
    }
  });
  koa.use(healthPages(deps).routes());
  // Whatever a handler throws is answered above: what is left are connections that strangers broke off.
  koa.on('error', (error: Error) => deps.log.debug({ why: error.message }, 'a connection broke off'));
  return koa;
}

/** Which platform takes the callbacks of which method and path. */
function callbackTable({ wecom, dingtalk }: ServerDeps): Map<string, ChatPlatform> {
  const table = new Map<string, ChatPlatform>();
  if (wecom !== undefined) {
    table.set('GET /wecom/callback', wecom);
    table.set('POST /wecom/callback', wecom);
  }
  if (dingtalk !== undefined) {
    for (const path of ['/dingtalk/robot', '/dingtalk/card', '/dingtalk/events']) table.set(`POST ${path}`, dingtalk);
  }
  return table;
}

function healthPages(deps: ServerDeps): Router {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.body = 'ok';
  });
  router.get('/readyz', async (ctx) => {
    const ready = await deps.ready();
    ctx.status = ready ? 200 : 503;
    ctx.body = ready ? 'ready' : 'not ready';
  });
  return router;
}

/** Verify, store the receipt, answer: in this order. */
async function callback(ctx: Context, platform: ChatPlatform, { inbox, log }: ServerDeps): Promise<void> {
  const body = ctx.method === 'POST' ? await readBody(ctx.req) : Buffer.alloc(0);
  const request: RawRequest = {
    method: ctx.method,
    path: ctx.path,
    query: ctx.querystring,
    headers: ctx.headers,
    body,
  };
  const received = await platform.receive(request);
  if (received.kind === 'refused') {
    log.warn({ platform: platform.name, path: ctx.path, why: received.why }, 'callback refused');
    refuse(ctx, 403);
    return;
  }
  if (received.kind === 'update') await inbox.add(received.update);
  else if (received.kind === 'updates') await Promise.all(received.updates.map((update) => inbox.add(update)));
  else if (received.kind === 'ignored') log.debug({ platform: platform.name, why: received.why }, 'callback ignored');
  send(ctx, received.answer);
}

/** The bot is about to end: nothing of the request is read. */
function turnAway(ctx: Context): void {
  ctx.req.resume();
  ctx.set('Connection', 'close');
  refuse(ctx, 503);
}

/** Past Koa's own way of answering, which looks at the type of each body anew (docs/performance.md). */
function send(ctx: Context, { status, type, body }: HttpAnswer): void {
  ctx.respond = false;
  ctx.res.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body);
}

/** Every refusal looks the same from outside; only the status of an unreadable body differs. */
function refuse(ctx: Context, status: number): void {
  ctx.status = status;
  ctx.type = 'text/plain';
  ctx.body = 'refused';
}

function failed(ctx: Context, error: unknown, log: Log): void {
  if (error instanceof BodyFault) {
    log.warn({ path: ctx.path, why: error.message }, 'callback refused');
    ctx.set('Connection', 'close');
    refuse(ctx, error.status);
  } else if (error instanceof InboxUnavailable) {
    log.error(
      { path: ctx.path, why: error.message },
      'a receipt could not be stored; the platform will repeat the callback',
    );
    refuse(ctx, 503);
  } else {
    log.error(
      { path: ctx.path, reason: error instanceof Error ? (error.stack ?? error.message) : 'unknown' },
      'a request failed',
    );
    refuse(ctx, 500);
  }
}
