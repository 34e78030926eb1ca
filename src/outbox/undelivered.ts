import { type Identity, PLATFORM_NAMES } from '../chat/update.ts';
import type { Collection } from '../store/collection.ts';
import { absent, among, within } from '../store/filter.ts';
import { forget } from '../store/forget.ts';
import { once } from '../store/once.ts';
import type { DeliveryRow } from './delivery-row.ts';

/** Messages that expired longer ago are not listed. */
const listedForMs = 30 * 24 * 3600_000;

/** Messages that were not delivered: lists them and retries them. */
export class UndeliveredStore {
  readonly #rows: Collection<DeliveryRow>;

  constructor(rows: Collection<DeliveryRow>) {
    this.#rows = rows;
  }

  /**
   * The dead-letter list of messages, newest first: refused for good on every platform of their person, or expired unsent within the last 30
   * days. Expired reminders and settled cards are not listed.
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
   * Makes a refused or expired message due again; a card that was not settled meanwhile takes answers again.
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
        change: {
          $set: { ...due, ...(answerable ? { open: true } : {}) },
          $unset: { error: 1, unanswered: 1, unsureSince: 1 },
        },
      };
    });
    return row?.retry === retry;
  }

  /** Messages that this update retried. */
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
  // Who answered a card has it, whatever the platform said.
  return { state: 'refused' as const, movedTo: absent(), settled: absent() };
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
  const since = new Date(now.getTime() - listedForMs);
  const lost = { kind: 'send' as const, isReminder: absent(), settled: absent() };
  return { state: 'expired' as const, leaseUntil: within({ $gte: since }), ...lost };
}
