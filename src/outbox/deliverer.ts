import type { QuietHours } from '../calendar/quiet-hours.ts';
import type { ChatPlatform } from '../chat/platform.ts';
import type { PlatformName } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Store } from '../stores.ts';
import { longestWaitMs } from './backoff.ts';
import type { Budget } from './budget.ts';
import { Calls } from './calls.ts';
import { Carrier } from './carrier.ts';
import { type Rescue, rescue } from './elsewhere.ts';
import { Lead, leaseMs } from './lead.ts';
import type { Strain } from './pace.ts';
import { Pause } from './pause.ts';
import { sortDue } from './queue.ts';
import { Round, type RoundDeps } from './round.ts';
import { withoutWaiting } from './waiting.ts';

/** As many as the widest call carries (WeCom: 1000), so that equal texts share one. */
const rowsPerRound = 1_000;

export interface DelivererDeps extends Rescue {
  store: Store;
  platform: ChatPlatform;
  clock: Clock;
  budget: Budget;
  quiet: QuietHours;
  /** What the month's allowance of this platform leaves, now. */
  strain: () => Strain;
  /** Unique per process. */
  owner: string;
  log: Log;
}

/**
 * Drains the outbox of one platform account. One process at a time does it (a lease); a row is taken by a condition on the state it
 * changes; what a crash leaves in `sending` is sent again when its lease runs out, under the same key. Each person gets their messages
 * in order.
 */
export class Deliverer {
  readonly #store: Store;
  readonly #platform: PlatformName;
  readonly #clock: Clock;
  readonly #budget: Budget;
  readonly #quiet: QuietHours;
  readonly #strain: () => Strain;
  readonly #owner: string;
  readonly #lead: Lead;
  readonly #pause: Pause;
  readonly #roundDeps: RoundDeps;
  #rounds = 0;
  #ledEpoch = 0;
  #lookedAt = new Date(0);
  /** The round that goes on. */
  #current: Round | undefined;
  /** The last round, if it broke off because the store failed. */
  #broken: Round | undefined;
  #finishing: Promise<void> | undefined;
  #ending = false;

  constructor(deps: DelivererDeps) {
    const { store, platform, clock, budget, owner, log } = deps;
    this.#store = store;
    this.#platform = platform.name;
    this.#clock = clock;
    this.#budget = budget;
    this.#quiet = deps.quiet;
    this.#strain = deps.strain;
    this.#owner = owner;
    this.#lead = new Lead(store.leases, `deliver:${platform.name}`, owner, clock);
    this.#pause = new Pause(platform.name, clock, log);
    const carrier = new Carrier(store, platform, budget, log);
    this.#roundDeps = {
      ...{ claims: store.claims, platform, clock, lead: this.#lead, log, crashPoint: store.crashPoint },
      calls: new Calls({ platform: platform.name, clock, budget, carrier, pause: this.#pause, log }),
      afterEnd: (group, results) => rescue(deps, group, results),
      isEnding: () => this.#ending,
    };
  }

  get platform(): PlatformName {
    return this.#platform;
  }

  /** Sends what is due now; 0 when nothing was, or when another process delivers. @returns rows dealt with */
  async round(): Promise<number> {
    await this.#finishBroken();
    const now = this.#clock.now();
    await this.#mindClock(now);
    if (this.#ending || !(await this.#leads())) return 0;
    if (this.#pause.until > now) return 0;
    const { deliveries } = this.#store;
    const due = await deliveries.due(this.#platform, now, rowsPerRound);
    if (due.length === 0) return 0;
    const around = { quiet: this.#quiet, strain: this.#strain() };
    const going = await withoutWaiting(deliveries, this.#platform, due, around, now);
    const holding = await deliveries.holdingBack(this.#platform, [...new Set(going.map((row) => row.userId))]);
    const personLeft = (userId: string) => this.#budget.personLeft(userId, now.getTime());
    const { ready, later } = sortDue(going, holding, personLeft, now);
    await deliveries.postpone(later.map(({ row, dueAt }) => ({ key: row._id, dueAt })));
    const keys = ready.map((row) => row._id);
    if (keys.length > 0) await this.#deliver(keys, now);
    return due.length;
  }

  /** Rows whose sender died are due again; those of the round that goes on are kept, however long the vendor takes for a call. */
  async sweep(): Promise<number> {
    await this.#finishBroken();
    await this.#current?.stillMine();
    return this.#store.claims.releaseAbandoned(this.#clock.now(), leaseMs);
  }

  /** No call is begun any more; what the round that goes on has not tried is due again, as if it had not been taken. */
  endRound(): void {
    this.#ending = true;
  }

  /** Lets another process deliver. */
  stop(): Promise<void> {
    return this.#lead.release();
  }

  /** After the clock was set back: what waits by the old time is looked at again at once. What is to wait is put off anew. */
  async #mindClock(now: Date): Promise<void> {
    const until = new Date(this.#lookedAt.getTime() + longestWaitMs);
    if (now < this.#lookedAt) await this.#store.deliveries.hasten(this.#platform, now, until);
    this.#lookedAt = now;
  }

  /** Whoever takes over first frees what the leader before left behind, so that nobody's later messages overtake it. */
  async #leads(): Promise<boolean> {
    if (!(await this.#lead.hold())) return false;
    if (this.#lead.epoch !== this.#ledEpoch) {
      await this.sweep();
      this.#ledEpoch = this.#lead.epoch;
    }
    return true;
  }

  async #deliver(keys: readonly string[], now: Date): Promise<void> {
    this.#rounds += 1;
    const claim = `${this.#owner}:${this.#platform}:${now.getTime()}:${this.#rounds}`;
    const round = new Round(this.#roundDeps, claim);
    this.#current = round;
    try {
      await round.run(keys);
    } catch (error) {
      this.#broken = round;
      throw error;
    } finally {
      this.#current = undefined;
    }
  }

  /** Round and sweep may come to a broken round at once; releasing must not overtake writing. */
  #finishBroken(): Promise<void> {
    const broken = this.#broken;
    if (broken === undefined) return Promise.resolve();
    this.#finishing ??= this.#finish(broken).finally(() => {
      this.#finishing = undefined;
    });
    return this.#finishing;
  }

  async #finish(broken: Round): Promise<void> {
    await broken.finish();
    this.#broken = undefined;
  }
}
