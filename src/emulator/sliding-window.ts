/**
 * Whether an instant counts toward a limit over the last `windowMs`: one that is exactly that old no longer does. Every limit per second, minute,
 * hour or running day is counted this way and never by calendar periods.
 */
export function isWithin(atMs: number, nowMs: number, windowMs: number): boolean {
  return atMs > nowMs - windowMs && atMs <= nowMs;
}

/** How many of these instants count. */
export function countWithin(instantsMs: readonly number[], nowMs: number, windowMs: number): number {
  return instantsMs.filter((atMs) => isWithin(atMs, nowMs, windowMs)).length;
}

/** A limit for each of many keys over a window that moves with the time. It is kept in memory alone. */
export class SlidingWindow {
  readonly #nowMs: () => number;
  readonly #windowMs: number;
  readonly #blockMs: number;
  readonly #takenAtMs = new Map<string, number[]>();
  readonly #blockedUntilMs = new Map<string, number>();

  /** @param options.blockMs - how long nothing more is taken once the limit was passed; without it what is refused has no consequence */
  constructor(nowMs: () => number, options: { windowMs: number; blockMs?: number }) {
    this.#nowMs = nowMs;
    this.#windowMs = options.windowMs;
    this.#blockMs = options.blockMs ?? 0;
  }

  /** Counts one more of `key`, or returns `false` where there are `most` already; what is refused does not count †. */
  take(key: string, most: number): boolean {
    if (most === Number.POSITIVE_INFINITY) return true;
    const nowMs = this.#nowMs();
    if ((this.#blockedUntilMs.get(key) ?? 0) > nowMs) return false;
    const taken = this.#takenAtMs.get(key) ?? [];
    while (taken[0] !== undefined && !isWithin(taken[0], nowMs, this.#windowMs)) taken.shift();
    this.#takenAtMs.set(key, taken);
    if (taken.length >= most) {
      this.#blockedUntilMs.set(key, nowMs + this.#blockMs);
      return false;
    }
    taken.push(nowMs);
    return true;
  }
}
