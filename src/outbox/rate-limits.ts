import { SlidingWindows } from '../sliding-window.ts';

/** A vendor's rate limits as we keep them: a little under the published figures. */
export interface Limits {
  /** Messages to one person. WeCom drops the 31st of a minute and the 1001st of an hour in silence. */
  person: { perMinute: number; perHour: number };
  /** Calls of one API. DingTalk Standard allows 20 a second per app; WeCom 10,000 a minute per company. */
  api: { perSecond: number; perMinute: number };
  /** Messages of the whole app within a Beijing day, counted per receiver. */
  personsPerDay: number;
}

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 3600_000;
const dayMs = 24 * hourMs;
/** Beijing's midnight lies eight hours before that of UTC. */
const beijingOffsetMs = 8 * hourMs;

/** The longest sliding window, in milliseconds: so far back a restarted process looks for messages that still count. */
export const longestWindowMs = hourMs;
/** The longest window of calls, in milliseconds. */
export const longestCallWindowMs = minuteMs;

/**
 * Counts what was sent and says when the next message may go. Limits per second, minute and hour hold over every such stretch of time; the
 * limit of a day is that of the Beijing calendar day. People are forgotten once nothing of their last hour counts.
 */
export class RateLimits {
  readonly #limits: Limits;
  readonly #people = new SlidingWindows(hourMs);
  readonly #calls = new SlidingWindows(minuteMs);
  #today = { day: 0, messages: 0 };
  #forgottenAtMs = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** When this person may get one more message. @param ahead - messages to them that go first */
  personFreeAtMs(userId: string, nowMs: number, ahead = 0): number {
    const { perMinute, perHour } = this.#limits.person;
    const sent = this.#people.of(userId);
    return Math.max(sent.freeAtMs(perMinute, nowMs, minuteMs, ahead), sent.freeAtMs(perHour, nowMs, hourMs, ahead));
  }

  /**
   * When the next call of this API may be made.
   * @param receivers - how many people it would reach
   * @param ahead - calls of this API that were postponed already and go first
   * @param calls - in how many parts it goes out, at once
   */
  callFreeAtMs(api: string, receivers: number, nowMs: number, ahead = 0, calls = 1): number {
    const { perSecond, perMinute } = this.#limits.api;
    const made = this.#calls.of(api);
    // The last part must keep within the limit too; more parts than the limit allows go out once nothing else does.
    const before = (most: number) => ahead + Math.min(calls, most) - 1;
    return Math.max(
      made.freeAtMs(perSecond, nowMs, secondMs, before(perSecond)),
      made.freeAtMs(perMinute, nowMs, minuteMs, before(perMinute)),
      this.#dayFreeAtMs(receivers, nowMs),
    );
  }

  /** Counts one call of an API. */
  called(api: string, nowMs: number): void {
    this.#calls.of(api).add(nowMs);
    if (Math.abs(nowMs - this.#forgottenAtMs) >= minuteMs) this.#forget(nowMs);
  }

  /** Counts one message to one person. */
  sent(userId: string, nowMs: number): void {
    this.#people.of(userId).add(nowMs);
    this.#addToDay(1, nowMs);
  }

  /** Forgets everything, before what was sent is counted anew. */
  clear(): void {
    this.#people.clear();
    this.#calls.clear();
    this.#today = { day: 0, messages: 0 };
  }

  /** What was sent today before this process began; messages of the last hour are counted one by one by `sent`. */
  sentEarlierToday(messages: number, nowMs: number): void {
    this.#addToDay(messages, nowMs);
  }

  /** How many people are remembered, for the gauge. */
  get size(): number {
    return this.#people.size;
  }

  #addToDay(messages: number, nowMs: number): void {
    const day = dayOf(nowMs);
    this.#today = { day, messages: messages + (this.#today.day === day ? this.#today.messages : 0) };
  }

  #dayFreeAtMs(receivers: number, nowMs: number): number {
    const { day, messages } = this.#today;
    if (receivers === 0 || day !== dayOf(nowMs)) return nowMs;
    // A single call for more people than the whole day's limit goes on its own.
    const left = Math.max(0, this.#limits.personsPerDay - receivers);
    return messages <= left ? nowMs : (day + 1) * dayMs - beijingOffsetMs;
  }

  #forget(nowMs: number): void {
    this.#forgottenAtMs = nowMs;
    this.#people.forget(nowMs);
  }
}

function dayOf(nowMs: number): number {
  return Math.floor((nowMs + beijingOffsetMs) / dayMs);
}
