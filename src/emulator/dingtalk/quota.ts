import { beijingDate } from '../beijing.ts';
import { SlidingWindow } from '../sliding-window.ts';
import type { World } from '../world.ts';

/** Counts calls per API and second, messages per person and minute, metered calls and messages per Beijing month (docs/emulator.md, Limits). */
export class DingtalkQuota {
  readonly #world: World;
  readonly #calls: SlidingWindow;
  readonly #messages: SlidingWindow;

  constructor(world: World) {
    this.#world = world;
    this.#calls = new SlidingWindow(() => world.nowMs(), { windowMs: 1000 });
    this.#messages = new SlidingWindow(() => world.nowMs(), { windowMs: 60_000 });
  }

  /** `false` when this is one call too many for this API within a second. */
  takeSecond(api: string): boolean {
    return this.#calls.take(api, this.#world.rules.dingtalkCallsPerSecond);
  }

  /** `false` while this person is throttled; the vendor does so at a number it does not publish. */
  takePerson(userId: string): boolean {
    return this.#messages.take(userId, this.#world.rules.dingtalkMessagesPerPersonAndMinute);
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
