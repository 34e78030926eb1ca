import type { Connection, Model } from 'mongoose';
import type { Spent } from '../chat/platform.ts';
import type { PlatformName } from '../chat/update.ts';
import { modelOn } from '../store/row.ts';

/** What a company has used of a platform in one Beijing month; the id is `<platform>:<YYYY-MM>`. */
export interface UsageRow {
  _id: string;
  call: number;
  push: number;
  /** What it may use, as configured when this was last written. */
  callsAllowed: number;
  pushesAllowed: number;
  /** When last somebody wrote who has no staff id at DingTalk, about to the minute. */
  namelessSenderAt?: Date;
}

export class UsageStore {
  readonly #model: Model<UsageRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<UsageRow>(
      connection,
      'usage',
      {
        call: { type: Number, required: true },
        push: { type: Number, required: true },
        callsAllowed: { type: Number, required: true },
        pushesAllowed: { type: Number, required: true },
        namelessSenderAt: Date,
      },
      [],
    );
  }

  of(platform: PlatformName, month: string) {
    return this.#model.findById(`${platform}:${month}`).lean<UsageRow | null>().exec();
  }

  /** Notes that somebody wrote who has no staff id. */
  async noteNamelessSender(
    platform: PlatformName,
    month: string,
    at: Date,
    allowed: Pick<UsageRow, 'callsAllowed' | 'pushesAllowed'>,
  ): Promise<void> {
    const fresh = { call: 0, push: 0, ...allowed };
    await this.#model.updateOne(
      { _id: `${platform}:${month}` },
      { $set: { namelessSenderAt: at }, $setOnInsert: fresh },
      { upsert: true },
    );
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
    const row = await this.#model
      .findOneAndUpdate(
        { _id: `${platform}:${month}` },
        { $inc: { call: spent.call, push: spent.push }, $set: { ...allowed } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<UsageRow>();
    if (row === null) throw new Error('the month was not stored');
    return row;
  }
}
