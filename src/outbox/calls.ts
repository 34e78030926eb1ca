import type { PlatformName } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import { PlatformError } from '../errors.ts';
import type { Log } from '../log.ts';
import { blameOf } from './blame.ts';
import type { Budget } from './budget.ts';
import type { Carrier } from './carrier.ts';
import type { DeliveryRow } from './delivery-row.ts';
import type { Pause } from './pause.ts';
import { afterFailure, expired, heldBack, isFinal, type Result, untried } from './result.ts';

/** How many calls of each API are put off already; a round has its own. */
export type PutOff = Map<DeliveryRow['kind'], number>;

/** Calls of one platform, when the rates and the vendor let them go. */
export class Calls {
  readonly #platform: PlatformName;
  readonly #clock: Clock;
  readonly #budget: Budget;
  readonly #carrier: Carrier;
  readonly #pause: Pause;
  readonly #log: Log;

  constructor(deps: {
    platform: PlatformName;
    clock: Clock;
    budget: Budget;
    carrier: Carrier;
    pause: Pause;
    log: Log;
  }) {
    this.#platform = deps.platform;
    this.#clock = deps.clock;
    this.#budget = deps.budget;
    this.#carrier = deps.carrier;
    this.#pause = deps.pause;
    this.#log = deps.log;
  }

  /** Makes one call for rows of equal content, or more where it fails. @returns what became of each row; never rejects because of the vendor */
  async send(group: readonly DeliveryRow[], putOff: PutOff): Promise<Result[]> {
    const now = this.#clock.now();
    const useful = group.filter((row) => row.expiresAt > now);
    const late = group.filter((row) => row.expiresAt <= now).map(expired);
    const [first, ...others] = useful;
    if (first === undefined) return late;
    const receivers = first.kind === 'send' ? useful.length : 0;
    const freeAt = this.#freeAt(first.kind, receivers, putOff, now);
    if (freeAt > now) return [...late, ...useful.map((row) => untried(row, freeAt))];
    this.#budget.called(first.kind, now.getTime());
    try {
      const results = await this.#carrier.carry([first, ...others], now);
      this.#pause.over();
      return [...late, ...results];
    } catch (error) {
      return [...late, ...(await this.#failed(useful, error, putOff, now))];
    }
  }

  /** When the next call may be made, by our own rate and by the vendor's last word. */
  #freeAt(api: DeliveryRow['kind'], receivers: number, putOff: PutOff, now: Date): Date {
    const { until } = this.#pause;
    if (until > now) return until;
    const ahead = putOff.get(api) ?? 0;
    const freeAt = new Date(this.#budget.callFreeAtMs(api, receivers, now.getTime(), ahead));
    if (freeAt > now) putOff.set(api, ahead + 1);
    return freeAt;
  }

  /**
   * Sorts out a call that failed: one bad receiver must not take the others down, so a group is tried again in halves; but not where all of
   * them have a part of the message already.
   */
  async #failed(group: readonly DeliveryRow[], error: unknown, putOff: PutOff, now: Date): Promise<Result[]> {
    const blame = blameOf(error);
    if (blame === 'account') {
      const until = this.#pause.begin(error);
      return group.map((row) => heldBack(row, error, until));
    }
    const isPartly = error instanceof PlatformError && error.partly;
    if (blame === 'message' && group.length > 1 && isFinal(error) && !isPartly) {
      const half = Math.ceil(group.length / 2);
      return [...(await this.send(group.slice(0, half), putOff)), ...(await this.send(group.slice(half), putOff))];
    }
    const reason = error instanceof Error ? error.message : 'unknown';
    if (blame === 'way')
      this.#log.error({ platform: this.#platform, reason }, 'a way to send is closed; messages wait');
    else this.#log.warn({ keys: group.map((row) => row._id).slice(0, 5), reason }, 'a message did not go out');
    return group.map((row) => afterFailure(row, error, blame, now));
  }
}
