import type { ApiAnswer } from '../api.ts';
import { SlidingWindow } from '../sliding-window.ts';
import type { World } from '../world.ts';

const WINDOW_MS = 20_000;
const BAN_MS = 5 * 60_000;

/** Refuses an address that calls too often, over all APIs and both hosts (docs/emulator.md, Calls). */
export class AddressBan {
  readonly #world: World;
  readonly #calls: SlidingWindow;
  #answers = 0;

  constructor(world: World) {
    this.#world = world;
    this.#calls = new SlidingWindow(() => world.nowMs(), { windowMs: WINDOW_MS, blockMs: BAN_MS });
  }

  /** Counts one call; the answer while the address is banned. */
  take(address: string): ApiAnswer | undefined {
    return this.#calls.take(address, this.#world.rules.dingtalkCallsPerAddress) ? undefined : this.answer();
  }

  /** Not in the form of the API: an HTML page and JSON of another shape, alternately. The status is our choice. */
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
