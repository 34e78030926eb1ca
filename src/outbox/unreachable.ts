import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import type { Identity, PlatformName } from '../chat/update.ts';
import { insertMissing, modelOn } from '../store/row.ts';

/** Somebody whom a platform did not know or show to the bot (any more); the id is `<platform>:<userId>`. */
export interface UnreachableRow {
  _id: string;
  platform: PlatformName;
  userId: string;
  since: Date;
  /** Since when they are there again; absent while they are gone. */
  backAt?: Date;
}

export class UnreachableStore {
  readonly #model: Model<UnreachableRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<UnreachableRow>(
      connection,
      'unreachable',
      {
        platform: { type: String, required: true },
        userId: { type: String, required: true },
        since: { type: Date, required: true },
        backAt: Date,
      },
      [{ keys: { platform: 1 }, usedBy: 'on' }],
    );
  }

  /** Everybody who is gone from this platform, or was. */
  on(platform: PlatformName) {
    return this.#model.find({ platform }).lean<UnreachableRow[]>().exec();
  }

  /** Those of these people who are gone, as `<platform>:<userId>`. */
  async among(identities: readonly Identity[]): Promise<Set<string>> {
    if (identities.length === 0) return new Set();
    const rows = await this.#model
      .find({ _id: trusted({ $in: identities.map(reachKey) }), backAt: trusted({ $exists: false }) })
      .select({ _id: 1 })
      .lean<{ _id: string }[]>()
      .exec();
    return new Set(rows.map((row) => row._id));
  }

  /** Who is gone already keeps their date. */
  async mark(identities: readonly Identity[], since: Date): Promise<void> {
    if (identities.length === 0) return;
    await insertMissing(
      this.#model,
      identities.map((identity) => ({ _id: reachKey(identity), ...identity, since })),
    );
    await this.#model.updateMany(
      { _id: trusted({ $in: identities.map(reachKey) }), backAt: trusted({ $exists: true }) },
      { $set: { since }, $unset: { backAt: 1 } },
    );
  }

  /** They are there again; that they were gone is kept. */
  async unmark(identities: readonly Identity[], backAt: Date): Promise<void> {
    if (identities.length === 0) return;
    await this.#model.updateMany(
      { _id: trusted({ $in: identities.map(reachKey) }), backAt: trusted({ $exists: false }) },
      { $set: { backAt } },
    );
  }
}

/** `<platform>:<userId>`. */
export function reachKey({ platform, userId }: Identity): string {
  return `${platform}:${userId}`;
}
