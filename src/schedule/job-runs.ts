import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { within } from '../store/filter.ts';
import { forget } from '../store/forget.ts';
import { whereOver, whereTooFarAhead } from '../store/lease-over.ts';
import { date, number, oneOf, optional, type RowOf, rows, text } from '../store/row.ts';

const jobRuns = rows(
  'jobRuns',
  {
    job: text,
    slotAt: date,
    state: oneOf<'running' | 'done' | 'failed' | 'skipped'>(),
    startedAt: date,
    leaseUntil: date,
    /** How often it was begun; whoever began it earlier has lost it. */
    attempts: number,
    endedAt: optional(date),
    messages: optional(number),
    error: optional(text),
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

/** One scheduled slot of one job: `<job>@<slot>`, so that a fleet runs it once. */
export type JobRunRow = RowOf<typeof jobRuns>;

export class JobRunStore {
  readonly #runs: Collection<JobRunRow>;

  constructor(database: Database) {
    this.#runs = database.of(jobRuns);
  }

  /** Takes a slot; `false` when it was taken before. One that was begun under a clock that was set back since is begun again. */
  async take(row: JobRunRow): Promise<boolean> {
    if ((await this.#runs.insertMissing([row])).size === 0) return true;
    const { _id, ...fresh } = row;
    return this.#runs.updateOne(
      { _id, startedAt: whereTooFarAhead(row.startedAt) },
      { $set: fresh, $unset: { endedAt: 1, messages: 1, error: 1 } },
    );
  }

  /** Takes these slots without running them, and ends runs under way: after a restore another bot has run them. */
  async skip(slots: readonly Pick<JobRunRow, 'job' | 'slotAt'>[], now: Date): Promise<void> {
    const rows = slots.map(({ job, slotAt }): JobRunRow => {
      const _id = `${job}@${slotAt.toISOString()}`;
      return { _id, job, slotAt, state: 'skipped', startedAt: now, leaseUntil: now, attempts: 0 };
    });
    await this.#runs.insertMissing(rows);
    await this.#runs.updateMany({ state: 'running' }, { $set: { state: 'skipped', endedAt: now } });
  }

  /** Writes down how this attempt ended; one that was taken over meanwhile is left alone. */
  async ended(
    { _id, attempts }: JobRunRow,
    set: Pick<JobRunRow, 'state' | 'endedAt'> & Partial<Pick<JobRunRow, 'messages' | 'error'>>,
  ): Promise<void> {
    await this.#runs.updateOne({ _id, attempts, state: 'running' }, { $set: set });
  }

  /** Keeps a failed attempt's slot for another one. */
  async putOff({ _id, attempts }: JobRunRow, error: string, until: Date): Promise<void> {
    await this.#runs.updateOne({ _id, attempts, state: 'running' }, { $set: { error, leaseUntil: until } });
  }

  latest(job: string) {
    return this.#runs.findOne({ job }, { sort: { job: 1, slotAt: -1 } });
  }

  /** A slot whose runner died, or that waits for another attempt; taking it over moves its lease. */
  takeAbandoned(now: Date, leaseUntil: Date): Promise<JobRunRow | null> {
    const over = whereOver(leaseUntil.getTime() - now.getTime(), now, (until) => ({ leaseUntil: until }));
    return this.#runs.findAndChange(
      { state: 'running', ...over },
      { $set: { leaseUntil }, $inc: { attempts: 1 } },
      { sort: { state: 1, leaseUntil: 1 } },
    );
  }

  /** How many slots were skipped before then. */
  countSkippedBefore(before: Date): Promise<number> {
    return this.#runs.count(whereSkipped(before));
  }

  /** Removes these for good. @returns how many */
  forgetSkippedBefore(before: Date, most: number): Promise<number> {
    return forget(this.#runs, whereSkipped(before), most);
  }

  async releaseAll(now: Date): Promise<void> {
    await this.#runs.updateMany({ state: 'running' }, { $set: { leaseUntil: now } });
  }
}

function whereSkipped(before: Date) {
  return { state: 'skipped' as const, leaseUntil: within({ $lte: before }) };
}
