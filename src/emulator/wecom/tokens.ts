import type { World } from '../world.ts';
import type { WecomAccount } from './account.ts';
import { WecomRefusal } from './codes.ts';
import type { Caller } from './state.ts';

const LIFE_SECONDS = 7200;
/** How many wrong secrets lock an address out is not documented; the hour is (D90313). */
const WRONG_SECRETS_BEFORE_LOCK = 10;
const LOCK_MS = 3_600_000;

/** `gettoken` and the check every other call passes (docs/emulator.md, Tokens). */
export class WecomTokens {
  readonly #world: World;
  readonly #account: WecomAccount;
  readonly #wrongSecrets = new Map<string, { count: number; lockedUntilMs: number }>();

  constructor(world: World, account: WecomAccount) {
    this.#world = world;
    this.#account = account;
  }

  /** @throws WecomRefusal 41004, 40013, 40001, 45009 */
  issue(query: URLSearchParams, address: string): Record<string, unknown> {
    const nowMs = this.#world.nowMs();
    const wrong = this.#wrongSecrets.get(address) ?? { count: 0, lockedUntilMs: 0 };
    if (wrong.lockedUntilMs > nowMs) throw new WecomRefusal(45009);
    const secret = query.get('corpsecret') ?? '';
    if (secret === '') throw new WecomRefusal(41004);
    if (query.get('corpid') !== this.#account.corpId) throw new WecomRefusal(40013);
    const caller = this.#callerWith(secret);
    if (caller === undefined) {
      const count = wrong.count + 1;
      const locked = count >= WRONG_SECRETS_BEFORE_LOCK;
      this.#wrongSecrets.set(
        address,
        locked ? { count: 0, lockedUntilMs: nowMs + LOCK_MS } : { count, lockedUntilMs: 0 },
      );
      throw new WecomRefusal(40001);
    }
    this.#wrongSecrets.delete(address);
    const current = this.#current(caller, nowMs);
    if (current !== undefined) {
      const secondsLeft = Math.ceil((current.expiresAtMs - nowMs) / 1000);
      return { access_token: current.token, expires_in: secondsLeft };
    }
    const token = this.#world.secret(48);
    this.#world.commit({ kind: 'wecom-token', token, caller, expiresAtMs: nowMs + LIFE_SECONDS * 1000 });
    return { access_token: token, expires_in: LIFE_SECONDS };
  }

  /**
   * @returns whose token it is
   * @throws WecomRefusal 41001, 40014, 42001
   */
  check(query: URLSearchParams): Caller {
    const token = query.get('access_token') ?? '';
    if (token === '') throw new WecomRefusal(41001);
    const known = this.#world.state.wecom.tokens.get(token);
    if (known === undefined) throw new WecomRefusal(40014);
    if (known.expiresAtMs <= this.#world.nowMs()) throw new WecomRefusal(42001);
    return known.caller;
  }

  /** Ends every token now, as the vendor may at any time. */
  expireAll(): void {
    const nowMs = this.#world.nowMs();
    for (const [token, { caller, expiresAtMs }] of this.#world.state.wecom.tokens) {
      if (expiresAtMs > nowMs) this.#world.commit({ kind: 'wecom-token', token, caller, expiresAtMs: nowMs });
    }
  }

  #callerWith(secret: string): Caller | undefined {
    const { agentId, contactSync, otherApps } = this.#account;
    if (secret === this.#account.secret) return agentId;
    if (secret === contactSync?.secret) return 'contact-sync';
    return otherApps?.find((app) => app.secret === secret)?.agentId;
  }

  #current(caller: Caller, nowMs: number): { token: string; expiresAtMs: number } | undefined {
    for (const [token, known] of this.#world.state.wecom.tokens) {
      if (known.caller === caller && known.expiresAtMs > nowMs) return { token, expiresAtMs: known.expiresAtMs };
    }
    return undefined;
  }
}
