import type { QuietHours } from '../calendar/quiet-hours.ts';
import type { ChatPlatform } from '../chat/platform.ts';
import type { PlatformName } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { longestWaitMs } from '../store/backoff.ts';
import type { AtCrashPoint } from '../store/crash-point.ts';
import type { LeaseStore } from '../store/leases.ts';
import { AccountPause } from './account-pause.ts';
import { Batch, type BatchDeps } from './batch.ts';
import { CallPlan } from './call-plan.ts';
import type { DayLimit } from './day-limit.ts';
import { deferWaiting } from './defer.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { DeliveryClaimStore } from './delivery-claims.ts';
import type { DeliveryRow } from './delivery-row.ts';
import { Dispatcher } from './dispatcher.ts';
import { type Failover, failOver } from './failover.ts';
import { Leadership, leaseMs } from './leadership.ts';
import { isInLine, sortDue } from './queue.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Throttle } from './send-time.ts';
import { Sender, type SenderStores } from './sender.ts';

/** As many as the widest call carries (WeCom: 1000), so that equal texts share one. */
export const rowsPerRound = 1_000;

/** What delivering asks of the store. */
interface DelivererStores extends SenderStores {
  deliveries: DeliveryStore;
  claims: DeliveryClaimStore;
  leases: LeaseStore;
  crashPoint: AtCrashPoint;
}

export interface DelivererDeps extends Failover {
  store: DelivererStores;
  platform: ChatPlatform;
  clock: Clock;
  rateLimits: RateLimits;
  quiet: QuietHours;
  /** Which messages wait at present because the month's allowance runs short. */
  throttle: () => Throttle;
  /** On the mornings of which days of the week low messages go; every day unless given. */
  digestWeekdays?: () => readonly number[];
  /** How many messages a person gets a day; no limit unless given. */
  dayLimit?: DayLimit;
  /** Called when this process begins to deliver: whatever another one sent before counts against the vendor's limits too. */
  led?: () => Promise<void>;
  /** Unique per process. */
  owner: string;
  log: Log;
}

/**
 * Sends what is due on one platform account. One process at a time does so (a lease); a row is claimed by a condition on its state; what a
 * crash leaves in `sending` is sent again under the same key when its lease runs out. Each person gets their messages in order.
 */
export class Deliverer {
  readonly #store: DelivererStores;
  readonly #platform: PlatformName;
  readonly #clock: Clock;
  readonly #rateLimits: RateLimits;
  readonly #quiet: QuietHours;
  readonly #throttle: () => Throttle;
  readonly #digestWeekdays: (() => readonly number[]) | undefined;
  readonly #dayLimit: DayLimit | undefined;
  readonly #led: (() => Promise<void>) | undefined;
  readonly #owner: string;
  readonly #leadership: Leadership;
  readonly #pause: AccountPause;
  readonly #plan: CallPlan;
  readonly #batchDeps: BatchDeps;
  #rounds = 0;
  #sweptEpoch = 0;
  #lookedAt = new Date(0);
  /** The batch that is being sent. */
  #current: Batch | undefined;
  /** The last batch, if it failed because of the store. */
  #broken: Batch | undefined;
  #finishing: Promise<void> | undefined;
  #stopping = false;

