import type { Clock } from '../../clock.ts';
import { PlatformError } from '../../errors.ts';

/** Fetched anew this long before it runs out, so that no call leaves with a token about to die. */
const EARLY_MS = 200_000;
/** After a refusal the vendor is left alone: repeated wrong secrets lock our address for an hour (D90313). */
const REFUSED_PAUSE_MS = 10 * 60_000;
const BUSY_PAUSE_MS = 15_000;

export interface FreshToken {
  value: string;
  lifeMs: number;
}

export interface TokenCache {
  /**
   * A token good for some minutes; callers at the same time share one fetch.
   * @throws whatever the fetch threw; a refusal is repeated for a while without asking the vendor again
   */
  get(): Promise<string>;
  /** Forgets this token, if it is still the current one, because the vendor no longer takes it. */
  drop(value: string): void;
}

/** Keeps one app's access token (D91039). */
export function createTokenCache(fetchToken: () => Promise<FreshToken>, clock: Clock): TokenCache {
  let current: { value: string; freshUntilMs: number } | undefined;
  let refused: { error: PlatformError; atMs: number; pauseMs: number } | undefined;
  let fetching: Promise<string> | undefined;

  async function refresh(): Promise<string> {
    try {
      const fresh = await fetchToken();
      const earlyMs = Math.min(EARLY_MS, fresh.lifeMs / 2);
      current = { value: fresh.value, freshUntilMs: clock.now().getTime() + fresh.lifeMs - earlyMs };
      refused = undefined;
      return fresh.value;
    } catch (error) {
      if (error instanceof PlatformError) {
        const pauseMs = error.retry === 'never' ? REFUSED_PAUSE_MS : BUSY_PAUSE_MS;
        refused = { error, atMs: clock.now().getTime(), pauseMs };
      }
      throw error;
    } finally {
      fetching = undefined;
    }
  }

  return {
    async get() {
      const nowMs = clock.now().getTime();
      if (current !== undefined && nowMs < current.freshUntilMs) return current.value;
      // A clock that is set back does not make the pause longer.
      if (refused !== undefined && Math.abs(nowMs - refused.atMs) < refused.pauseMs) throw refused.error;
      fetching ??= refresh();
      return fetching;
    },
    drop(value) {
      if (current?.value === value) current = undefined;
    },
  };
}
