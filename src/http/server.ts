import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Router } from '@koa/router';
import Koa from 'koa';
import type { ChatPlatform, HttpAnswer } from '../chat/platform.ts';
import { type Inbox, InboxUnavailable } from '../inbox/inbox.ts';
import type { Log } from '../log.ts';
import { BodyFault, readBody } from './body.ts';
import type { Gate } from './gate.ts';
import { addPages } from './pages.ts';

export interface ServerDeps {
  wecom?: ChatPlatform;
  dingtalk?: ChatPlatform;
  inbox: Pick<Inbox, 'add'>;
  log: Log;
  /** What every callback goes through; once it is closed, callbacks are answered 503 and the platform repeats them. */
  gate: Gate;
  /** Whether the bot takes part: the store answers and nothing is being shut down. */
  ready: () => Promise<boolean>;
  /** Pages for browsers. */
  pages?: Router;
}

/** One callback on its way. */
interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  path: string;
  query: string;
}

/**
 * The bot's HTTP face: callbacks of both platforms, and the pages. Callbacks are most of the traffic and their paths are fixed: they are
 * looked up first, and answered past Koa's own way, which looks at the type of each body anew (docs/performance.md).
 */
export function createServer(deps: ServerDeps): RequestListener {
  const callbacks = callbackTable(deps);
  const koa = new Koa();
  koa.use((ctx, next) => {
    const { req: request, res: response } = ctx;
    const { url = '' } = request;
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    const platform = callbacks.get(`${request.method} ${path}`);
    if (platform === undefined) return next();
    ctx.respond = false;
    return answered({ request, response, path, query: mark < 0 ? '' : url.slice(mark + 1) }, platform, deps);
  });
  addPages(koa, deps.ready, deps.log, deps.pages);
  return koa.callback();
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

/** Never throws. */
async function answered(call: Call, platform: ChatPlatform, deps: ServerDeps): Promise<void> {
  if (deps.gate.isClosed) {
    turnAway(call);
    return;
  }
  deps.gate.enter();
  try {
    await callback(call, platform, deps);
  } catch (error) {
    failed(call, error, deps.log);
  } finally {
    deps.gate.leave();
  }
}

/** Verify, store the receipt, answer: in this order. */
async function callback(call: Call, platform: ChatPlatform, { inbox, log }: ServerDeps): Promise<void> {
  const { request, path, query } = call;
  const { method = '', headers } = request;
  const body = method === 'POST' ? await readBody(request) : Buffer.alloc(0);
  const received = platform.receive({ method, path, query, headers, body });
  if (received.kind === 'refused') {
    log.warn({ platform: platform.name, path, why: received.why }, 'callback refused');
    refuse(call, 403);
    return;
  }
  if (received.kind === 'update') await inbox.add(received.update);
  else if (received.kind === 'updates') await Promise.all(received.updates.map((update) => inbox.add(update)));
  else if (received.kind === 'ignored') log.debug({ platform: platform.name, why: received.why }, 'callback ignored');
  send(call, received.answer);
}

/** The bot is about to end: nothing of the request is read. */
function turnAway(call: Call): void {
  call.request.resume();
  refuse(call, 503, { Connection: 'close' });
}

const refusal = { type: 'text/plain; charset=utf-8', body: 'refused' } as const;

/** Every refusal looks the same from outside; only the status of an unreadable body differs. */
function refuse(call: Call, status: number, more = {}): void {
  send(call, { ...refusal, status }, more);
}

function send({ response }: Call, { status, type, body }: HttpAnswer, more = {}): void {
  response.writeHead(status, { ...more, 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body);
}

function failed(call: Call, error: unknown, log: Log): void {
  const { path } = call;
  if (error instanceof BodyFault) {
    log.warn({ path, why: error.message }, 'callback refused');
    refuse(call, error.status, { Connection: 'close' });
  } else if (error instanceof InboxUnavailable) {
    log.error({ path, why: error.message }, 'a receipt could not be stored; the platform will repeat the callback');
    refuse(call, 503);
  } else {
    log.error(
      { path, reason: error instanceof Error ? (error.stack ?? error.message) : 'unknown' },
      'a request failed',
    );
    refuse(call, 500);
  }
}
