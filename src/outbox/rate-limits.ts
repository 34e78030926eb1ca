/** A vendor's rate limits as we keep them: a little under the published figures. */
export interface Limits {
  /** Messages to one person. WeCom drops the 31st of a minute and the 1001st of an hour in silence (wecom.md 4.2). */
  person: { perMinute: number; perHour: number };
  /** Dispatcher of one API. DingTalk Standard allows 20 a second per app; WeCom 10,000 a minute per company (dingtalk.md 10, wecom.md 4.2). */
  api: { perSecond: number; perMinute: number };
  /** Messages of the whole app within a Beijing day, counted per receiver (wecom.md 4.2). */
  personsPerDay: number;
}

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3600_000;
const dayMs = 24 * hourMs;
/** Beijing's midnight lies eight hours before that of UTC. */
const beijingOffsetMs = 8 * hourMs;

/**
 * Counts what was sent and says when the next message may go. Forgets people as soon as their last hour is over. What was counted under a
 * clock that was set back since, and so lies ahead by more than the stretch it counts for, does not count.
 */
export class RateLimits {
  readonly #limits: Limits;
  readonly #sentAtMs = new Map<string, number[]>();
  readonly #calls = new Map<string, { second: Tally; minute: Tally }>();
  readonly #today = new Tally(dayMs, beijingOffsetMs);
  #forgottenAtMs = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** How many more messages this person may get now. */
  personLeft(userId: string, nowMs: number): number {
    const { perMinute, perHour } = this.#limits.person;
    const recent = this.#recent(userId, nowMs);
    const lastMinute = recent.filter((at) => Math.abs(nowMs - at) < minuteMs).length;
    return Math.min(perMinute - lastMinute, perHour - recent.length);
  }

  /**
   * When the next call of this API may be made.
   * @param receivers - how many people it would reach
   * @param ahead - calls of this API that are put off already and go first: each stretch of time gets its share
   */
  callFreeAtMs(api: string, receivers: number, nowMs: number, ahead = 0): number {
    const { api: most, personsPerDay } = this.#limits;
    const calls = this.#callsOf(api);
    // A single call that is more than a whole day's share goes on its own.
    const dayLeft = Math.max(0, personsPerDay - receivers);
    return Math.max(
      calls.second.freeAtMs(most.perSecond - 1, nowMs, ahead),
      calls.minute.freeAtMs(most.perMinute - 1, nowMs, ahead),
      receivers === 0 ? nowMs : this.#today.freeAtMs(dayLeft, nowMs),
    );
  }

  /** Counts one call of an API. */
  called(api: string, nowMs: number): void {
    const calls = this.#callsOf(api);
    calls.second.add(1, nowMs);
    calls.minute.add(1, nowMs);
    if (Math.abs(nowMs - this.#forgottenAtMs) >= minuteMs) this.#forget(nowMs);
  }

  /** Counts one message to one person. */
  sent(userId: string, nowMs: number): void {
    this.#sentAtMs.set(userId, [...this.#recent(userId, nowMs), nowMs]);
    this.#today.add(1, nowMs);
  }

  /** What was sent today before this process began; those of the last hour are counted one by one by `sent`. */
  sentEarlierToday(messages: number, nowMs: number): void {
    this.#today.add(messages, nowMs);
  }

  /** How many people are remembered, for the gauge. */
  get size(): number {
    return this.#sentAtMs.size;
  }

  #callsOf(api: string): { second: Tally; minute: Tally } {
    const known = this.#calls.get(api);
    if (known !== undefined) return known;
    const fresh = { second: new Tally(secondMs), minute: new Tally(minuteMs) };
    this.#calls.set(api, fresh);
    return fresh;
  }

  #recent(userId: string, nowMs: number): number[] {
    return (this.#sentAtMs.get(userId) ?? []).filter((at) => Math.abs(nowMs - at) < hourMs);
  }

  #forget(nowMs: number): void {
    this.#forgottenAtMs = nowMs;
    for (const userId of this.#sentAtMs.keys()) {
      if (this.#recent(userId, nowMs).length === 0) this.#sentAtMs.delete(userId);
    }
  }
}

/** How far back a restarted process looks for messages that still count against the limits per person, in milliseconds. */
export const longestWindowMs = hourMs;

/** Counts within one stretch of time after the other. */
class Tally {
  readonly #lengthMs: number;
  readonly #offsetMs: number;
  #stretch = 0;
  #count = 0;

  constructor(lengthMs: number, offsetMs = 0) {
    this.#lengthMs = lengthMs;
    this.#offsetMs = offsetMs;
  }

  add(count: number, nowMs: number): void {
    const stretch = Math.floor((nowMs + this.#offsetMs) / this.#lengthMs);
    if (stretch !== this.#stretch) {
      this.#stretch = stretch;
      this.#count = 0;
    }
    this.#count += count;
  }

  /** `nowMs` while at most `most` were counted, else the beginning of the next stretch that `ahead` others leave free. */
  freeAtMs(most: number, nowMs: number, ahead = 0): number {
    const stretch = Math.floor((nowMs + this.#offsetMs) / this.#lengthMs);
    if (stretch !== this.#stretch || this.#count <= most) return nowMs;
    const full = Math.floor(ahead / (most + 1));
    return (this.#stretch + 1 + full) * this.#lengthMs - this.#offsetMs;
  }
}
