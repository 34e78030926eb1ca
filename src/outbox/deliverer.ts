import type { ChatPlatform } from '../chat/platform.ts';
import type { PlatformName } from '../chat/update.ts';
import type { Clock } from '../clock.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import { PlatformError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { DeliveryRow } from '../store/delivery-row.ts';
import { isTooFarAhead } from '../store/lease-over.ts';
import type { Store } from '../store/open.ts';
import { longestWaitMs } from './backoff.ts';
import { blameOf } from './blame.ts';
import type { Budget } from './budget.ts';
import { Carrier } from './carrier.ts';
import { mergeGathered } from './digest.ts';
import { mayBeReachedElsewhere } from './elsewhere.ts';
import { Lead, leaseMs } from './lead.ts';
import { goesAt, type Strain } from './pace.ts';
import { Pause } from './pause.ts';
import { groupsOf, isInLine, sortDue, wavesOf } from './queue.ts';
import { afterFailure, expired, isFinal, type Result, untried } from './result.ts';

/** As many as the widest call carries (WeCom: 1000), so that equal texts share one. */
const rowsPerRound = 1_000;
const callsAtOnce = 6;
const dayMs = 24 * 3600_000;

export interface DelivererDeps {
  store: Store;
  platform: ChatPlatform;
  clock: Clock;
  budget: Budget;
  quiet: QuietHours;
  /** What the month's allowance of this platform leaves, now. */
  strain: () => Strain;
  /** Sends refused messages on another platform, where their people have one. @returns the new deliveries' keys by the old ones' */
  moveElsewhere: (rows: readonly DeliveryRow[]) => Promise<ReadonlyMap<string, string>>;
  /** Tells people of files that were refused for good. */
  tellLostFiles: (rows: readonly DeliveryRow[]) => Promise<void>;
  /** Unique per process. */
  owner: string;
  log: Log;
}

/** Rows one round has taken, and what is known of them but not yet written down. */
interface Round {
  claim: string;
  unwritten: Result[];
  /** People whose earlier message waits for another try, and until when. */
  waiting: Map<string, Date>;
  /** How many calls of each kind had to be put off: they go one after another, so that a long queue is not taken up again every second. */
  putOff: Map<DeliveryRow['kind'], number>;
}

/**
 * Drains the outbox of one platform account. One process at a time does it (a lease); a row is taken by a condition on the state it
 * changes; what a crash leaves in `sending` is sent again when its lease runs out, under the same key. Each person gets their messages
 * in order.
 */
