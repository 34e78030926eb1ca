import type { Clock } from '../../clock.ts';

export interface Stamp {
  text: string;
  /** Milliseconds since 1970. */
  atMs: number;
}

/** Which signed timestamps are believed: not too far from our clock, either way. */
export class StampWindow {
  readonly #clock: Clock;
  readonly #windowMs: number;

  constructor(clock: Clock, windowMs: number) {
    this.#clock = clock;
    this.#windowMs = windowMs;
  }

  /** A timestamp of 13 digits inside the window, or what is wrong with it. */
  stamp(text: string | string[] | undefined): Stamp | string {
    if (typeof text !== 'string' || !/^[0-9]{13}$/.test(text)) return 'no timestamp';
    const atMs = Number(text);
    const driftMs = Math.abs(this.#clock.now().getTime() - atMs);
    return driftMs > this.#windowMs ? 'timestamp outside the window' : { text, atMs };
  }
}
