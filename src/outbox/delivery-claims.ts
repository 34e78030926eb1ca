import { type Model, trusted } from 'mongoose';
import { whereOver } from '../store/lease-over.ts';
import type { DeliveryChange, DeliveryRow } from './delivery-row.ts';

/** Deliveries taken for a round: who has them and until when, how it went, what becomes of those whose round broke off. */
export class DeliveryClaimStore {
  readonly #model: Model<DeliveryRow>;

  constructor(model: Model<DeliveryRow>) {
    this.#model = model;
  }

  /** Takes these rows for one round; rows somebody else took meanwhile are not among the result. */
  async claim(keys: readonly string[], claim: string, leaseUntil: Date): Promise<DeliveryRow[]> {
    await this.#model.updateMany(
      { _id: trusted({ $in: [...keys] }), state: 'due' },
      { $set: { state: 'sending', claim, leaseUntil }, $unset: { holdsBack: 1, gather: 1 }, $inc: { attempts: 1 } },
    );
    return this.#model.find({ claim, state: 'sending' }).sort({ order: 1 }).lean<DeliveryRow[]>().exec();
  }

  /** Writes down how a round went; a row that was taken over by another round is left alone. */
  async settleRound(claim: string, results: readonly { key: string; set: DeliveryChange }[]): Promise<void> {
    if (results.length === 0) return;
    await this.#model.bulkWrite(
      results.map(({ key, set }) => ({
        updateOne: { filter: { _id: key, claim, state: 'sending' }, update: { $set: set } },
      })) as never,
      { ordered: false },
    );
  }

  /** Keeps the rows of a long round from being taken over. */
  async extend(claim: string, leaseUntil: Date): Promise<void> {
    await this.#model.updateMany({ claim, state: 'sending' }, { $set: { leaseUntil } });
  }

  /** Rows of a round that broke off are due again; whether the platform accepted them is unknown. */
  async release(claim: string, now: Date): Promise<void> {
    await this.#model.updateMany(
      { claim, state: 'sending' },
      { $set: { state: 'due', unsure: true, leaseUntil: now } },
    );
  }

  /** Rows whose sender died are due again; whether the platform accepted them is unknown. @param leaseMs - for how long rows are taken */
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
