import { type Model, trusted } from 'mongoose';
import { whereOver } from '../store/lease-over.ts';
import type { DeliveryChange, DeliveryRow } from './delivery-row.ts';

/** Deliveries claimed for a batch: claiming, storing results, releasing those whose batch or process died. */
export class DeliveryClaimStore {
  readonly #model: Model<DeliveryRow>;

  constructor(model: Model<DeliveryRow>) {
    this.#model = model;
  }

  /** Claims these rows for one batch. @returns those claimed; rows another process claimed first are not among them */
  async claim(keys: readonly string[], claim: string, leaseUntil: Date): Promise<DeliveryRow[]> {
    await this.#model.updateMany(
      { _id: trusted({ $in: [...keys] }), state: 'due' },
      { $set: { state: 'sending', claim, leaseUntil }, $unset: { holdsBack: 1, gather: 1 }, $inc: { attempts: 1 } },
    );
    return this.#model.find({ claim, state: 'sending' }).sort({ order: 1 }).lean<DeliveryRow[]>().exec();
  }

  /** Stores the results of a batch; a row that another batch has claimed since is left alone. */
  async storeResults(claim: string, results: readonly { key: string; set: DeliveryChange }[]): Promise<void> {
    if (results.length === 0) return;
    await this.#model.bulkWrite(
      results.map(({ key, set }) => ({
        updateOne: { filter: { _id: key, claim, state: 'sending' }, update: { $set: set } },
      })) as never,
      { ordered: false },
    );
  }

  /** Extends the lease of a long batch's rows. */
  async extend(claim: string, leaseUntil: Date): Promise<void> {
    await this.#model.updateMany({ claim, state: 'sending' }, { $set: { leaseUntil } });
  }

  /** Makes the rows of a failed batch due again; whether the platform accepted them is unknown. */
  async release(claim: string, now: Date): Promise<void> {
    await this.#model.updateMany(
      { claim, state: 'sending' },
      { $set: { state: 'due', unsure: true, leaseUntil: now } },
    );
  }

  /** Makes rows due again whose process died; whether the platform accepted them is unknown. @param leaseMs - how long a claim lasts */
  async releaseAbandoned(now: Date, leaseMs: number): Promise<number> {
    const result = await this.#model.updateMany(
      { state: 'sending', ...whereOver('leaseUntil', leaseMs, now) } as never,
      {
        $set: { state: 'due', unsure: true, leaseUntil: now },
      },
    );
    return result.modifiedCount;
  }

  /** After a crash of the only process that owns the store: whether the platform accepted them is unknown. */
  async releaseAll(now: Date): Promise<void> {
    await this.#model.updateMany({ state: 'sending' }, { $set: { state: 'due', unsure: true, leaseUntil: now } });
  }
}
