import type { Collection } from '../store/collection.ts';
import { absent, among, type Filter } from '../store/filter.ts';
import { whereOver } from '../store/lease-over.ts';
import { alike } from './alike.ts';
import type { DeliveryChange, DeliveryRow } from './delivery-row.ts';

/** Deliveries claimed for a batch: claiming, storing results, releasing those whose batch or process died. */
export class DeliveryClaimStore {
  readonly #rows: Collection<DeliveryRow>;

  constructor(rows: Collection<DeliveryRow>) {
    this.#rows = rows;
  }

  /**
   * Claims these rows for one batch.
   * @param counted - the keys of those whose calls are counted, see `begin`
   * @returns those claimed; rows another process claimed first are not among them
   */
  async claim(
    keys: readonly string[],
    claim: string,
    leaseUntil: Date,
    counted: ReadonlySet<string> = new Set(),
  ): Promise<DeliveryRow[]> {
    const $set = { state: 'sending' as const, claim, leaseUntil };
    const others = keys.filter((key) => !counted.has(key));
    const due = (some: readonly string[]) => ({ _id: among(some), state: 'due' as const });
    if (others.length > 0)
      await this.#rows.updateMany(due(others), {
        ...{ $set, $unset: { holdsBack: 1, gather: 1, unanswered: 1 }, $inc: { attempts: 1 } },
      });
    if (others.length < keys.length)
      // Adding 0 makes the count where there is none yet.
      await this.#rows.updateMany(due(keys.filter((key) => counted.has(key))), {
        ...{ $set, $unset: { holdsBack: 1, gather: 1 }, $inc: { attempts: 1, unanswered: 0 } },
      });
    return this.#rows.find({ _id: among(keys), claim, state: 'sending' }, { sort: { order: 1 } });
  }

  /**
   * Notes that a call for these rows begins, the `unanswered`-th as long as no answer comes: until its answer is stored they count as unsure,
   * and only they do after a crash.
   * @returns whether all of them are still this batch's
   */
  async begin(
    claim: string,
    keys: readonly string[],
    call: Required<Pick<DeliveryRow, 'unsureSince' | 'unanswered'>>,
  ): Promise<boolean> {
    const own = { _id: among(keys), claim, state: 'sending' as const };
    return (await this.#rows.updateAll(own, { $set: { unsure: true, ...call } })) === keys.length;
  }

  /** Stores the results of a batch, those of one call in one change; a row that another batch has claimed since is left alone. */
  async storeResults(claim: string, results: readonly { key: string; set: DeliveryChange }[]): Promise<void> {
    await this.#rows.updateEach(
      alike(results.map(({ key, set }) => ({ key, change: set }))).map(({ change, keys }) => ({
        filter: { _id: among(keys), claim, state: 'sending' },
        change: { $set: change },
        all: true,
      })),
    );
  }

  /** Extends the lease of a long batch's rows. */
  async extend(claim: string, leaseUntil: Date): Promise<void> {
    await this.#rows.updateMany({ claim, state: 'sending' }, { $set: { leaseUntil } });
  }

  /** Makes the rows of a failed batch due again. */
  async release(claim: string, now: Date): Promise<void> {
    await this.#release({ claim, state: 'sending' }, now);
  }

  /** Makes rows due again whose process died. @param leaseMs - how long a claim lasts @returns how many */
  releaseAbandoned(now: Date, leaseMs: number): Promise<number> {
    const over = whereOver(leaseMs, now, (until) => ({ leaseUntil: until }));
    return this.#release({ state: 'sending', ...over }, now);
  }

  /** After a crash of the only process that owns the store. */
  async releaseAll(now: Date): Promise<void> {
    await this.#release({ state: 'sending' }, now);
  }

  /** Whether the platform accepted them is unknown, but for rows whose calls are counted: these say it themselves. */
  async #release(rows: Filter<DeliveryRow>, now: Date): Promise<number> {
    const $set = { state: 'due' as const, leaseUntil: now };
    const uncounted = await this.#rows.updateMany(
      { ...rows, unanswered: absent() },
      { $set: { ...$set, unsure: true } },
    );
    return uncounted + (await this.#rows.updateMany(rows, { $set }));
  }
}
