import type { Clock } from '../../clock.ts';

const maxStamps = 100_000;

/**
 * Which signed timestamps of robot callbacks have been used. Their signature does not cover the body, so a pair of headers that
 * leaked could carry a second, forged body; that one may still speak for a person, but never name where the answer goes.
 */
export class SpentStamps {
  readonly #clock: Clock;
  readonly #windowMs: number;
  readonly #stampsMs = new Set<number>();

  /** @param windowMs - after this a timestamp is refused anyway and need not be remembered */
  constructor(clock: Clock, windowMs: number) {
    this.#clock = clock;
    this.#windowMs = windowMs;
  }

  /** @returns whether this is its first use; `false` also when more are remembered than there is room for */
  spend(stampMs: number): boolean {
    const oldestMs = this.#clock.now().getTime() - this.#windowMs;
    for (const each of this.#stampsMs) {
      if (each >= oldestMs) break;
      this.#stampsMs.delete(each);
    }
    if (this.#stampsMs.has(stampMs) || this.#stampsMs.size >= maxStamps) return false;
    this.#stampsMs.add(stampMs);
    return true;
  }
}
