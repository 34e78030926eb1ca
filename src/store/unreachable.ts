import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import type { Identity, PlatformName } from '../chat/update.ts';
import { insertMissing, modelOn } from './schema.ts';

/** Somebody whom a platform does not know or does not show to the bot (any more); the id is `<platform>:<userId>`. */
export interface UnreachableRow {
  _id: string;
  platform: PlatformName;
  userId: string;
  since: Date;
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
      },
      [{ keys: { platform: 1 }, usedBy: 'on' }],
    );
  }

  /** Everybody marked on this platform. */
  on(platform: PlatformName) {
    return this.#model.find({ platform }).lean<UnreachableRow[]>().exec();
  }

  /** Those of these people who are marked, as `<platform>:<userId>`. */
  async among(identities: readonly Identity[]): Promise<Set<string>> {
    if (identities.length === 0) return new Set();
    const rows = await this.#model
      .find({ _id: trusted({ $in: identities.map(reachKey) }) })
      .select({ _id: 1 })
      .lean<{ _id: string }[]>()
      .exec();
    return new Set(rows.map((row) => row._id));
  }

  /** Who is marked already keeps their date. */
  async mark(identities: readonly Identity[], since: Date): Promise<void> {
    await insertMissing(
      this.#model,
      identities.map((identity) => ({ _id: reachKey(identity), ...identity, since })),
    );
  }

  async unmark(identities: readonly Identity[]): Promise<void> {
    await this.#model.deleteMany({ _id: trusted({ $in: identities.map(reachKey) }) });
  }
}

/** `<platform>:<userId>`. */
export function reachKey({ platform, userId }: Identity): string {
  return `${platform}:${userId}`;
}
