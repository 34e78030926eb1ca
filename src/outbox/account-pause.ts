import type { PlatformName } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { passesByItself } from './blame.ts';

const longestMs = 10 * 60_000;

/** Stops all sending after the vendor refused the whole account: for longer each time, until a call goes through again. */
export class AccountPause {
  readonly #platform: PlatformName;
  readonly #clock: Clock;
  readonly #log: Log;
  #until = new Date(0);
  #spanMs = 0;
  #times = 0;

  constructor(platform: PlatformName, clock: Clock, log: Log) {
    this.#platform = platform;
    this.#clock = clock;
    this.#log = log;
  }

  /** When sending may go on; in the past unless a pause runs. A pause that ends later than its own length from now began before the clock was set back. */
  get until(): Date {
    return this.#until.getTime() - this.#clock.now().getTime() > this.#spanMs ? new Date(0) : this.#until;
  }

  /** Starts a pause, unless one runs: parallel calls are refused together. @returns its end */
  begin(error: unknown): Date {
    const now = this.#clock.now();
    if (this.until > now) return this.until;
    const passes = passesByItself(error);
    const firstMs = passes ? 1_000 : 60_000;
    this.#spanMs = Math.min(firstMs * 2 ** this.#times, longestMs);
    this.#until = new Date(now.getTime() + this.#spanMs);
    this.#times += 1;
    const facts = {
      platform: this.#platform,
      reason: error instanceof Error ? error.message : 'unknown',
      nextTryAt: this.#until.toISOString(),
    };
    if (passes) this.#log.warn(facts, 'the vendor asks for a pause; messages wait');
    else this.#log.error(facts, 'the vendor refuses this account; all messages wait until an operator puts it right');
    return this.#until;
  }

  /** A call went through. */
  over(): void {
    this.#times = 0;
  }
}
