import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { date, optional, type RowOf, rows, text, value } from '../store/row.ts';
import type { FieldChange } from './roster/roster-plan.ts';

const recordChanges = rows(
  'recordChanges',
  {
    /** A person's or a unit's id. */
    recordId: text,
    change: value<FieldChange>(),
    /** What was changed at once. */
    importId: text,
    /** Who changed it; the command line's user has no cadre id. */
    by: optional(text),
    at: date,
  },
  [
    { keys: { recordId: 1, at: -1 }, usedBy: 'of' },
    { keys: { importId: 1 }, usedBy: 'madeBy' },
  ],
);

/** That one field of a person or a unit was changed, by an import or by hand. Never changed, never removed. */
export type RecordChangeRow = RowOf<typeof recordChanges>;

export class RecordChangeStore {
  readonly #changes: Collection<RecordChangeRow>;

  constructor(database: Database) {
    this.#changes = database.of(recordChanges);
  }

  async add(list: readonly RecordChangeRow[]): Promise<void> {
    await this.#changes.insertMissing(list);
  }

  /** What was changed in one record, newest first. */
  of(recordId: string, most: number) {
    return this.#changes.find({ recordId }, { sort: { recordId: 1, at: -1 }, limit: most });
  }

  /** What was changed at once. */
  madeBy(importId: string) {
    return this.#changes.find({ importId }, { sort: { _id: 1 } });
  }
}
