import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { date, type RowOf, rows, text } from '../store/row.ts';

/** As long as records of access are kept: three years (docs/operating.md). */
const keepSeconds = 3 * 366 * 24 * 3600;

const looks = rows(
  'looks',
  {
    by: text,
    /** Whose page it was; `''` for a list. */
    cadreId: text,
    /** What was looked for. */
    words: text,
    at: date,
  },
  [
    { keys: { cadreId: 1, at: -1 }, usedBy: 'of' },
    { keys: { at: 1 }, expireAfterSeconds: keepSeconds, usedBy: 'forgetting looks after three years' },
  ],
);

/** That somebody looked at personnel data; the id is the update that asked. */
export type LookRow = RowOf<typeof looks>;

export class LookStore {
  readonly #looks: Collection<LookRow>;

  constructor(database: Database) {
    this.#looks = database.of(looks);
  }

  /** Notes a look before anything is shown; the same update does it once. */
  async note(row: LookRow): Promise<void> {
    await this.#looks.insertMissing([row]);
  }

  /** Who looked at one person's page, the latest first. */
  of(cadreId: string, most: number) {
    return this.#looks.find({ cadreId }, { sort: { cadreId: 1, at: -1 }, limit: most });
  }
}
