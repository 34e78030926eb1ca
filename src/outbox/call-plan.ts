import type { ChatPlatform } from '../chat/platform.ts';
import type { DeliveryRow } from './delivery-row.ts';
import { groupsOf, isInLine, type Sorted, wavesOf } from './queue.ts';
import type { RateLimits } from './rate-limits.ts';

/** Times are given in such steps, so that many rows get the same and are written together. */
const stepMs = 50;

/** Times of calls that were promised and are still to come, by whether they are urgent; each in about ascending order. */
interface Promised {
  urgent: number[];
  other: number[];
}

/**
 * Gives each call that the limits do not allow yet its own time, so that what waits is neither read nor written again before it: whatever
 * came later comes after what waits already. Urgent calls, such as answers, go before others and wait for urgent ones alone.
 */
export class CallPlan {
  readonly #platform: Pick<ChatPlatform, 'capacity' | 'callsFor'>;
  readonly #rateLimits: Pick<RateLimits, 'callFreeAtMs'>;
  readonly #promised = new Map<DeliveryRow['kind'], Promised>();

  constructor(platform: Pick<ChatPlatform, 'capacity' | 'callsFor'>, rateLimits: Pick<RateLimits, 'callFreeAtMs'>) {
    this.#platform = platform;
    this.#rateLimits = rateLimits;
  }

  /** @param rows - what may go, each person's in order @returns what the limits allow now, and until when the others wait */
  of(rows: readonly DeliveryRow[], now: Date): Sorted {
    const plan: Sorted = { ready: [], later: [] };
    const begun = new Map<DeliveryRow['kind'], number>();
    const waiting = new Map<string, Date>();
    for (const wave of wavesOf(rows)) {
      const going: DeliveryRow[] = [];
      for (const row of wave) {
        const dueAt = isInLine(row) ? waiting.get(row.userId) : undefined;
        if (dueAt === undefined) going.push(row);
        else plan.later.push({ row, dueAt });
      }
      for (const group of groupsOf(inOrder(going), (message) => this.#platform.capacity(message))) {
        const dueAt = this.#turnOf(group, begun, now);
        if (dueAt === undefined) plan.ready.push(...group);
        else for (const row of group) plan.later.push({ row, dueAt });
        if (dueAt !== undefined) for (const { userId } of group.filter(isInLine)) waiting.set(userId, dueAt);
      }
    }
    plan.ready.sort((a, b) => a.order - b.order);
    return plan;
  }

  /** Nothing is promised any more: the clock was set back, or another process has delivered meanwhile. */
  clear(): void {
    this.#promised.clear();
  }

  /** @param begun - calls of each API that go now @returns when the call for these rows has its turn; nothing when that is now */
  #turnOf(group: readonly DeliveryRow[], begun: Map<DeliveryRow['kind'], number>, now: Date): Date | undefined {
    const [first] = group;
    if (first === undefined) return undefined;
    const { kind } = first;
    const isNew = kind === 'send' || kind === 'post';
    const calls = isNew ? (this.#platform.callsFor?.(first.message) ?? 1) : 1;
    const receivers = kind === 'send' ? group.length : 0;
    const nowMs = now.getTime();
    const before = begun.get(kind) ?? 0;
    const queue = this.#queueOf(kind, nowMs);
    const isUrgent = first.urgency === 'urgent';
    const queued = queue.urgent.length + (isUrgent ? 0 : queue.other.length);
    const freeAtMs = (ahead: number) => this.#rateLimits.callFreeAtMs(kind, receivers, nowMs, before + ahead, calls);
    if (freeAtMs(hasWaited(first) ? 0 : queued) <= nowMs) {
      begun.set(kind, before + calls);
      return undefined;
    }
    const atMs = freeAtMs(queued);
    for (let call = 0; call < calls; call += 1) (isUrgent ? queue.urgent : queue.other).push(atMs);
    return new Date(Math.ceil(Math.max(atMs, nowMs + 1) / stepMs) * stepMs);
  }

  #queueOf(kind: DeliveryRow['kind'], nowMs: number): Promised {
    const known = this.#promised.get(kind) ?? { urgent: [], other: [] };
    const queue = { urgent: stillAhead(known.urgent, nowMs), other: stillAhead(known.other, nowMs) };
    this.#promised.set(kind, queue);
    return queue;
  }
}

/** Urgent ones first, then those that were given a time before. */
function inOrder(rows: readonly DeliveryRow[]): DeliveryRow[] {
  const rank = (row: DeliveryRow) => (row.urgency === 'urgent' ? 0 : 2) + (hasWaited(row) ? 0 : 1);
  return [...rows].sort((a, b) => rank(a) - rank(b) || a.order - b.order);
}

/** Whether its time has come after it had to wait; what is new is due from the start. */
function hasWaited({ dueAt, order }: DeliveryRow): boolean {
  return dueAt.getTime() > Math.ceil(order / 1_000);
}

/** Nothing is copied where nothing is over. */
function stillAhead(times: number[], nowMs: number): number[] {
  const next = times.findIndex((atMs) => atMs > nowMs);
  if (next === 0) return times;
  return next < 0 ? [] : times.slice(next);
}
