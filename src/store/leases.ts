import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { whereOver } from './lease-over.ts';
import { isDuplicate, modelOn } from './row.ts';

/** Who may do a thing alone for a while, e.g. deliver for one platform. */
export interface LeaseRow {
  _id: string;
  owner: string;
  epoch: number;
  until: Date;
}

export class LeaseStore {
  readonly #model: Model<LeaseRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<LeaseRow>(
      connection,
      'leases',
      {
        owner: { type: String, required: true },
        epoch: { type: Number, required: true },
        until: { type: Date, required: true },
      },
      [],
    );
  }

  /**
   * Takes or renews the lease; `null` when somebody else holds it.
   * @param until - everybody takes this lease for as long a time
   * @returns the epoch, raised whenever the owner changes
   */
  async take(name: string, owner: string, now: Date, until: Date): Promise<number | null> {
    const mine = await this.#model
      .findOneAndUpdate(
        { _id: name, owner, until: trusted({ $gt: now }) },
        { $set: { until } },
        { returnDocument: 'after' },
      )
      .lean<LeaseRow | null>();
    if (mine !== null) return mine.epoch;
    const free = await this.#model
      .findOneAndUpdate(
        { _id: name, ...whereOver('until', until.getTime() - now.getTime(), now) } as never,
        { $set: { owner, until }, $inc: { epoch: 1 } },
        { returnDocument: 'after' },
      )
      .lean<LeaseRow | null>();
    if (free !== null) return free.epoch;
    try {
      await this.#model.collection.insertOne({ _id: name, owner, epoch: 1, until } as never);
      return 1;
    } catch (error) {
      if (isDuplicate(error)) return null;
      throw error;
    }
  }

  /** Reads, to see whether the store answers. */
  async look(): Promise<void> {
    await this.#model.findOne({}, { _id: 1 }).lean<LeaseRow | null>();
  }

  async release(name: string, owner: string, now: Date): Promise<void> {
    await this.#model.updateOne({ _id: name, owner }, { $set: { until: now } });
  }

  /** After a crash of the only process that owns the store: nobody holds anything. */
  async releaseAll(): Promise<void> {
    await this.#model.updateMany({}, { $set: { until: new Date(0) } });
  }
}
