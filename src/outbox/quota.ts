import { beijingDateOf } from '../calendar/beijing-time.ts';
import type { Spent } from '../chat/platform.ts';
import type { PlatformName } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Throttle } from './send-time.ts';
import type { UsageRow, UsageStore } from './usage.ts';

/** What a company may use of a platform in a Beijing month. */
export type Allowance = Readonly<Record<Spent, number>>;

/** A step of the month's allowance that was reached. */
export interface Reached {
  platform: PlatformName;
  month: string;
  what: Spent;
  percent: (typeof warnedPercents)[number];
  used: number;
  allowed: number;
}

/** The admins are told at each step; from the first on low messages wait, from the second on normal ones too. */
const warnedPercents = [70, 90] as const;
/** So many uses are kept in memory only, or those of one second; a crash loses them. */
const mostPending = 20;
const storedEveryMs = 1_000;

const nothing: Readonly<Record<Spent, number>> = { call: 0, push: 0 };

/**
 * Counts what a platform has used of its monthly allowance. Uses are counted in memory and stored after every 20 of them, though
 * not more than once a second, or after 15 seconds: counting is cheap and a crash loses little.
 */
export class QuotaLedger {
  readonly #platform: PlatformName;
  readonly #allowance: Allowance;
  readonly #usage: UsageStore;
  readonly #clock: Clock;
  readonly #log: Log;
  /** Uses by month that are not part of `#known` yet. */
  readonly #pending = new Map<string, Record<Spent, number>>();
  #sinceStored = 0;
  #storedAtMs = 0;
  #storing: Promise<unknown> = Promise.resolve();
  /** The month as last stored. */
  #known: UsageRow | undefined;

  constructor(deps: { platform: PlatformName; allowance: Allowance; usage: UsageStore; clock: Clock; log: Log }) {
    this.#platform = deps.platform;
    this.#allowance = deps.allowance;
    this.#usage = deps.usage;
    this.#clock = deps.clock;
    this.#log = deps.log;
  }

  /** Counts one use. */
  spent(what: Spent): void {
    const month = this.#month();
    const counts = this.#pending.get(month) ?? { ...nothing };
    counts[what] += 1;
    this.#pending.set(month, counts);
    this.#sinceStored += 1;
    if (this.#sinceStored < mostPending) return;
    const nowMs = this.#clock.now().getTime();
    if (Math.abs(nowMs - this.#storedAtMs) < storedEveryMs) return;
    this.#storedAtMs = nowMs;
    void this.#storeSoon();
  }

  /** Which messages must wait to save the allowance. Only our own calls decide: what people send us cannot be delayed. */
  throttle(): Throttle {
    const percent = (this.#used().call * 100) / this.#allowance.call;
    if (percent < warnedPercents[0]) return 'none';
    return percent < warnedPercents[1] ? 'low' : 'normal';
  }

  /** Stores what was counted and reads the total of all processes. @returns the steps reached this month */
  store(): Promise<Reached[]> {
    const stored = this.#storing.then(() => this.#store());
    this.#storing = stored.catch(() => undefined);
    return stored;
  }

  async #store(): Promise<Reached[]> {
    this.#sinceStored = 0;
    const allowed = { callsAllowed: this.#allowance.call, pushesAllowed: this.#allowance.push };
    for (const [month, { ...counts }] of [...this.#pending]) {
      const row = await this.#usage.add(this.#platform, month, counts, allowed);
      if (month === this.#month()) this.#known = row;
      this.#covered(month, counts);
    }
    if (this.#known?._id !== this.#rowId())
      this.#known = (await this.#usage.of(this.#platform, this.#month())) ?? undefined;
    return this.#reached();
  }

  async #storeSoon(): Promise<void> {
    try {
      await this.store();
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      this.#log.warn({ platform: this.#platform, reason }, 'what was used of the allowance is stored later');
    }
  }

  #reached(): Reached[] {
    const used = this.#used();
    return (['call', 'push'] as const).flatMap((what) =>
      warnedPercents
        .filter((percent) => used[what] * 100 >= percent * this.#allowance[what])
        .map((percent) => ({
          platform: this.#platform,
          month: this.#month(),
          what,
          percent,
          used: used[what],
          allowed: this.#allowance[what],
        })),
    );
  }

  #used(): Readonly<Record<Spent, number>> {
    const known = this.#known?._id === this.#rowId() ? this.#known : nothing;
    const pending = this.#pending.get(this.#month()) ?? nothing;
    return { call: known.call + pending.call, push: known.push + pending.push };
  }

  #covered(month: string, { call, push }: Readonly<Record<Spent, number>>): void {
    const all = this.#pending.get(month) ?? nothing;
    const left = { call: all.call - call, push: all.push - push };
    if (left.call + left.push > 0) this.#pending.set(month, left);
    else this.#pending.delete(month);
  }

  #month(): string {
    return monthOf(this.#clock.now());
  }

  #rowId(): string {
    return `${this.#platform}:${this.#month()}`;
  }
}

/** The Beijing month of an instant, `YYYY-MM`. */
export function monthOf(at: Date): string {
  return beijingDateOf(at).slice(0, 7);
}
