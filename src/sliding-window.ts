/**
 * Counts events within the last stretch of time, whichever instant it is asked at: a limit kept by it holds over every such stretch, not
 * only from one full second or minute to the next. After the clock was set back, events that lie further ahead than the window is long are
 * dropped, and those nearer count from now.
 */
class SlidingWindow {
  readonly #lengthMs: number;
  /** Times of events in ascending order; those before `#first` are over. */
  #atMs: number[] = [];
  #first = 0;

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs;
  }

  add(nowMs: number): void {
    this.#forget(nowMs);
    this.#atMs.push(nowMs);
  }

  /** Events within the last `withinMs`, which is at most the window's length. */
  count(nowMs: number, withinMs = this.#lengthMs): number {
    this.#forget(nowMs);
    return this.#atMs.length - this.#firstWithin(nowMs, withinMs);
  }

  /**
   * When one more event keeps within the limit.
   * @param most - events allowed within `withinMs`, 1 or more
   * @param ahead - events that go first, each as early as the limit lets it
   */
  freeAtMs(most: number, nowMs: number, withinMs = this.#lengthMs, ahead = 0): number {
    const counted = this.count(nowMs, withinMs);
    const place = counted + ahead;
    if (place < most) return nowMs;
    // The event `most` places before this one must be over, and that one may be one of those that go first.
    const steps = Math.ceil((place - counted + 1) / most);
    const cause = place - steps * most;
    if (cause < 0) return nowMs + (steps - 1) * withinMs;
    const atMs = this.#atMs[this.#firstWithin(nowMs, withinMs) + cause] ?? nowMs;
    return Math.max(nowMs, atMs + steps * withinMs);
  }

  #firstWithin(nowMs: number, withinMs: number): number {
    let low = this.#first;
    let high = this.#atMs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#atMs[middle] ?? nowMs) > nowMs - withinMs) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #forget(nowMs: number): void {
    const last = this.#atMs.at(-1);
    if (last !== undefined && last > nowMs) {
      const known = this.#atMs.slice(this.#first).filter((atMs) => atMs < nowMs + this.#lengthMs);
      this.#atMs = known.map((atMs) => Math.min(atMs, nowMs));
      this.#first = 0;
    }
    this.#first = this.#firstWithin(nowMs, this.#lengthMs);
    if (this.#first > 64 && this.#first * 2 > this.#atMs.length) {
      this.#atMs = this.#atMs.slice(this.#first);
      this.#first = 0;
    }
  }
}

/** One window for each key, e.g. for each person. */
export class SlidingWindows {
  readonly #lengthMs: number;
  readonly #windows = new Map<string, SlidingWindow>();

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs;
  }

  of(key: string): SlidingWindow {
    const known = this.#windows.get(key);
    if (known !== undefined) return known;
    const fresh = new SlidingWindow(this.#lengthMs);
    this.#windows.set(key, fresh);
    return fresh;
  }

  /** Forgets keys whose events are all over. */
  forget(nowMs: number): void {
    for (const [key, window] of this.#windows) if (window.count(nowMs) === 0) this.#windows.delete(key);
  }

  clear(): void {
    this.#windows.clear();
  }

  /** How many keys are remembered, for the gauge. */
  get size(): number {
    return this.#windows.size;
  }
}
