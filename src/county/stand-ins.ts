import type { Collection } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { absent, among, within } from '../store/filter.ts';
import { once } from '../store/once.ts';
import { date, optional, type RowOf, rows, text, value } from '../store/row.ts';

/** That somebody ended it before its last day. */
interface StandInEnd {
  by: string;
  byUpdate: string;
  at: Date;
}

const standIns = rows(
  'standIns',
  {
    /** Whose office it is. */
    principalId: text,
    standInId: text,
    /** First and last Beijing day. */
    fromOn: text,
    untilOn: text,
    reason: optional(text),
    madeAt: date,
    end: optional(value<StandInEnd>()),
  },
  [
    { keys: { principalId: 1, untilOn: -1 }, usedBy: 'of, replacedBy, actingFor' },
    { keys: { standInId: 1, untilOn: -1 }, usedBy: 'principalsOf' },
    { keys: { untilOn: -1 }, usedBy: 'since, turning' },
  ],
);

/** That somebody does the office of another for some days (代办). The row's id is the update that named them. Never removed. */
export type StandInRow = RowOf<typeof standIns>;

export class StandInStore {
  readonly #standIns: Collection<StandInRow>;

  constructor(database: Database) {
    this.#standIns = database.of(standIns);
  }

  byId(id: string) {
    return this.#standIns.byId(id);
  }

  async name(row: StandInRow): Promise<void> {
    await this.#standIns.insertMissing([row]);
  }

  /** Those of one person that are not over, the first to end first. */
  of(principalId: string, dayOn: string) {
    return this.#standIns.find(
      { principalId, untilOn: within({ $gte: dayOn }), end: absent() },
      { sort: { principalId: 1, untilOn: 1 } },
    );
  }

  /** Those of one person on these days that are not ended, and those that this update has ended. */
  async replacedBy(
    updateId: string,
    { principalId, fromOn, untilOn }: Pick<StandInRow, 'principalId' | 'fromOn' | 'untilOn'>,
  ) {
    const filter = { principalId, untilOn: within({ $gte: fromOn }) };
    const found = await this.#standIns.find(filter, { sort: { principalId: 1, untilOn: 1 } });
    return found.filter((row) => row.fromOn <= untilOn && (row.end === undefined || row.end.byUpdate === updateId));
  }

  /** All whose last day was or is this day or later, those ended before it too, the latest first. */
  since(dayOn: string) {
    return this.#standIns.find({ untilOn: within({ $gte: dayOn }) }, { sort: { untilOn: -1 } });
  }

  /** Those in force on a day, and those whose last day was since another. */
  async turning(dayOn: string, sinceOn: string): Promise<StandInRow[]> {
    const found = await this.#standIns.find(
      { untilOn: within({ $gte: sinceOn }), end: absent() },
      { sort: { untilOn: 1 } },
    );
    return found.filter(({ fromOn }) => fromOn <= dayOn);
  }

  /** Who does the offices of these people on a day, by the person. */
  async actingFor(principalIds: readonly string[], dayOn: string): Promise<ReadonlyMap<string, string>> {
    if (principalIds.length === 0) return new Map();
    const found = await this.#standIns.find({
      ...{ principalId: among(principalIds), fromOn: within({ $lte: dayOn }) },
      ...{ untilOn: within({ $gte: dayOn }), end: absent() },
    });
    return new Map(found.map(({ principalId, standInId }) => [principalId, standInId]));
  }

  /** Whose offices somebody does on a day. */
  async principalsOf(standInId: string, dayOn: string): Promise<string[]> {
    const found = await this.#standIns.find({
      ...{ standInId, fromOn: within({ $lte: dayOn }) },
      ...{ untilOn: within({ $gte: dayOn }), end: absent() },
    });
    return [...new Set(found.map(({ principalId }) => principalId))];
  }

  /** Ends it; the first end stands. @returns the row as it is now */
  end(id: string, end: StandInEnd): Promise<StandInRow | null> {
    return once(this.#standIns, id, 'end.byUpdate', end.byUpdate, (present) =>
      present.end === undefined ? { given: { end: absent() }, change: { $set: { end } } } : undefined,
    );
  }
}
