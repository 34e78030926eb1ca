import type { ApiAnswer } from '../api.ts';
import type { World } from '../world.ts';

const WINDOW_MS = 20_000;
const BAN_MS = 5 * 60_000;

/** Refuses an address that calls too often, over all APIs and both hosts (dingtalk.md 4.4). */
export class AddressBan {
  readonly #world: World;
  readonly #windows = new Map<string, { startMs: number; calls: number }>();
  readonly #untilMs = new Map<string, number>();
  #answers = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Counts one call; the answer while the address is banned. */
  take(address: string): ApiAnswer | undefined {
    const nowMs = this.#world.nowMs();
    if ((this.#untilMs.get(address) ?? 0) > nowMs) return this.answer();
    const window = this.#windows.get(address);
    const fresh = window === undefined || nowMs - window.startMs >= WINDOW_MS;
    const calls = fresh ? 1 : window.calls + 1;
    this.#windows.set(address, { startMs: fresh ? nowMs : window.startMs, calls });
    if (calls <= this.#world.rules.dingtalkCallsPerAddress) return undefined;
    this.#untilMs.set(address, nowMs + BAN_MS);
    return this.answer();
  }

  /** No answer of an API: a page and a JSON of another form, in turn. The status is our choice. */
  answer(): ApiAnswer {
    this.#answers += 1;
    const common = { status: 403, result: 'ip-ban' };
    if (this.#answers % 2 === 1) {
      const body = '<!doctype html><html><body><h1>Access denied</h1></body></html>';
      return { ...common, type: 'text/html; charset=utf-8', body };
    }
    const uuid = this.#world.secret(16);
    const body = JSON.stringify({ status: 1111, wait: 5, source: 'x5', punish: 'deny', uuid });
    return { ...common, type: 'application/json; charset=utf-8', body };
  }
}
