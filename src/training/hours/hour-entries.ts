import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among, within } from '../../store/filter.ts';
import { date, number, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import { type HourFacts, reversed } from './hour-sum.ts';

const hourEntries = rows(
  'hourEntries',
  {
    cadreId: text,
    kind: oneOf<HourFacts['kind']>(),
    /** A class held here, a sheet of past years, what somebody claimed or an online academy says, or an entry that takes another one back. */
    source: oneOf<'class' | 'sheet' | 'claim' | 'academy' | 'reversal'>(),
    /** The class, the import, the claim. */
    sourceId: text,
    title: text,
    organiser: text,
    fromOn: text,
    toOn: text,
    minutes: number,
    halfDays: number,
    spanDays: number,
    /** The entry it takes back. */
    reverses: optional(text),
    reason: optional(text),
    /** Of an entry that takes a double one back: the one that counts. */
    countsInstead: optional(text),
    by: text,
    at: date,
  },
  [
    { keys: { cadreId: 1, toOn: 1 }, usedBy: 'of, ofMany' },
    { keys: { toOn: 1 }, usedBy: 'endingFrom' },
    { keys: { sourceId: 1 }, usedBy: 'fromSource' },
  ],
);

/** One entry of the ledger of hours (学时台账). Never changed, never removed: what is wrong is taken back by an entry of its own. */
export type HourEntryRow = RowOf<typeof hourEntries>;

/** Who takes an entry back, when and why. */
export interface Reversal {
  by: string;
  at: Date;
  reason: string;
  /** The entry that counts in its place. */
  countsInstead?: string;
}

export class HourEntryStore {
  readonly #entries: Collection<HourEntryRow>;

  constructor(database: Database) {
    this.#entries = database.of(hourEntries);
  }

  byId(id: string) {
    return this.#entries.byId(id);
  }

  many(ids: readonly string[]) {
    return this.#entries.find({ _id: among(ids) });
  }

  /** Adds entries; one that is there stays as it is. */
  async add(list: readonly HourEntryRow[]): Promise<void> {
    await this.#entries.insertMissing(list);
  }

  /** One person's entries that end on this day or later, the earliest first. */
  of(cadreId: string, sinceOn: string) {
    return this.#entries.find({ cadreId, toOn: within({ $gte: sinceOn }) }, { sort: { cadreId: 1, toOn: 1 } });
  }

  ofMany(cadreIds: readonly string[], sinceOn: string) {
    return this.#entries.find({ cadreId: among(cadreIds), toOn: within({ $gte: sinceOn }) });
  }

  /** Everybody's, as sums need them. */
  endingFrom(sinceOn: string) {
    const facts = ['cadreId', 'kind', 'toOn', 'minutes', 'halfDays', 'spanDays', 'reverses'] as const;
    return this.#entries.findFields({ toOn: within({ $gte: sinceOn }) }, facts);
  }

  /** What came from one class, sheet or claim, without what takes entries back. */
  fromSource(sourceId: string) {
    return this.#entries.find({ sourceId }, { sort: { _id: 1 } });
  }

  /** Takes an entry back, once however often it is asked; what takes it back can be taken back too. @returns the entry that does */
  async reverse(entry: HourEntryRow, { by, at, reason, countsInstead }: Reversal): Promise<HourEntryRow> {
    const { countsInstead: _, ...facts } = entry;
    const row: HourEntryRow = {
      ...facts,
      ...reversed(entry),
      ...{ _id: reversalId(entry._id), source: 'reversal', sourceId: '', reverses: entry._id, reason, by, at },
      ...(countsInstead === undefined ? {} : { countsInstead }),
    };
    await this.#entries.insertMissing([row]);
    return row;
  }
}

/** The id of the entry that takes this one back. */
export function reversalId(entryId: string): string {
  return `reversal:${entryId}`;
}

/** The last of those that take one another back, beginning with this entry: taking it back turns what counts. */
export function lastOf(entries: readonly HourEntryRow[], entry: HourEntryRow): HourEntryRow {
  const back = entries.find(({ reverses }) => reverses === entry._id);
  return back === undefined ? entry : lastOf(entries, back);
}

/** The entries that count: neither taken back nor taking another one back. What was taken back and that again counts as before. */
export function effective<Entry extends Pick<HourEntryRow, '_id' | 'reverses'>>(entries: readonly Entry[]): Entry[] {
  const backOf = new Map(entries.flatMap((each) => (each.reverses === undefined ? [] : [[each.reverses, each._id]])));
  const isStanding = (id: string): boolean => {
    const back = backOf.get(id);
    return back === undefined || !isStanding(back);
  };
  return entries.filter((each) => each.reverses === undefined && isStanding(each._id));
}
