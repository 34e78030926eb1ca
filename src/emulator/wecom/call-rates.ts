import type { World } from '../world.ts';
import { WecomRefusal } from './codes.ts';

const MINUTE_MS = 60_000;

/** The base rate of each API (wecom.md 4.2, 10.1). */
export class WecomRates {
  readonly #world: World;
  readonly #windows = new Map<string, { fromMs: number; count: number; blockedUntilMs: number }>();

  constructor(world: World) {
    this.#world = world;
  }

  /** @throws WecomRefusal 45009 over the minute's calls, and for a minute after */
  count(method: string): void {
    const nowMs = this.#world.nowMs();
    const known = this.#windows.get(method);
    const window = known ?? { fromMs: nowMs, count: 0, blockedUntilMs: 0 };
    if (known === undefined) this.#windows.set(method, window);
    if (window.blockedUntilMs > nowMs) throw new WecomRefusal(45009);
    if (window.fromMs + MINUTE_MS <= nowMs) Object.assign(window, { fromMs: nowMs, count: 0 });
    window.count += 1;
    if (window.count <= this.#world.rules.wecomCallsPerMinute) return;
    window.blockedUntilMs = nowMs + MINUTE_MS;
    throw new WecomRefusal(45009);
  }
}
