/** The time, as an argument: tests and `simulate` move it by hand. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #now: Date;

  constructor(start: Date) {
    this.#now = start;
  }

  now(): Date {
    return new Date(this.#now);
  }

  moveTo(time: Date): void {
    this.#now = new Date(time);
  }

  advanceMs(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }
}

/** Another clock, put forward: it runs on from wherever it is moved to. */
export class ShiftedClock implements Clock {
  readonly #base: Clock;
  #aheadMs: number;

  /** @param aheadMs - how far before `base` it starts, e.g. where an earlier process left it */
  constructor(base: Clock, aheadMs = 0) {
    this.#base = base;
    this.#aheadMs = Math.max(0, aheadMs);
  }

  get aheadMs(): number {
    return this.#aheadMs;
  }

  now(): Date {
    return new Date(this.#base.now().getTime() + this.#aheadMs);
  }

  /** Forward only: a time that is past changes nothing. */
  moveTo(time: Date): void {
    this.#aheadMs = Math.max(this.#aheadMs, time.getTime() - this.#base.now().getTime());
  }
}
