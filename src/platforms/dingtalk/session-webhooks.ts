import type { Clock } from '../../clock.ts';
import type { Session } from './parse.ts';

const vendorHost = 'oapi.dingtalk.com';
const sendPath = '/robot/sendBySession';
/** The vendor's own life of a session (docs/vendors/dingtalk.md, Robot messages); a longer one is not believed. */
const lifeMs = 90 * 60_000;
const maxSessions = 10_000;

/**
 * The newest reply address per person, in memory alone: bounded, forgotten at expiry, never stored, never logged.
 *
 * An address is kept only if it is the vendor's `sendBySession`: a robot callback's signature does not cover its body, so anything
 * else in it, even another path on the vendor's host, could lead a reply to a stranger.
 */
export class SessionWebhooks {
  readonly #clock: Clock;
  readonly #base: URL;
  readonly #sessions = new Map<string, { url: string; expiresAtMs: number }>();

  constructor(oapiBase: string, clock: Clock) {
    this.#base = new URL(oapiBase);
    this.#clock = clock;
  }

  /** @returns whether the address was one of the vendor's and still good */
  remember(session: Session): boolean {
    const nowMs = this.#clock.now().getTime();
    const url = this.usable(session);
    if (url === undefined) return false;
    const expiresAtMs = Math.min(session.expiresAtMs, nowMs + lifeMs);
    if ((this.#sessions.get(session.userId)?.expiresAtMs ?? 0) > expiresAtMs) return true;
    this.#sessions.delete(session.userId);
    this.#sessions.set(session.userId, { url, expiresAtMs });
    this.#forget(nowMs);
    return true;
  }

  /** The address, where it is the vendor's and still good. */
  usable({ url, expiresAtMs }: Omit<Session, 'userId'>): string | undefined {
    const parsed = parsedUrl(url);
    if (parsed === undefined || !this.#isVendors(parsed)) return undefined;
    return expiresAtMs > this.#clock.now().getTime() ? parsed.href : undefined;
  }

  /** Where this person can be answered now. */
  find(userId: string): string | undefined {
    const found = this.#sessions.get(userId);
    if (found === undefined || found.expiresAtMs > this.#clock.now().getTime()) return found?.url;
    this.#sessions.delete(userId);
    return undefined;
  }

  /** Drops an address that did not work, unless a newer one has come meanwhile. */
  drop(userId: string, url: string): void {
    if (this.#sessions.get(userId)?.url === url) this.#sessions.delete(userId);
  }

  /** How many are kept. */
  get size(): number {
    return this.#sessions.size;
  }

  /** Oldest first: those that are over, then those beyond the bound. */
  #forget(nowMs: number): void {
    for (const [userId, { expiresAtMs }] of this.#sessions) {
      if (expiresAtMs > nowMs && this.#sessions.size <= maxSessions) return;
      this.#sessions.delete(userId);
    }
  }

  #isVendors(url: URL): boolean {
    if (url.username !== '' || url.password !== '') return false;
    if (url.protocol === 'https:' && url.host === vendorHost && url.pathname === sendPath) return true;
    const base = this.#base;
    const path = `${base.pathname.replace(/\/+$/, '')}${sendPath}`;
    return url.protocol === base.protocol && url.host === base.host && url.pathname === path;
  }
}

/** Read once: `URL.canParse` would be a second reading. */
function parsedUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
