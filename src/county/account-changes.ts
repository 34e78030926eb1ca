import type { PlatformName } from '../chat/update.ts';
import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { date, oneOf, type RowOf, rows, text } from '../store/row.ts';

const accountChanges = rows(
  'accountChanges',
  { cadreId: text, platform: oneOf<PlatformName>(), from: text, to: text, at: date },
  [],
);

/** Whose account got a new id from a platform, and when. The row's id is the update that reported it. Never changed, never removed. */
export type AccountChangeRow = RowOf<typeof accountChanges>;

export class AccountChangeStore {
  readonly #changes: Collection<AccountChangeRow>;

  constructor(database: Database) {
    this.#changes = database.of(accountChanges);
  }

  async add(row: AccountChangeRow): Promise<void> {
    await this.#changes.insertMissing([row]);
  }

  byId(id: string) {
    return this.#changes.byId(id);
  }
}