  constructor(deps: DelivererDeps) {
    const { store, platform, clock, rateLimits, owner, log } = deps;
    this.#store = store;
    this.#platform = platform.name;
    this.#clock = clock;
    this.#rateLimits = rateLimits;
    this.#quiet = deps.quiet;
    this.#throttle = deps.throttle;
    this.#digestWeekdays = deps.digestWeekdays;
    this.#dayLimit = deps.dayLimit;
    this.#led = deps.led;
    this.#owner = owner;
    this.#leadership = new Leadership(store.leases, `deliver:${platform.name}`, owner, clock);
    this.#pause = new AccountPause(platform.name, clock, log);
    this.#plan = new CallPlan(platform, rateLimits);
    const sender = new Sender(store, platform, rateLimits, log);
    this.#batchDeps = {
      ...{ claims: store.claims, platform, clock, leadership: this.#leadership, log, crashPoint: store.crashPoint },
      dispatcher: new Dispatcher({ platform, clock, rateLimits, sender, pause: this.#pause, log }),
      afterCall: (group, results) => {
        this.#dayLimit?.count(group, results);
        return failOver(deps, group, results);
      },
      isStopping: () => this.#stopping,
    };
  }

  get platform(): PlatformName {
    return this.#platform;
  }

  /** Sends what is due now; 0 when nothing was, or when another process delivers. @returns rows dealt with */
  async round(): Promise<number> {
    await this.#finishBroken();
    const now = this.#clock.now();
    await this.#afterClockSetBack(now);
    if (this.#stopping || !(await this.#leads())) return 0;
    if (this.#pause.until > now) return 0;
    const { deliveries } = this.#store;
    const due = await deliveries.due(this.#platform, now, rowsPerRound);
    if (due.length === 0) return 0;
    const hadEnough = (cadreId: string) => this.#dayLimit?.isReached(cadreId, now) === true;
    const around = {
      quiet: this.#quiet,
      throttle: this.#throttle(),
      hadEnough,
      digestWeekdays: this.#digestWeekdays?.(),
    };
    const going = await deferWaiting(deliveries, this.#platform, due, around, now);
    const holding = await deliveries.holdingBack(this.#platform, [
      ...new Set(going.filter(isInLine).map((row) => row.userId)),
    ]);
    const personFreeAt = (userId: string, ahead: number) =>
      new Date(this.#rateLimits.personFreeAtMs(userId, now.getTime(), ahead));
    const sorted = sortDue(going, holding, personFreeAt, now);
    const planned = this.#plan.of(sorted.ready, now);
    await deliveries.postpone(
      [...sorted.later, ...planned.later].map(({ row, dueAt }) => ({ key: row._id, dueAt, holdsBack: isInLine(row) })),
    );
    if (planned.ready.length > 0) await this.#deliver(planned.ready, now);
    return due.length;
  }

  /** Makes rows due again whose process died; those of the current batch are kept, however long the vendor takes for a call. */
  async sweep(): Promise<number> {
    await this.#finishBroken();
    await this.#current?.stillMine();
    return this.#store.claims.releaseAbandoned(this.#clock.now(), leaseMs);
  }

  /** Starts no further call; rows of the current batch that were not tried are due again as if they had not been claimed. */
  endRound(): void {
    this.#stopping = true;
  }

  /** Gives up the lease, so that another process may deliver at once. */
  stop(): Promise<void> {
    return this.#leadership.release();
  }

  /** After the clock was set back: rows that wait by the old time are looked at again at once; those that must wait are deferred anew. */
  async #afterClockSetBack(now: Date): Promise<void> {
    const until = new Date(this.#lookedAt.getTime() + longestWaitMs);
    if (now < this.#lookedAt) {
      this.#plan.clear();
      await this.#store.deliveries.bringForward(this.#platform, now, until);
    }
    this.#lookedAt = now;
  }

  /** A new leader first releases what the one before left behind, so that no later message of the same person overtakes it. */
  async #leads(): Promise<boolean> {
    if (!(await this.#leadership.hold())) return false;
    if (this.#leadership.epoch !== this.#sweptEpoch) {
      await this.sweep();
      this.#plan.clear();
      await this.#led?.();
      this.#sweptEpoch = this.#leadership.epoch;
    }
    return true;
  }

  async #deliver(rows: readonly DeliveryRow[], now: Date): Promise<void> {
    this.#rounds += 1;
    const claim = `${this.#owner}:${this.#platform}:${now.getTime()}:${this.#rounds}`;
    const batch = new Batch(this.#batchDeps, claim);
    this.#current = batch;
    try {
      await batch.run(rows);
    } catch (error) {
      this.#broken = batch;
      throw error;
    } finally {
      this.#current = undefined;
    }
  }

  /** `round` and `sweep` may find a failed batch at the same time; its rows must not be released before its results are stored. */
  #finishBroken(): Promise<void> {
    const broken = this.#broken;
    if (broken === undefined) return Promise.resolve();
    this.#finishing ??= this.#finish(broken).finally(() => {
      this.#finishing = undefined;
    });
    return this.#finishing;
  }

  async #finish(broken: Batch): Promise<void> {
    await broken.finish();
    this.#broken = undefined;
  }
}
