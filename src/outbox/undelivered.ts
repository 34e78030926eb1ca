import { type Identity, PLATFORM_NAMES } from '../chat/update.ts';
import type { Collection } from '../store/collection.ts';
import { absent, among, within } from '../store/filter.ts';
import { forget } from '../store/forget.ts';
import { once } from '../store/once.ts';
import type { DeliveryRow } from './delivery-row.ts';

/** What expired longer ago is of no use to anybody. */
const missedForMs = 30 * 24 * 3600_000;

/** Deliveries that reached nobody, and another life for them. */
export class UndeliveredStore {
  readonly #rows: Collection<DeliveryRow>;

  constructor(rows: Collection<DeliveryRow>) {
    this.#rows = rows;
  }

  /**
   * The dead-letter list of messages, newest first: refused for good, on every platform their person is on, or expired before they could be
   * sent, in the last 30 days. Not missed are reminders and settled cards.
   */
  async list(now: Date, limit: number): Promise<DeliveryRow[]> {
    const expired = this.#rows.find(whereExpired(now), { sort: { leaseUntil: -1 }, limit });
    const rows = (await Promise.all([this.refused(limit), expired])).flat();
    return rows.sort((a, b) => (b.leaseUntil?.getTime() ?? 0) - (a.leaseUntil?.getTime() ?? 0)).slice(0, limit);
  }

  /** How many there are on that list. */
  async count(now: Date): Promise<number> {
    const [refused, expired] = await Promise.all([
      this.#rows.count(whereRefused()),
      this.#rows.count(whereExpired(now)),
    ]);
    return refused + expired;
  }

  /** Those of the list that were refused. */
  refused(limit: number) {
    return this.#rows.find(whereRefused(), { sort: { leaseUntil: -1 }, limit });
  }

  /**
   * Gives a refused or expired message another life; a card nobody has settled meanwhile takes answers again.
   * @param to - where it goes from now on
   * @param retry - what retries it, an update or `cli:<time>`; the same again finds it done
   * @returns `false` when it is neither, or was retried by something else
   */
  async retry(key: string, to: Identity, retry: string, now: Date, expiresAt: Date): Promise<boolean> {
    const row = await once(this.#rows, key, 'retry', retry, ({ state, cardCode, settled }) => {
      if (state !== 'refused' && state !== 'expired') return undefined;
      const answerable = cardCode !== undefined && settled === undefined;
      const due = { state: 'due' as const, dueAt: now, expiresAt, attempts: 0, ...to, retry };
      return {
        given: { state },
        change: { $set: { ...due, ...(answerable ? { open: true } : {}) }, $unset: { error: 1 } },
      };
    });
    return row?.retry === retry;
  }

  /** Messages that this update gave another life. */
  retriedIn(updateId: string) {
    return this.#rows.find({ retry: updateId });
  }

  /** How many messages ended unsent before then: refused, expired or cancelled. */
  countEndedBefore(before: Date): Promise<number> {
    return this.#rows.count(whereEnded(before));
  }

  /** Removes these for good. @returns how many */
  forgetEndedBefore(before: Date, most: number): Promise<number> {
    return forget(this.#rows, whereEnded(before), most);
  }
}

function whereRefused() {
  return { state: 'refused' as const, movedTo: absent() };
}

function whereEnded(before: Date) {
  return {
    platform: among(PLATFORM_NAMES),
    state: among(['refused', 'expired', 'cancelled']),
    dueAt: within({ $lte: before }),
    expiresAt: within({ $lte: before }),
  };
}

function whereExpired(now: Date) {
  const since = new Date(now.getTime() - missedForMs);
  const lost = { kind: 'send' as const, isReminder: absent(), settled: absent() };
  return { state: 'expired' as const, leaseUntil: within({ $gte: since }), ...lost };
}
