import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { within } from '../store/filter.ts';
import { date, oneOf, type RowOf, rows, text } from '../store/row.ts';
import type { Role } from './roles.ts';

const roleChanges = rows(
  'roleChanges',
  { cadreId: text, role: oneOf<Role>(), change: oneOf<'granted' | 'taken'>(), by: text, at: date },
  [{ keys: { at: -1 }, usedBy: 'latest, since' }],
);

/** Who granted or revoked which role, and when. The row's id is the update that did it. Never changed, never removed. */
export type RoleChangeRow = RowOf<typeof roleChanges>;

export class RoleChangeStore {
  readonly #changes: Collection<RoleChangeRow>;

  constructor(database: Database) {
    this.#changes = database.of(roleChanges);
  }

  async add(row: RoleChangeRow): Promise<void> {
    await this.#changes.insertMissing([row]);
  }

  byId(id: string) {
    return this.#changes.byId(id);
  }

  /** Those made at this instant or later. */
  since(at: Date) {
    return this.#changes.find({ at: within({ $gte: at }) });
  }

  /** Newest first. */
  latest(most: number) {
    return this.#changes.find({}, { sort: { at: -1 }, limit: most });
  }
}
