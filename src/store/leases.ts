import type { Collection } from './collection.ts';
import type { Database } from './database.ts';
import { whereOver } from './lease-over.ts';
import { date, number, type RowOf, rows, text } from './row.ts';

const leases = rows('leases', { owner: text, epoch: number, until: date }, []);

/** Who may do a thing alone for a while, e.g. deliver for one platform. */
export type LeaseRow = RowOf<typeof leases>;

export class LeaseStore {
  readonly #leases: Collection<LeaseRow>;

  constructor(database: Database) {
    this.#leases = database.of(leases);
  }

  /**
   * Takes or renews the lease; `null` when somebody else holds it. Whoever held it last renews it also after its end, as long as nobody else
   * took it: the clock may have been put forward meanwhile.
   * @param until - everybody takes this lease for as long a time
   * @returns the epoch, raised whenever the owner changes
   */
  async take(name: string, owner: string, now: Date, until: Date): Promise<number | null> {
    const held = { _id: name, owner };
    const mine = await this.#leases.findAndChange(held, { $set: { until } });
    if (mine !== null) return mine.epoch;
    const over = {
      _id: name,
      ...whereOver(until.getTime() - now.getTime(), now, (condition) => ({ until: condition })),
    };
    const free = await this.#leases.findAndChange(over, { $set: { owner, until }, $inc: { epoch: 1 } });
    if (free !== null) return free.epoch;
    return (await this.#leases.insertNew({ _id: name, owner, epoch: 1, until })) ? 1 : null;
  }

  /** Reads, to see whether the store answers. */
  async look(): Promise<void> {
    await this.#leases.findFields({}, [], { limit: 1 });
  }

  async release(name: string, owner: string, now: Date): Promise<void> {
    await this.#leases.updateOne({ _id: name, owner }, { $set: { until: now } });
  }

  /** After a crash of the only process that owns the store: nobody holds anything. */
  async releaseAll(): Promise<void> {
    await this.#leases.updateMany({}, { $set: { until: new Date(0) } });
  }
}
