import type { Clock } from '../../clock.ts';

export interface FreshToken {
  token: string;
  /** As the vendor says, in seconds. */
  lifeSeconds: number;
}

const earlySeconds = 300;

/** The app's access token: fetched when first needed, renewed five minutes early, never by two callers at once (dingtalk.md 4.1). */
export class AccessToken {
  readonly #fetch: () => Promise<FreshToken>;
  readonly #clock: Clock;
  #current: { token: string; renewAtMs: number } | undefined;
  #underWay: Promise<string> | undefined;

  /** @param fetch - asks the vendor; a failure is the failure of everybody waiting, and the next caller asks again */
  constructor(fetch: () => Promise<FreshToken>, clock: Clock) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  async get(): Promise<string> {
    const current = this.#current;
    if (current !== undefined && this.#clock.now().getTime() < current.renewAtMs) return current.token;
    this.#underWay ??= this.#renew().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** Drops a token the vendor refused, unless somebody has renewed it meanwhile. */
  forget(refused: string): void {
    if (this.#current?.token === refused) this.#current = undefined;
  }

  async #renew(): Promise<string> {
    const { token, lifeSeconds } = await this.#fetch();
    const goodSeconds = lifeSeconds - Math.min(earlySeconds, lifeSeconds / 10);
    this.#current = { token, renewAtMs: this.#clock.now().getTime() + goodSeconds * 1000 };
    return token;
  }
}