export class Deliverer {
  readonly #store: Store;
  readonly #platform: ChatPlatform;
  readonly #clock: Clock;
  readonly #budget: Budget;
  readonly #quiet: QuietHours;
  readonly #strain: () => Strain;
  readonly #moveElsewhere: DelivererDeps['moveElsewhere'];
  readonly #tellLostFiles: DelivererDeps['tellLostFiles'];
  readonly #owner: string;
  readonly #log: Log;
  readonly #carrier: Carrier;
  readonly #lead: Lead;
  readonly #pause: Pause;
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
    this.#store = deps.store;
    this.#platform = deps.platform;
    this.#clock = deps.clock;
    this.#budget = deps.budget;
    this.#quiet = deps.quiet;
    this.#strain = deps.strain;
    this.#moveElsewhere = deps.moveElsewhere;
    this.#tellLostFiles = deps.tellLostFiles;
    this.#owner = deps.owner;
    this.#log = deps.log;
    this.#carrier = new Carrier(deps.store, deps.platform, deps.budget, deps.log);
    this.#lead = new Lead(deps.store.leases, `deliver:${deps.platform.name}`, deps.owner, deps.clock);
    this.#pause = new Pause(deps.platform.name, deps.clock, deps.log);
  }

  get platform(): PlatformName {
    return this.#platform.name;
  }

  /** Sends what is due now; 0 when nothing was, or when another process delivers. @returns rows dealt with */
  async round(): Promise<number> {
    await this.#finishBroken();
    const now = this.#clock.now();
    await this.#mindClock(now);
    if (this.#ending || !(await this.#leads())) return 0;
    if (this.#pause.until > now) return 0;
    const { deliveries } = this.#store;
    const due = await deliveries.due(this.#platform.name, now, rowsPerRound);
    if (due.length === 0) return 0;
    const going = await this.#notWaiting(due, now);
    const holding = await deliveries.holdingBack(this.#platform.name, [...new Set(going.map((row) => row.userId))]);
    const personLeft = (userId: string) => this.#budget.personLeft(userId, now.getTime());
    const { ready, later } = sortDue(going, holding, personLeft, now);
    await deliveries.postpone(later.map(({ row, dueAt }) => ({ key: row._id, dueAt })));
    if (ready.length > 0) await this.#deliver(ready, now);
    return due.length;
  }

  /** Rows whose sender died are due again; those of the round that goes on are kept, however long the vendor takes for a call. */
  async sweep(): Promise<number> {
    await this.#finishBroken();
    if (this.#current !== undefined) await this.#stillMine(this.#current);
    return this.#store.deliveries.releaseAbandoned(this.#clock.now(), leaseMs);
  }

  /** After the clock was set back: what waits by the old time is looked at again at once. What is to wait is put off anew. */
  async #mindClock(now: Date): Promise<void> {
    const until = new Date(this.#lookedAt.getTime() + longestWaitMs);
    if (now < this.#lookedAt) await this.#store.deliveries.hasten(this.#platform.name, now, until);
    this.#lookedAt = now;
  }

  /** No call is begun any more; what the round that goes on has not tried is due again, as if it had not been taken. */
  endRound(): void {
    this.#ending = true;
  }

  /** Lets another process deliver. */
  stop(): Promise<void> {
    return this.#lead.release();
  }

  /** Without what waits for the morning, for company or for allowance: also rows whose next try falls into the quiet hours. */
  async #notWaiting(due: readonly DeliveryRow[], now: Date): Promise<DeliveryRow[]> {
    const strain = this.#strain();
    const waits = new Map<string, Date>();
    for (const row of due) {
      const { cadreId, urgency = 'normal', expiresAt } = row;
      const addedAt = addedAtOf(row, now);
      const isNew = row.kind === 'send' || row.kind === 'post';
      const at = isNew ? goesAt({ cadreId, urgency, addedAt, expiresAt }, now, this.#quiet, strain) : now;
      if (at > now) waits.set(row._id, at);
    }
    const { deliveries } = this.#store;
    const isGathered = (row: DeliveryRow) =>
      row.kind === 'send' && row.message.kind === 'text' && (row.urgency === 'low' || strain === 'normal');
    await deliveries.defer(
      due.flatMap((row) => {
        const dueAt = waits.get(row._id);
        return dueAt === undefined ? [] : [{ key: row._id, dueAt, gather: isGathered(row) }];
      }),
    );
    const going = due.filter((row) => !waits.has(row._id));
    const gone = await mergeGathered(deliveries, this.#platform.name, going, now);
    return going.filter((row) => !gone.has(row._id));
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

  async #deliver(ready: readonly DeliveryRow[], now: Date): Promise<void> {
    this.#rounds += 1;
    const claim = `${this.#owner}:${this.#platform.name}:${now.getTime()}:${this.#rounds}`;
    const round: Round = { claim, unwritten: [], waiting: new Map(), putOff: new Map() };
    const keys = ready.map((row) => row._id);
    this.#current = round;
    try {
      const claimed = await this.#store.deliveries.claim(keys, claim, this.#lead.until);
      for (const wave of wavesOf(claimed)) await this.#sendWave(wave, round);
      await this.#write(round);
    } catch (error) {
      this.#broken = round;
      throw error;
    } finally {
      this.#current = undefined;
    }
  }

  /** One message per person at most: equal content goes out in one call for many receivers. */
  async #sendWave(wave: readonly DeliveryRow[], round: Round): Promise<void> {
    const going: DeliveryRow[] = [];
    for (const row of wave) {
      const waiting = isInLine(row) ? round.waiting.get(row.userId) : undefined;
      if (waiting === undefined) going.push(row);
      else round.unwritten.push(untried(row, waiting));
    }
    const next = groupsOf(going, (message) => this.#platform.capacity(message)).values();
    const line = async () => {
      for (const group of next) {
        if (this.#ending) round.unwritten.push(...group.map((row) => untried(row, this.#clock.now())));
        else if (await this.#stillMine(round)) await this.#record(round, group, await this.#send(group, round));
      }
    };
    const lines = await Promise.allSettled(Array.from({ length: callsAtOnce }, line));
    const broken = lines.find((each) => each.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
  }

  /** Just before a call: whether nobody took over; a lease near its end is renewed, for the rows under way too. */
  async #stillMine({ claim }: Round): Promise<boolean> {
    const { until, epoch } = this.#lead;
    if (!(await this.#lead.hold()) || this.#lead.epoch !== epoch) {
      this.#log.warn({ platform: this.#platform.name }, 'another process delivers by now; this round ends');
      return false;
    }
    if (this.#lead.until.getTime() !== until.getTime()) await this.#store.deliveries.extend(claim, this.#lead.until);
    return true;
  }

  async #record(round: Round, group: readonly DeliveryRow[], results: readonly Result[]): Promise<void> {
    const people = new Map(group.map((row) => [row._id, row.userId]));
    for (const { key, set } of results)
      if (set.holdsBack === true && set.dueAt !== undefined) round.waiting.set(people.get(key) ?? '', set.dueAt);
    round.unwritten.push(...(await this.#moved(group, results)));
    if (results.some(({ set }) => set.state !== 'due' || set.unsure === true)) await this.#write(round);
  }

  /** Whom this platform cannot reach is tried on another one; the refusal then names the delivery there. What else is lost for good is told. */
  async #moved(group: readonly DeliveryRow[], results: readonly Result[]): Promise<Result[]> {
    const ends = results.filter(({ set }) => set.state === 'refused' || set.state === 'expired');
    if (ends.length === 0) return [...results];
    const errors = new Map(ends.map(({ key, set }) => [key, set.error]));
    const rows = group.filter((row) => errors.has(row._id));
    const movable = rows.filter((row) => mayBeReachedElsewhere(errors.get(row._id)));
    const moved = movable.length === 0 ? new Map<string, string>() : await this.#moveElsewhere(movable);
    const isFile = (row: DeliveryRow) => row.kind === 'send' && ['file', 'picture'].includes(row.message.kind);
    const lost = rows.filter((row) => !moved.has(row._id) && isFile(row));
    if (lost.length > 0) await this.#tellLostFiles(lost);
    return results.map((each) => {
      const movedTo = moved.get(each.key);
      return movedTo === undefined ? each : { ...each, set: { ...each.set, movedTo } };
    });
  }

  async #write(round: Round): Promise<void> {
    const results = round.unwritten.splice(0);
    try {
      await this.#store.deliveries.settleRound(round.claim, results);
    } catch (error) {
      round.unwritten.unshift(...results);
      throw error;
    }
  }

  /**
   * After a round that broke off because the store failed: what is known is written down now, the rest is due again. Round and sweep may
   * come to it at once; releasing must not overtake writing.
   */
  #finishBroken(): Promise<void> {
    const broken = this.#broken;
    if (broken === undefined) return Promise.resolve();
    this.#finishing ??= this.#finish(broken).finally(() => {
      this.#finishing = undefined;
    });
    return this.#finishing;
  }

  async #finish(broken: Round): Promise<void> {
    await this.#write(broken);
    await this.#store.deliveries.release(broken.claim, this.#clock.now());
    this.#broken = undefined;
  }

  async #send(group: readonly DeliveryRow[], round: Round): Promise<Result[]> {
    const now = this.#clock.now();
    const useful = group.filter((row) => row.expiresAt > now);
    const late = group.filter((row) => row.expiresAt <= now).map(expired);
    const [first, ...others] = useful;
    if (first === undefined) return late;
    const receivers = first.kind === 'send' ? useful.length : 0;
    const freeAt = this.#freeAt(first.kind, receivers, round, now);
    if (freeAt > now) return [...late, ...useful.map((row) => untried(row, freeAt))];
    this.#budget.called(first.kind, now.getTime());
    try {
      const results = await this.#carrier.carry([first, ...others], now);
      this.#pause.over();
      return [...late, ...results];
    } catch (error) {
      return [...late, ...(await this.#failed(useful, error, round, now))];
    }
  }

  /** When the next call may be made, by our own rate and by the vendor's last word. */
  #freeAt(api: DeliveryRow['kind'], receivers: number, { putOff }: Round, now: Date): Date {
    const { until } = this.#pause;
    if (until > now) return until;
    const ahead = putOff.get(api) ?? 0;
    const freeAt = new Date(this.#budget.callFreeAtMs(api, receivers, now.getTime(), ahead));
    if (freeAt > now) putOff.set(api, ahead + 1);
    return freeAt;
  }

  /**
   * Sorts out a call that failed: one bad receiver must not take the others down, so a group is tried again in halves; but not where all of
   * them have a part of the message already.
   */
  async #failed(group: readonly DeliveryRow[], error: unknown, round: Round, now: Date): Promise<Result[]> {
    const blame = blameOf(this.#platform.name, error);
    if (blame === 'account') {
      const until = this.#pause.begin(error);
      return group.map((row) => untried(row, until));
    }
    const isPartly = error instanceof PlatformError && error.partly;
    if (blame === 'message' && group.length > 1 && isFinal(error) && !isPartly) {
      const half = Math.ceil(group.length / 2);
      return [...(await this.#send(group.slice(0, half), round)), ...(await this.#send(group.slice(half), round))];
    }
    const reason = error instanceof Error ? error.message : 'unknown';
    if (blame === 'way')
      this.#log.error({ platform: this.#platform.name, reason }, 'a way to send is closed; messages wait');
    else this.#log.warn({ keys: group.map((row) => row._id).slice(0, 5), reason }, 'a message did not go out');
    return group.map((row) => afterFailure(row, error, blame, now));
  }
}

/** When the row was added; what was added under a clock that was set back since has waited long enough. */
function addedAtOf({ order }: DeliveryRow, now: Date): Date {
  const at = new Date(order / 1_000);
  return isTooFarAhead(at, now) ? new Date(now.getTime() - dayMs) : at;
}
