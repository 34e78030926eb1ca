import type { ChatPlatform, Outcome } from '../chat/platform.ts';
import type { Clock } from '../clock.ts';
import { PlatformError, TransportError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { DeliveryRow } from '../store/deliveries.ts';
import type { Store } from '../store/open.ts';
import { backoffMs } from './backoff.ts';
import type { Budget } from './budget.ts';

const rowsPerRound = 200;
const callsAtOnce = 6;
const leaseMs = 60_000;

type Result = { key: string; set: Partial<DeliveryRow> };

/**
 * Drains the outbox of one platform account. One process at a time does it (a lease); a row is taken by a condition on the state it
 * changes; what a crash leaves in `sending` is sent again when its lease runs out, under the same key.
 */
export class Deliverer {
  readonly #store: Store;
  readonly #platform: ChatPlatform;
  readonly #clock: Clock;
  readonly #budget: Budget;
  readonly #owner: string;
  readonly #log: Log;
  #round = 0;

  /** @param owner - unique per process */
  constructor(deps: { store: Store; platform: ChatPlatform; clock: Clock; budget: Budget; owner: string; log: Log }) {
    this.#store = deps.store;
    this.#platform = deps.platform;
    this.#clock = deps.clock;
    this.#budget = deps.budget;
    this.#owner = deps.owner;
    this.#log = deps.log;
  }

  /** Sends what is due now; 0 when nothing was, or when another process delivers. @returns rows dealt with */
  async round(): Promise<number> {
    const now = this.#clock.now();
    const until = new Date(now.getTime() + leaseMs);
    if ((await this.#store.leases.take(`deliver:${this.#platform.name}`, this.#owner, now, until)) === null) return 0;
    const due = await this.#store.deliveries.due(this.#platform.name, now, rowsPerRound);
    if (due.length === 0) return 0;
    const ready = await this.#withinBudget(due, now);
    if (ready.length === 0) return 0;
    this.#round += 1;
    const claim = `${this.#owner}:${this.#platform.name}:${now.getTime()}:${this.#round}`;
    const claimed = await this.#store.deliveries.claim(
      ready.map((row) => row._id),
      claim,
      until,
    );
    for (const wave of waves(claimed)) await this.#sendWave(wave, claim);
    return claimed.length;
  }

  /** Rows whose sender died are due again. */
  sweep(): Promise<number> {
    return this.#store.deliveries.releaseAbandoned(this.#clock.now());
  }

  /** Leaves out people who have had enough for the moment: their rows, in order, wait until they may be sent. */
  async #withinBudget(due: readonly DeliveryRow[], now: Date): Promise<DeliveryRow[]> {
    const nowMs = now.getTime();
    const planned = new Map<string, number>();
    const ready: DeliveryRow[] = [];
    const later: DeliveryRow[] = [];
    for (const row of [...due].sort((a, b) => a.order - b.order)) {
      const earlier = planned.get(row.userId) ?? 0;
      const free = earlier < this.#budget.personLeft(row.userId, nowMs);
      if (free || row.kind === 'revise') {
        ready.push(row);
        if (row.kind === 'send') planned.set(row.userId, earlier + 1);
      } else later.push(row);
    }
    if (later.length > 0)
      await this.#store.deliveries.postpone(
        later.map((row) => row._id),
        new Date(nowMs + 10_000),
      );
    return ready;
  }

  /** One message per person at most: equal content goes out in one call for many receivers. */
  async #sendWave(wave: readonly DeliveryRow[], claim: string): Promise<void> {
    const groups = this.#groups(wave);
    const next = groups.values();
    const line = async () => {
      for (const group of next) await this.#store.deliveries.settleRound(claim, await this.#send(group));
    };
    await Promise.all(Array.from({ length: callsAtOnce }, line));
  }

  #groups(wave: readonly DeliveryRow[]): DeliveryRow[][] {
    const groups: DeliveryRow[][] = [];
    const open = new Map<string, DeliveryRow[]>();
    for (const row of wave) {
      const capacity = row.kind === 'send' ? this.#platform.capacity(row.message) : 1;
      const content = `${row.unsure}:${JSON.stringify(row.message)}`;
      const group = capacity > 1 ? open.get(content) : undefined;
      if (group !== undefined && group.length < capacity) group.push(row);
      else {
        const fresh = [row];
        groups.push(fresh);
        if (capacity > 1) open.set(content, fresh);
      }
    }
    return groups;
  }

  async #send(group: readonly DeliveryRow[]): Promise<Result[]> {
    const [first] = group;
    if (first === undefined) return [];
    const now = this.#clock.now();
    if (first.expiresAt <= now) return group.map((row) => ({ key: row._id, set: { state: 'expired', open: false } }));
    const freeAtMs = this.#budget.callFreeAtMs(now.getTime());
    if (freeAtMs > now.getTime())
      return group.map((row) => this.#again(row, new Date(freeAtMs), row.unsure, 'own rate limit', row.attempts - 1));
    this.#budget.called(now.getTime());
    try {
      return first.kind === 'revise' ? [await this.#revise(first, now)] : await this.#sendNew(group, now);
    } catch (error) {
      return group.map((row) => this.#afterFailure(row, error, now));
    }
  }

  async #sendNew(group: readonly DeliveryRow[], now: Date): Promise<Result[]> {
    const key = group[0]?._id ?? '';
    const outcomes = await this.#platform.send(
      group.map((row) => row.userId),
      group[0]?.message ?? never(),
      key,
      group[0]?.unsure ?? false,
    );
    const byUser = new Map(outcomes.map((outcome) => [outcome.userId, outcome]));
    return group.map((row) => {
      this.#budget.sent(row.userId, now.getTime());
      return this.#settled(row, byUser.get(row.userId), now);
    });
  }

  #settled(row: DeliveryRow, outcome: Outcome | undefined, now: Date): Result {
    if (outcome === undefined)
      return this.#again(
        row,
        new Date(now.getTime() + backoffMs(row.attempts, row._id)),
        true,
        'no outcome',
        row.attempts,
      );
    if (outcome.result === 'later')
      return this.#again(
        row,
        new Date(now.getTime() + backoffMs(row.attempts, row._id)),
        false,
        outcome.code,
        row.attempts,
      );
    if (outcome.result === 'refused') {
      this.#log.warn({ key: row._id, code: outcome.code }, 'message refused');
      return { key: row._id, set: { state: 'refused', error: outcome.code, open: false } };
    }
    return {
      key: row._id,
      set: {
        state: 'sent',
        sentAt: now,
        handle: outcome.handle,
        ...(outcome.cardRef === undefined ? {} : { cardRef: outcome.cardRef }),
      },
    };
  }

  async #revise(row: DeliveryRow, now: Date): Promise<Result> {
    const target = row.target === undefined ? null : await this.#store.deliveries.byKey(row.target);
    if (target === null || row.message.kind !== 'card')
      return { key: row._id, set: { state: 'refused', error: 'no card' } };
    if (target.state === 'due' || target.state === 'sending')
      return this.#again(row, new Date(now.getTime() + 2_000), row.unsure, 'card not sent yet', row.attempts);
    const changed =
      target.handle === undefined ? false : await this.#platform.revise(target.userId, target.handle, row.message);
    return {
      key: row._id,
      set: { state: 'sent', sentAt: now, ...(changed ? {} : { error: 'card cannot be changed on the screen' }) },
    };
  }

  #afterFailure(row: DeliveryRow, error: unknown, now: Date): Result {
    const later = new Date(now.getTime() + backoffMs(row.attempts, row._id));
    if (error instanceof TransportError)
      return this.#again(row, later, row.unsure || error.reached === 'unknown', error.message, row.attempts);
    if (error instanceof PlatformError && error.retry !== 'never')
      return this.#again(row, later, row.unsure, error.message, row.attempts);
    this.#log.warn({ key: row._id, reason: error instanceof Error ? error.message : 'unknown' }, 'message refused');
    const reason = error instanceof PlatformError ? error.code : 'internal';
    return { key: row._id, set: { state: 'refused', error: reason, open: false } };
  }

  #again(row: DeliveryRow, dueAt: Date, unsure: boolean, error: string, attempts: number): Result {
    return { key: row._id, set: { state: 'due', dueAt, unsure, error, attempts } };
  }
}

/** Splits rows so that each wave holds one row per person, in the person's order. */
function waves(rows: readonly DeliveryRow[]): DeliveryRow[][] {
  const result: DeliveryRow[][] = [];
  const count = new Map<string, number>();
  for (const row of rows) {
    const index = count.get(row.userId) ?? 0;
    count.set(row.userId, index + 1);
    const wave = result[index];
    if (wave === undefined) result.push([row]);
    else wave.push(row);
  }
  return result;
}

function never(): never {
  throw new Error('a group has at least one row');
}
