import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context as Request } from 'koa';
import { Context, type ContextDependencies } from '../../bot/context.ts';
import type { Router } from '../../bot/router.ts';
import type { ChatPlatform } from '../../chat/platform.ts';
import type { Identity } from '../../chat/update.ts';
import type { Clock } from '../../clock.ts';
import type { CadreRow } from '../../county/cadres.ts';
import { isSuspended } from '../../county/contact-standing.ts';
import { isStillOf } from '../../county/page-sessions.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import { readCookie, setCookie } from './cookies.ts';

export interface StaffPageDeps {
  /** What conversations are held with: pages see and do what the same person could in chat. */
  bot: ContextDependencies;
  router: Router;
  inbox: Pick<Inbox, 'add'>;
  platforms: readonly ChatPlatform[];
  clock: Clock;
  /** Where browsers find the pages; absent where nobody knows. */
  pagesAt: () => string | undefined;
}

/** A request of somebody who is signed in. */
export interface Visit {
  request: Request;
  /** The person with their rights at this moment; each visit has an id of its own, by which looks are noted. */
  ctx: Context;
  deps: StaffPageDeps;
  identity: Identity;
  /** What every form of this browser carries. */
  csrf: string;
}

const tokenBytes = 32;

export function isHttps({ pagesAt }: Pick<StaffPageDeps, 'pagesAt'>): boolean {
  return pagesAt()?.startsWith('https:') === true;
}

/** Signs somebody in, in a session that nobody knew before; one that this browser had ends. */
export async function openSession(
  request: Request,
  deps: StaffPageDeps,
  person: CadreRow,
  identity: Identity,
): Promise<void> {
  await endSession(request, deps);
  const token = randomBytes(tokenBytes).toString('base64url');
  await deps.bot.store.pageSessions.open(token, person, identity, deps.clock.now());
  setCookie(request, 'session', token, isHttps(deps));
}

export async function endSession(request: Request, deps: StaffPageDeps): Promise<void> {
  const token = readCookie(request, 'session', isHttps(deps));
  if (token === undefined) return;
  await deps.bot.store.pageSessions.end(token);
  setCookie(request, 'session', '', isHttps(deps), 0);
}

/** Whoever is signed in in this browser and still may be. */
export async function visitOf(request: Request, deps: StaffPageDeps): Promise<Visit | undefined> {
  const { store } = deps.bot;
  const token = readCookie(request, 'session', isHttps(deps));
  if (token === undefined) return undefined;
  const session = await store.pageSessions.present(token, deps.clock.now());
  if (session === undefined) return undefined;
  const identity = { platform: session.platform, userId: session.userId };
  const person = await store.cadres.byId(session.cadreId);
  if (person !== null && isStillOf(session, person)) {
    const ctx = await mayOpen(deps, person, identity);
    if (ctx !== undefined) return { request, ctx, deps, identity, csrf: csrfOf(token) };
  }
  await endSession(request, deps);
  return undefined;
}

/** The person as they act on a page; `undefined` for those who have no business there. */
export async function mayOpen(deps: StaffPageDeps, person: CadreRow, from: Identity): Promise<Context | undefined> {
  const now = deps.clock.now();
  const id = `page:${randomBytes(12).toString('hex')}`;
  const update = { kind: 'said', id, from, at: now.getTime(), where: 'single', text: '' } as const;
  const ctx = new Context(deps.bot, { update, person, now });
  return !isSuspended(person) && (await ctx.mayEver('page.open')) ? ctx : undefined;
}

function csrfOf(token: string): string {
  return createHmac('sha256', token).update('form').digest('base64url');
}

/** Whether a form that changes something came from a page of ours in this browser. */
export function isOwnForm({ request, csrf }: Visit, sent: string | null): boolean {
  return !isFromOutside(request) && isSame(sent ?? '', csrf);
}

/** What browsers say of requests that other sites have made. */
export function isFromOutside(request: Request): boolean {
  return request.get('Sec-Fetch-Site') === 'cross-site';
}

export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
