import type { ChatPlatform } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import { PlatformError, TransportError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { AccountPause } from './account-pause.ts';
import { blameOf } from './blame.ts';
import type { DeliveryRow } from './delivery-row.ts';
import type { RateLimits } from './rate-limits.ts';
import { isRepeatedEnough } from './repeats.ts';
import { afterFailure, answered, expired, heldBack, isFinal, type Result, unanswered, untried } from './result.ts';
import type { Sender } from './sender.ts';

/** What the calls of one batch share. */
export interface Turn {
  /** How many calls of each API were postponed so far. */
  postponed: Map<DeliveryRow['kind'], number>;
  /** Notes that a call begins; `false` when another batch has some of the rows by now. */
  begin: (keys: readonly string[], call: Required<Pick<DeliveryRow, 'unsureSince' | 'unanswered'>>) => Promise<boolean>;
}

/** Makes a call when the rate limits and the vendor allow it, and turns its failure into a result for each row. */
export class Dispatcher {
  readonly #platform: ChatPlatform;
  readonly #clock: Clock;
  readonly #rateLimits: RateLimits;
  readonly #sender: Sender;
  readonly #pause: AccountPause;
  readonly #log: Log;

  constructor(deps: {
    platform: ChatPlatform;
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

  /**
   * Sends rows of equal content in one call, or in several where that one fails.
   * @returns a result per row; never rejects because of the vendor
   */
  async send(group: readonly DeliveryRow[], turn: Turn): Promise<Result[]> {
    const now = this.#clock.now();
    const late = group.filter((row) => row.expiresAt <= now);
    const over = group.filter((row) => row.expiresAt > now && isRepeatedEnough(this.#platform, row, now));
    const [first, ...others] = group.filter((row) => !late.includes(row) && !over.includes(row));
    const ended = [...late.map(expired), ...over.map(unanswered)];
    if (first === undefined) return ended;
    return [...ended, ...(await this.#sendUseful([first, ...others], turn, now))];
  }

  async #sendUseful(rows: readonly [DeliveryRow, ...DeliveryRow[]], turn: Turn, now: Date): Promise<Result[]> {
    const [first] = rows;
    const receivers = first.kind === 'send' ? rows.length : 0;
    const calls = this.#callsFor(first);
    const freeAt = this.#freeAt(first.kind, { receivers, calls }, turn, now);
    if (freeAt > now) return rows.map((row) => untried(row, freeAt));
    if (first.unanswered !== undefined) {
      // The time of a call that was answered says nothing of the next silence.
      const since = first.unsure ? first.unsureSince : undefined;
      const call = { unsureSince: since ?? now, unanswered: first.unanswered + 1 };
      const keys = rows.map((row) => row._id);
      if (!(await turn.begin(keys, call))) return [];
    }
    for (let call = 0; call < calls; call += 1) this.#rateLimits.called(first.kind, now.getTime());
    try {
      const results = await this.#sender.call(rows, now);
      this.#pause.over();
      return results;
    } catch (error) {
      return this.#failed(rows, error, turn, now);
    }
  }

  #callsFor({ kind, message }: DeliveryRow): number {
    return kind === 'send' || kind === 'post' ? (this.#platform.callsFor?.(message) ?? 1) : 1;
  }

  /** When the next call may be made, by our own rate limits and by the pause a vendor's refusal began. */
  #freeAt(
    api: DeliveryRow['kind'],
    { receivers, calls }: { receivers: number; calls: number },
    { postponed }: Turn,
    now: Date,
  ): Date {
    const { until } = this.#pause;
    if (until > now) return until;
    const ahead = postponed.get(api) ?? 0;
    const freeAt = new Date(this.#rateLimits.callFreeAtMs(api, receivers, now.getTime(), ahead, calls));
    if (freeAt > now) postponed.set(api, ahead + calls);
    return freeAt;
  }

  /**
   * Results of a call that failed. A refusal may be about one receiver of many, so the group is tried again in halves, unless all of them
   * have received a part of the message already.
   */
  async #failed(group: readonly DeliveryRow[], error: unknown, turn: Turn, now: Date): Promise<Result[]> {
    const blame = blameOf(error);
    const isSilence = !(error instanceof PlatformError || (error instanceof TransportError && error.reached === 'no'));
    const noted = (row: DeliveryRow, result: Result) => (isSilence ? result : answered(row, result));
    if (blame === 'account') {
      const until = this.#pause.begin(error);
      return group.map((row) => noted(row, heldBack(row, error, until)));
    }
    const isPartly = error instanceof PlatformError && error.partly;
    if (blame === 'message' && group.length > 1 && isFinal(error) && !isPartly) {
      const half = Math.ceil(group.length / 2);
      return [...(await this.send(group.slice(0, half), turn)), ...(await this.send(group.slice(half), turn))];
    }
    const reason = error instanceof Error ? error.message : 'unknown';
    if (blame === 'way')
      this.#log.error(
        { platform: this.#platform.name, reason },
        'the vendor refuses this kind of message; messages wait',
      );
    else this.#log.warn({ keys: group.map((row) => row._id).slice(0, 5), reason }, 'a message did not go out');
    return group.map((row) => noted(row, afterFailure(row, error, blame, now)));
  }
}
