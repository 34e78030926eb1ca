import type { Clock } from '../../clock.ts';

/** At most so many uses within any span of this length, counted for each key alone. */
export class SlidingWindow {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #spanMs: number;
  readonly #usedAtMs = new Map<string, number[]>();

  constructor(clock: Clock, most: number, spanMs: number) {
    this.#clock = clock;
    this.#most = most;
    this.#spanMs = spanMs;
  }

  /** Counts one use. @returns `false` where the span is used up, and nothing is counted */
  use(key: string): boolean {
    const nowMs = this.#clock.now().getTime();
    for (const [each, times] of this.#usedAtMs) {
      const recent = times.filter((time) => Math.abs(nowMs - time) < this.#spanMs);
      if (recent.length === 0) this.#usedAtMs.delete(each);
      else this.#usedAtMs.set(each, recent);
    }
    const times = this.#usedAtMs.get(key) ?? [];
    if (times.length >= this.#most) return false;
    this.#usedAtMs.set(key, [...times, nowMs]);
    return true;
  }
}
