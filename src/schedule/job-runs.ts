import { type Connection, type Model, trusted } from 'mongoose';
import { forget } from '../store/forget.ts';
import { whereOver, whereTooFarAhead } from '../store/lease-over.ts';
import { insertMissing, modelOn } from '../store/row.ts';

/** One scheduled slot of one job: `<job>@<slot>`, so that a fleet runs it once. */
export interface JobRunRow {
  _id: string;
  job: string;
  slotAt: Date;
  state: 'running' | 'done' | 'failed' | 'skipped';
  startedAt: Date;
  leaseUntil: Date;
  /** How often it was begun; whoever began it earlier has lost it. */
  attempts: number;
  endedAt?: Date;
  messages?: number;
  error?: string;
}

export class JobRunStore {
  readonly #model: Model<JobRunRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<JobRunRow>(
      connection,
      'jobRuns',
      {
        job: { type: String, required: true },
        slotAt: { type: Date, required: true },
        state: { type: String, required: true },
        startedAt: { type: Date, required: true },
        leaseUntil: { type: Date, required: true },
        attempts: { type: Number, required: true },
        endedAt: Date,
        messages: Number,
        error: String,
      },
      [
        { keys: { job: 1, slotAt: -1 }, usedBy: 'latest' },
        {
          keys: { state: 1, leaseUntil: 1 },
          usedBy: 'takeAbandoned, releaseAll, countSkippedBefore, forgetSkippedBefore',
        },
        { keys: { endedAt: 1 }, expireAfterSeconds: 400 * 24 * 3600, usedBy: 'forgetting old runs' },
      ],
    );
  }

  /** Takes a slot; `false` when it was taken before. One that was begun under a clock that was set back since is begun again. */
  async take(row: JobRunRow): Promise<boolean> {
    if ((await insertMissing(this.#model, [row])).size === 0) return true;
    const { _id, ...fresh } = row;
    const again = await this.#model.updateOne(
      { _id, startedAt: whereTooFarAhead(row.startedAt) },
      { $set: fresh, $unset: { endedAt: 1, messages: 1, error: 1 } },
    );
    return again.matchedCount === 1;
  }

  /** Takes these slots without running them, and ends runs under way: after a restore another bot has run them. */
  async skip(slots: readonly Pick<JobRunRow, 'job' | 'slotAt'>[], now: Date): Promise<void> {
    const rows = slots.map(({ job, slotAt }): JobRunRow => {
      const _id = `${job}@${slotAt.toISOString()}`;
      return { _id, job, slotAt, state: 'skipped', startedAt: now, leaseUntil: now, attempts: 0 };
    });
    await insertMissing(this.#model, rows);
    await this.#model.updateMany({ state: 'running' }, { $set: { state: 'skipped', endedAt: now } });
  }

  /** Writes down how this attempt ended; one that was taken over meanwhile is left alone. */
  async ended(
    { _id, attempts }: JobRunRow,
    set: Pick<JobRunRow, 'state' | 'endedAt'> & Partial<Pick<JobRunRow, 'messages' | 'error'>>,
  ): Promise<void> {
    await this.#model.updateOne({ _id, attempts, state: 'running' }, { $set: set });
  }

  /** Keeps a failed attempt's slot for another one. */
  async putOff({ _id, attempts }: JobRunRow, error: string, until: Date): Promise<void> {
    await this.#model.updateOne({ _id, attempts, state: 'running' }, { $set: { error, leaseUntil: until } });
  }

  latest(job: string) {
    return this.#model.findOne({ job }).sort({ job: 1, slotAt: -1 }).lean<JobRunRow | null>().exec();
  }

  /** A slot whose runner died, or that waits for another attempt; taking it over moves its lease. */
  async takeAbandoned(now: Date, leaseUntil: Date): Promise<JobRunRow | null> {
    return this.#model
      .findOneAndUpdate(
        { state: 'running', ...whereOver('leaseUntil', leaseUntil.getTime() - now.getTime(), now) } as never,
        { $set: { leaseUntil }, $inc: { attempts: 1 } },
        { sort: { state: 1, leaseUntil: 1 }, returnDocument: 'after' },
      )
      .lean<JobRunRow | null>();
  }

  /** How many slots were skipped before then. */
  countSkippedBefore(before: Date): Promise<number> {
    return this.#model.countDocuments(whereSkipped(before) as never).exec();
  }

  /** Removes these for good. @returns how many */
  forgetSkippedBefore(before: Date, most: number): Promise<number> {
    return forget(this.#model, whereSkipped(before), most);
  }

  async releaseAll(now: Date): Promise<void> {
    await this.#model.updateMany({ state: 'running' }, { $set: { leaseUntil: now } });
  }
}

function whereSkipped(before: Date) {
  return { state: 'skipped', leaseUntil: trusted({ $lte: before }) };
}
