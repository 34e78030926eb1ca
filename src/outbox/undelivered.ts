import { type Model, trusted } from 'mongoose';
import { type Identity, PLATFORM_NAMES } from '../chat/update.ts';
import { forget } from '../store/forget.ts';
import type { DeliveryRow } from './delivery-row.ts';

/** Messages that expired longer ago are not listed. */
const listedForMs = 30 * 24 * 3600_000;

/** Messages that were not delivered: lists them and retries them. */
export class UndeliveredStore {
  readonly #model: Model<DeliveryRow>;

  constructor(model: Model<DeliveryRow>) {
    this.#model = model;
  }

  /**
   * The dead-letter list of messages, newest first: refused for good on every platform of their person, or expired unsent within the last 30
   * days. Expired reminders and settled cards are not listed.
   */
  async list(now: Date, limit: number): Promise<DeliveryRow[]> {
    const expired = this.#model
      .find(whereExpired(now) as never)
      .sort({ leaseUntil: -1 })
      .limit(limit)
      .lean<DeliveryRow[]>()
      .exec();
    const rows = (await Promise.all([this.refused(limit), expired])).flat();
    return rows.sort((a, b) => (b.leaseUntil?.getTime() ?? 0) - (a.leaseUntil?.getTime() ?? 0)).slice(0, limit);
  }

  /** How many there are on that list. */
  async count(now: Date): Promise<number> {
    const filters = [whereRefused(), whereExpired(now)];
    const [refused = 0, expired = 0] = await Promise.all(
      filters.map((filter) => this.#model.countDocuments(filter as never).exec()),
    );
    return refused + expired;
  }

  /** Those of the list that were refused. */
  refused(limit: number) {
    return this.#model
      .find(whereRefused() as never)
      .sort({ leaseUntil: -1 })
      .limit(limit)
      .lean<DeliveryRow[]>()
      .exec();
  }

  /**
   * Makes a refused or expired message due again; a card that was not settled meanwhile takes answers again.
   * @param to - where it goes from now on
   * @param by - what retried it; the same again finds it done
   * @returns `false` when it is neither, or was retried by something else
   */
  async retry(key: string, to: Identity, by: string, now: Date, expiresAt: Date): Promise<boolean> {
    const row = await this.#byKey(key);
    const answerable = row?.cardCode !== undefined && row.settled === undefined;
    await this.#model.updateOne(
      { _id: key, state: trusted({ $in: ['refused', 'expired'] }) },
      {
        $set: {
          ...{ state: 'due', dueAt: now, expiresAt, attempts: 0, ...to, retriedBy: by },
          ...(answerable ? { open: true } : {}),
        },
        $unset: { error: 1, unanswered: 1, unsureSince: 1 },
      },
    );
    return (await this.#byKey(key))?.retriedBy === by;
  }

  /** Messages that this update retried. */
  retriedBy(updateId: string) {
    return this.#model.find({ retriedBy: updateId }).lean<DeliveryRow[]>().exec();
  }

  /** How many messages ended unsent before then: refused, expired or cancelled. */
  countEndedBefore(before: Date): Promise<number> {
    return this.#model.countDocuments(whereEnded(before) as never).exec();
  }

  /** Removes these for good. @returns how many */
  forgetEndedBefore(before: Date, most: number): Promise<number> {
    return forget(this.#model, whereEnded(before), most);
  }

  #byKey(key: string) {
    return this.#model.findById(key).lean<DeliveryRow | null>().exec();
  }
}

function whereRefused() {
  const missing = trusted({ $exists: false });
  // Who answered a card has it, whatever the platform said.
  return { state: 'refused', movedTo: missing, settled: missing };
}

function whereEnded(before: Date) {
  return {
    platform: trusted({ $in: [...PLATFORM_NAMES] }),
    state: trusted({ $in: ['refused', 'expired', 'cancelled'] }),
    dueAt: trusted({ $lte: before }),
    expiresAt: trusted({ $lte: before }),
  };
}

function whereExpired(now: Date) {
  const since = new Date(now.getTime() - listedForMs);
  const missing = trusted({ $exists: false });
  const lost = { kind: 'send', isReminder: missing, settled: missing };
  return { state: 'expired', leaseUntil: trusted({ $gte: since }), ...lost };
}
