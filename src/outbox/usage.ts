import type { Spent } from '../chat/platform.ts';
import type { PlatformName } from '../chat/update.ts';
import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { date, number, optional, type RowOf, rows } from '../store/row.ts';

const usage = rows(
  'usage',
  {
    call: number,
    push: number,
    /** What it may use, as configured when this was last written. */
    callsAllowed: number,
    pushesAllowed: number,
    /** When last somebody wrote who has no staff id at DingTalk, about to the minute. */
    namelessSenderAt: optional(date),
  },
  [],
);

/** What a company has used of a platform in one Beijing month; the id is `<platform>:<YYYY-MM>`. */
export type UsageRow = RowOf<typeof usage>;

export class UsageStore {
  readonly #usage: Collection<UsageRow>;

  constructor(database: Database) {
    this.#usage = database.of(usage);
  }

  of(platform: PlatformName, month: string) {
    return this.#usage.byId(`${platform}:${month}`);
  }

  /** Notes that somebody wrote who has no staff id. */
  async noteNamelessSender(
    platform: PlatformName,
    month: string,
    at: Date,
    allowed: Pick<UsageRow, 'callsAllowed' | 'pushesAllowed'>,
  ): Promise<void> {
    const fresh = { call: 0, push: 0, ...allowed };
    const change = { $set: { namelessSenderAt: at }, $setOnInsert: fresh };
    await this.#usage.findAndChange({ _id: `${platform}:${month}` }, change, { upsert: true });
  }

  /**
   * Adds to a month; processes side by side add to the same row. Where no answer comes the sum may be a little high, never low.
   * @returns the month as it is now, everybody's use included
   */
  async add(
    platform: PlatformName,
    month: string,
    spent: Readonly<Record<Spent, number>>,
    allowed: Pick<UsageRow, 'callsAllowed' | 'pushesAllowed'>,
  ): Promise<UsageRow> {
    const row = await this.#usage.findAndChange(
      { _id: `${platform}:${month}` },
      { $inc: { call: spent.call, push: spent.push }, $set: { ...allowed } },
      { upsert: true },
    );
    if (row === null) throw new Error('the month was not stored');
    return row;
  }
}
