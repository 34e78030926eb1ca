import { type Model, trusted } from 'mongoose';
import type { Identity } from '../chat/update.ts';
import type { DeliveryRow } from './delivery-row.ts';

/** Deliveries that reached nobody, and another life for them. */
export class UndeliveredStore {
  readonly #model: Model<DeliveryRow>;

  constructor(model: Model<DeliveryRow>) {
    this.#model = model;
  }

  /** The dead-letter list of messages, newest first: refused for good, on every platform their person is on. */
  refused(limit: number) {
    return this.#model
      .find({ state: 'refused', movedTo: trusted({ $exists: false }) })
      .sort({ leaseUntil: -1 })
      .limit(limit)
      .lean<DeliveryRow[]>()
      .exec();
  }

  countRefused() {
    return this.#model.countDocuments({ state: 'refused', movedTo: trusted({ $exists: false }) }).exec();
  }

  /**
   * Gives a refused or expired message another life; a card nobody has settled meanwhile takes answers again.
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
        $unset: { error: 1 },
      },
    );
    return (await this.#byKey(key))?.retriedBy === by;
  }

  /** Messages that this update gave another life. */
  retriedBy(updateId: string) {
    return this.#model.find({ retriedBy: updateId }).lean<DeliveryRow[]>().exec();
  }

  #byKey(key: string) {
    return this.#model.findById(key).lean<DeliveryRow | null>().exec();
  }
}
