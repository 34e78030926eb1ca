import type { Collection } from '../store/collection.ts';
import { among } from '../store/filter.ts';
import { whereOver } from '../store/lease-over.ts';
import type { DeliveryChange, DeliveryRow } from './delivery-row.ts';

/** Deliveries taken for a round: who has them and until when, how it went, what becomes of those whose round broke off. */
export class DeliveryClaimStore {
  readonly #rows: Collection<DeliveryRow>;

  constructor(rows: Collection<DeliveryRow>) {
    this.#rows = rows;
  }

  /** Takes these rows for one round; rows somebody else took meanwhile are not among the result. */
  async claim(keys: readonly string[], claim: string, leaseUntil: Date): Promise<DeliveryRow[]> {
    await this.#rows.updateMany(
      { _id: among(keys), state: 'due' },
      { $set: { state: 'sending', claim, leaseUntil }, $unset: { holdsBack: 1, gather: 1 }, $inc: { attempts: 1 } },
    );
    return this.#rows.find({ claim, state: 'sending' }, { sort: { order: 1 } });
  }

  /** Writes down how a round went; a row that was taken over by another round is left alone. */
  async settleRound(claim: string, results: readonly { key: string; set: DeliveryChange }[]): Promise<void> {
    await this.#rows.updateEach(
      results.map(({ key, set }) => ({
        filter: { _id: key, claim, state: 'sending' },
        change: { $set: set },
      })),
    );
  }

  /** Keeps the rows of a long round from being taken over. */
  async extend(claim: string, leaseUntil: Date): Promise<void> {
    await this.#rows.updateMany({ claim, state: 'sending' }, { $set: { leaseUntil } });
  }

  /** Rows of a round that broke off are due again; whether the platform accepted them is unknown. */
  async release(claim: string, now: Date): Promise<void> {
    await this.#rows.updateMany({ claim, state: 'sending' }, { $set: { state: 'due', unsure: true, leaseUntil: now } });
  }

  /** Rows whose sender died are due again; whether the platform accepted them is unknown. @param leaseMs - for how long rows are taken */
  releaseAbandoned(now: Date, leaseMs: number): Promise<number> {
    const over = whereOver(leaseMs, now, (until) => ({ leaseUntil: until }));
    const due = { state: 'due' as const, unsure: true, leaseUntil: now };
    return this.#rows.updateMany({ state: 'sending', ...over }, { $set: due });
  }

  /** After a crash of the only process that owns the store: whether the platform accepted them is unknown. */
  async releaseAll(now: Date): Promise<void> {
    await this.#rows.updateMany({ state: 'sending' }, { $set: { state: 'due', unsure: true, leaseUntil: now } });
  }
}
