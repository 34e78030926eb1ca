import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { once } from '../../store/once.ts';
import { list, type RowOf, rows } from '../../store/row.ts';

/** A value that only people know, or that it was entered by mistake: then without a value. */
export interface QualityEntry {
  /** An id of the rule pack's `selfAssessment.indicators`. */
  indicator: string;
  value?: number;
  note: string;
  by: string;
  byName: string;
  byUpdate: string;
  enteredAt: Date;
}

const qualityEntries = rows(
  'qualityEntries',
  {
    /** Oldest first; the last of each indicator holds. */
    entries: list<QualityEntry>(),
  },
  [],
);

/** What was entered for the self-assessment of a year; the id is the year. */
export type QualityYearRow = RowOf<typeof qualityEntries>;

export class QualityEntryStore {
  readonly #years: Collection<QualityYearRow>;

  constructor(database: Database) {
    this.#years = database.of(qualityEntries);
  }

  async ofYear(year: string): Promise<readonly QualityEntry[]> {
    return (await this.#years.byId(year))?.entries ?? [];
  }

  /** Enters values, all of one update; the same update does it once. */
  async enter(year: string, entries: readonly QualityEntry[]): Promise<void> {
    const [first] = entries;
    if (first === undefined) return;
    await this.#years.insertMissing([{ _id: year, entries: [] }]);
    await once(this.#years, year, 'entries.byUpdate', first.byUpdate, () => ({
      given: {},
      change: { $push: { entries: { $each: [...entries] } } },
    }));
  }
}

/** What holds of each indicator, by its id. */
export function presentEntries(entries: readonly QualityEntry[]): ReadonlyMap<string, QualityEntry> {
  const last = new Map(entries.map((entry) => [entry.indicator, entry]));
  return new Map([...last].filter(([, { value }]) => value !== undefined));
}
