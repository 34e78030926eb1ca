import type { Identity, PlatformName } from '../chat/update.ts';
import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { absent, among, present } from '../store/filter.ts';
import { date, oneOf, optional, type RowOf, rows, text } from '../store/row.ts';

const unreachable = rows(
  'unreachable',
  {
    platform: oneOf<PlatformName>(),
    userId: text,
    since: date,
    /** Since when they are there again; absent while they are gone. */
    backAt: optional(date),
  },
  [{ keys: { platform: 1 }, usedBy: 'on' }],
);

/** Somebody whom a platform did not know or show to the bot (any more); the id is `<platform>:<userId>`. */
export type UnreachableRow = RowOf<typeof unreachable>;

export class UnreachableStore {
  readonly #people: Collection<UnreachableRow>;

  constructor(database: Database) {
    this.#people = database.of(unreachable);
  }

  /** Everybody who is gone from this platform, or was. */
  on(platform: PlatformName) {
    return this.#people.find({ platform });
  }

  /** Those of these people who are gone, as `<platform>:<userId>`. */
  async among(identities: readonly Identity[]): Promise<Set<string>> {
    if (identities.length === 0) return new Set();
    const gone = await this.#people.findFields({ _id: among(identities.map(reachKey)), backAt: absent() }, []);
    return new Set(gone.map((row) => row._id));
  }

  /** Who is gone already keeps their date. */
  async mark(identities: readonly Identity[], since: Date): Promise<void> {
    if (identities.length === 0) return;
    await this.#people.insertMissing(identities.map((identity) => ({ _id: reachKey(identity), ...identity, since })));
    await this.#people.updateMany(
      { _id: among(identities.map(reachKey)), backAt: present() },
      { $set: { since }, $unset: { backAt: 1 } },
    );
  }

  /** They are there again; that they were gone is kept. */
  async unmark(identities: readonly Identity[], backAt: Date): Promise<void> {
    if (identities.length === 0) return;
    await this.#people.updateMany({ _id: among(identities.map(reachKey)), backAt: absent() }, { $set: { backAt } });
  }
}

/** `<platform>:<userId>`. */
export function reachKey({ platform, userId }: Identity): string {
  return `${platform}:${userId}`;
}
