/** A vendor's rate limits as we keep them: a little under the published figure. */
export interface Limits {
  /** Messages to one person within `perPersonWindowMs`. WeCom drops the 31st of a minute in silence (wecom.md 4.2). */
  perPerson: number;
  perPersonWindowMs: number;
  /** Calls within one second; DingTalk Standard allows 20 per app and API (dingtalk.md 10). */
  callsPerSecond: number;
}

export const wecomLimits: Limits = { perPerson: 25, perPersonWindowMs: 60_000, callsPerSecond: 100 };
export const dingtalkLimits: Limits = { perPerson: 20, perPersonWindowMs: 60_000, callsPerSecond: 18 };

/** Counts what was sent and says when the next message may go. Forgets people as soon as their window is over. */
export class Budget {
  readonly #limits: Limits;
  readonly #sentAtMs = new Map<string, number[]>();
  #second = 0;
  #callsInSecond = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** How many more messages this person may get now. */
  personLeft(userId: string, nowMs: number): number {
    return this.#limits.perPerson - this.#recent(userId, nowMs).length;
  }

  /** When the next call may be made. */
  callFreeAtMs(nowMs: number): number {
    const second = Math.floor(nowMs / 1000);
    if (second > this.#second || this.#callsInSecond < this.#limits.callsPerSecond) return nowMs;
    return (this.#second + 1) * 1000;
  }

  /** Counts one call. */
  called(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    if (second > this.#second) {
      this.#second = second;
      this.#callsInSecond = 0;
      this.#forget(nowMs);
    }
    this.#callsInSecond += 1;
  }

  /** Counts one message to one person. */
  sent(userId: string, nowMs: number): void {
    this.#sentAtMs.set(userId, [...this.#recent(userId, nowMs), nowMs]);
  }

  /** How long a message counts, in milliseconds. */
  get windowMs(): number {
    return this.#limits.perPersonWindowMs;
  }

  /** How many people are remembered, for the gauge. */
  get size(): number {
    return this.#sentAtMs.size;
  }

  #recent(userId: string, nowMs: number): number[] {
    const since = nowMs - this.#limits.perPersonWindowMs;
    return (this.#sentAtMs.get(userId) ?? []).filter((at) => at > since);
  }

  #forget(nowMs: number): void {
    for (const userId of this.#sentAtMs.keys()) {
      if (this.#recent(userId, nowMs).length === 0) this.#sentAtMs.delete(userId);
    }
  }
}
