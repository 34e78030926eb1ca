import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { once } from '../../store/once.ts';
import { list, type RowOf, rows, text } from '../../store/row.ts';

/** That an agreed item was put into practice, or that this was entered by mistake. */
export interface ItemEntry {
  /** An id of the rule pack's `townSchools.items`. */
  item: string;
  isDone: boolean;
  note: string;
  by: string;
  byUpdate: string;
  enteredAt: Date;
}

const townSchools = rows(
  'townSchools',
  {
    year: text,
    name: text,
    /** Oldest first; the last of each item holds. */
    entries: list<ItemEntry>(),
  },
  [{ keys: { year: 1, name: 1 }, usedBy: 'ofYear' }],
);

/** A town party school (镇级党校) in one year; the id is `<year>:<name>`. */
export type TownSchoolRow = RowOf<typeof townSchools>;

export class TownSchoolStore {
  readonly #schools: Collection<TownSchoolRow>;

  constructor(database: Database) {
    this.#schools = database.of(townSchools);
  }

  byId(year: string, name: string) {
    return this.#schools.byId(`${year}:${name}`);
  }

  ofYear(year: string) {
    return this.#schools.find({ year }, { sort: { year: 1, name: 1 } });
  }

  /** Enters something of a school in a year; the same update does it once. @returns the row as it is now */
  async enter(year: string, name: string, entry: ItemEntry): Promise<TownSchoolRow | null> {
    const _id = `${year}:${name}`;
    await this.#schools.insertMissing([{ _id, year, name, entries: [] }]);
    return once(this.#schools, _id, 'entries.byUpdate', entry.byUpdate, () => ({
      given: {},
      change: { $push: { entries: entry } },
    }));
  }
}

/** What holds of each item that was put into practice, by its id. */
export function doneOf({ entries }: Pick<TownSchoolRow, 'entries'>): ReadonlyMap<string, ItemEntry> {
  const last = new Map(entries.map((entry) => [entry.item, entry]));
  return new Map([...last].filter(([, { isDone }]) => isDone));
}
