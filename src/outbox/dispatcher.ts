import type { PlatformName } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import { PlatformError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { AccountPause } from './account-pause.ts';
import { blameOf } from './blame.ts';
import type { DeliveryRow } from './delivery-row.ts';
import type { RateLimits } from './rate-limits.ts';
import { afterFailure, expired, heldBack, isFinal, type Result, untried } from './result.ts';
import type { Sender } from './sender.ts';

/** How many calls of each API were postponed so far; counted per batch. */
export type Postponed = Map<DeliveryRow['kind'], number>;

/** Makes a call when the rate limits and the vendor allow it, and turns its failure into a result for each row. */
export class Dispatcher {
  readonly #platform: PlatformName;
  readonly #clock: Clock;
  readonly #rateLimits: RateLimits;
  readonly #sender: Sender;
  readonly #pause: AccountPause;
  readonly #log: Log;

  constructor(deps: {
    platform: PlatformName;
    clock: Clock;
    rateLimits: RateLimits;
    sender: Sender;
    pause: AccountPause;
    log: Log;
  }) {
    this.#platform = deps.platform;
    this.#clock = deps.clock;
    this.#rateLimits = deps.rateLimits;
    this.#sender = deps.sender;
    this.#pause = deps.pause;
    this.#log = deps.log;
  }

  /** Sends rows of equal content in one call, or in several where that one fails. @returns a result per row; never rejects because of the vendor */
  async send(group: readonly DeliveryRow[], postponed: Postponed): Promise<Result[]> {
    const now = this.#clock.now();
    const useful = group.filter((row) => row.expiresAt > now);
    const late = group.filter((row) => row.expiresAt <= now).map(expired);
    const [first, ...others] = useful;
    if (first === undefined) return late;
    const receivers = first.kind === 'send' ? useful.length : 0;
    const freeAt = this.#freeAt(first.kind, receivers, postponed, now);
    if (freeAt > now) return [...late, ...useful.map((row) => untried(row, freeAt))];
    this.#rateLimits.called(first.kind, now.getTime());
    try {
      const results = await this.#sender.call([first, ...others], now);
      this.#pause.over();
      return [...late, ...results];
    } catch (error) {
      return [...late, ...(await this.#failed(useful, error, postponed, now))];
    }
  }

  /** When the next call may be made, by our own rate limits and by the pause a vendor's refusal began. */
  #freeAt(api: DeliveryRow['kind'], receivers: number, postponed: Postponed, now: Date): Date {
    const { until } = this.#pause;
    if (until > now) return until;
    const ahead = postponed.get(api) ?? 0;
    const freeAt = new Date(this.#rateLimits.callFreeAtMs(api, receivers, now.getTime(), ahead));
    if (freeAt > now) postponed.set(api, ahead + 1);
    return freeAt;
  }

  /**
   * Results of a call that failed. A refusal may be about one receiver of many, so the group is tried again in halves, unless all of them
   * have received a part of the message already.
   */
  async #failed(group: readonly DeliveryRow[], error: unknown, postponed: Postponed, now: Date): Promise<Result[]> {
    const blame = blameOf(error);
    if (blame === 'account') {
      const until = this.#pause.begin(error);
      return group.map((row) => heldBack(row, error, until));
    }
    const isPartly = error instanceof PlatformError && error.partly;
    if (blame === 'message' && group.length > 1 && isFinal(error) && !isPartly) {
      const half = Math.ceil(group.length / 2);
      return [
        ...(await this.send(group.slice(0, half), postponed)),
        ...(await this.send(group.slice(half), postponed)),
      ];
    }
    const reason = error instanceof Error ? error.message : 'unknown';
    if (blame === 'way')
      this.#log.error({ platform: this.#platform, reason }, 'the vendor refuses this kind of message; messages wait');
    else this.#log.warn({ keys: group.map((row) => row._id).slice(0, 5), reason }, 'a message did not go out');
    return group.map((row) => afterFailure(row, error, blame, now));
  }
}
