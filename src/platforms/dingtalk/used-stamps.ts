import { hash } from 'node:crypto';
import type { Clock } from '../../clock.ts';

/**
 * How a body came under its signed timestamp. `first`: before every other. `again`: as it has come before, for the vendor repeats what it
 * could not deliver. `soon`: another body within seconds of the first; two true messages of one millisecond share a timestamp. `late`:
 * another body after that.
 */
export type StampUse = 'first' | 'again' | 'soon' | 'late';

/** How long after the first body another one may be as true as the first. */
const togetherMs = 5_000;
const mostStamps = 100_000;
/** Of one millisecond. */
const mostBodies = 64;

interface Use {
  firstAtMs: number;
  /** Hashes. */
  bodies: string[];
}

/**
 * Which signed timestamps of callbacks have been used, and for what. Their signature does not cover the body, so a pair of headers that
 * leaked could carry a second, forged body.
 */
export class UsedStamps {
  readonly #clock: Clock;
  readonly #windowMs: number;
  readonly #uses = new Map<number, Use>();

  /** @param windowMs - after this a timestamp is refused anyway and need not be remembered */
  constructor(clock: Clock, windowMs: number) {
    this.#clock = clock;
    this.#windowMs = windowMs;
  }

  /** Tells how this body came, and remembers it; where more are remembered than there is room for, it counts as `soon`. */
  use(stampMs: number, body: Buffer): StampUse {
    const nowMs = this.#clock.now().getTime();
    this.#forget(nowMs - this.#windowMs);
    const digest = hash('sha256', body, 'base64');
    const known = this.#uses.get(stampMs);
    if (known === undefined) {
      if (this.#uses.size >= mostStamps) return 'soon';
      this.#uses.set(stampMs, { firstAtMs: nowMs, bodies: [digest] });
      return 'first';
    }
    if (known.bodies.includes(digest)) return 'again';
    if (Math.abs(nowMs - known.firstAtMs) > togetherMs || known.bodies.length >= mostBodies) return 'late';
    known.bodies.push(digest);
    return 'soon';
  }

  #forget(oldestMs: number): void {
    for (const each of this.#uses.keys()) {
      if (each >= oldestMs) break;
      this.#uses.delete(each);
    }
  }
}
