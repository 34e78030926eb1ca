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
