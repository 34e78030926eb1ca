import { beijingDate } from '../beijing.ts';
import type { World } from '../world.ts';

/** Counts calls per API and second, and metered calls and messages per Beijing month (dingtalk.md 10). */
export class DingtalkQuota {
  readonly #world: World;
  readonly #seconds = new Map<string, { second: number; calls: number }>();

  constructor(world: World) {
    this.#world = world;
  }

  /** `false` when this is one call too many for this API in this second. */
  takeSecond(api: string): boolean {
    const second = Math.floor(this.#world.nowMs() / 1000);
    const before = this.#seconds.get(api);
    const calls = before?.second === second ? before.calls + 1 : 1;
    this.#seconds.set(api, { second, calls });
    return calls <= this.#world.rules.dingtalkCallsPerSecond;
  }

  /** `false` when the month's calls are used up. */
  takeCall(): boolean {
    if (this.#used().calls >= this.#world.rules.dingtalkCallsPerMonth) return false;
    this.#world.commit({ kind: 'dingtalk-metered', date: this.#month(), calls: 1, messages: 0 });
    return true;
  }

  /** `false` when the month's robot messages are used up. */
  takeMessage(): boolean {
    if (this.#used().messages >= this.#world.rules.dingtalkMessagesPerMonth) return false;
    this.#world.commit({ kind: 'dingtalk-metered', date: this.#month(), calls: 0, messages: 1 });
    return true;
  }

  #used(): { calls: number; messages: number } {
    const { month } = this.#world.state.dingtalk;
    return month.date === this.#month() ? month : { calls: 0, messages: 0 };
  }

  #month(): string {
    return beijingDate(this.#world.nowMs()).slice(0, 7);
  }
}

/** How much one person gets from the robot in a minute; the vendor throttles at a number it does not publish (dingtalk.md 10). */
export class PersonRate {
  readonly #world: World;
  readonly #sentAtMs = new Map<string, number[]>();

  constructor(world: World) {
    this.#world = world;
  }

  /** `false` while this person is throttled. */
  take(userId: string): boolean {
    const most = this.#world.rules.dingtalkMessagesPerPersonAndMinute;
    if (most === Number.POSITIVE_INFINITY) return true;
    const nowMs = this.#world.nowMs();
    const recent = (this.#sentAtMs.get(userId) ?? []).filter((atMs) => atMs > nowMs - 60_000);
    const isFree = recent.length < most;
    this.#sentAtMs.set(userId, isFree ? [...recent, nowMs] : recent);
    return isFree;
  }
}
