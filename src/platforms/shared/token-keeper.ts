import type { Clock } from '../../clock.ts';
import { PlatformError, TransportError } from '../../errors.ts';

export interface FreshToken {
  value: string;
  /** As the vendor says, from now on. */
  lifeSeconds: number;
}

export interface TokenKeeperOptions {
  /** Asks the vendor. */
  fetch: () => Promise<FreshToken>;
  clock: Clock;
  /** How long before it runs out a token is fetched anew; at most half of its life. */
  earlySeconds: number;
  /** How long the vendor is left alone after it refused a token; not at all unless given. */
  pauseMsAfter?: (refusal: PlatformError) => number;
}

/** One app's access token: fetched when first needed, renewed before it runs out, never by two callers at once. */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  #current: { value: string; freshUntilMs: number } | undefined;
  #refused: { error: PlatformError; atMs: number; pauseMs: number } | undefined;
  #fetching: Promise<string> | undefined;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  /**
   * Makes a call with a token; where the vendor no longer takes the token, once more with a fresh one.
   * @param method - the call, for the error of one that never left because there was no token
   * @throws what `call` throws; PlatformError with the refusal of the token; TransportError with `reached: 'no'` when none came
   */
  async withToken<T>(method: string, call: (token: string) => Promise<T>): Promise<T> {
    const token = await this.#tokenFor(method);
    try {
      return await call(token);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.retry !== 'after-token') throw error;
      // The token is checked before everything else, so that nothing was done yet.
      if (this.#current?.value === token) this.#current = undefined;
      return call(await this.#tokenFor(method));
    }
  }

  async #tokenFor(method: string): Promise<string> {
    try {
      return await this.#get();
    } catch (error) {
      if (error instanceof TransportError) throw new TransportError(method, 'no', error.message, error);
      throw error;
    }
  }

  #get(): Promise<string> {
    const nowMs = this.#options.clock.now().getTime();
    if (this.#current !== undefined && nowMs < this.#current.freshUntilMs) return Promise.resolve(this.#current.value);
    const refused = this.#refused;
    // A clock that is set back does not make the pause longer.
    if (refused !== undefined && Math.abs(nowMs - refused.atMs) < refused.pauseMs) return Promise.reject(refused.error);
    this.#fetching ??= this.#renew().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #renew(): Promise<string> {
    const { fetch, clock, earlySeconds, pauseMsAfter } = this.#options;
    try {
      const { value, lifeSeconds } = await fetch();
      const goodSeconds = lifeSeconds - Math.min(earlySeconds, lifeSeconds / 2);
      this.#current = { value, freshUntilMs: clock.now().getTime() + goodSeconds * 1000 };
      this.#refused = undefined;
      return value;
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      // A wrong secret is no verdict on a message: all wait until the operator has put it right.
      const fault = error.fault === 'rate' ? 'rate' : 'account';
      const refusal = new PlatformError(error.method, error.code, error.retry, { fault });
      this.#refused = { error: refusal, atMs: clock.now().getTime(), pauseMs: pauseMsAfter?.(refusal) ?? 0 };
      throw refusal;
    }
  }
}
