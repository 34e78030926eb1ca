import type { Half } from '../../calendar/half-day.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { date, list, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';

/** How late somebody on a roll came. */
export interface LateBy {
  cadreId: string;
  minutes: number;
}

const rolls = rows(
  'rolls',
  {
    classId: text,
    dateOn: text,
    half: oneOf<Half>(),
    /** The room whose people alone are on it. */
    room: optional(text),
    /** Those on it who had not signed in when it was shown. */
    cadreIds: texts,
    /** Of them, whoever was named as late or as not there. */
    late: texts,
    /** By how many minutes, of whom it was said. */
    lateBy: optional(list<LateBy>()),
    absent: texts,
    state: oneOf<'shown' | 'called' | 'dropped'>(),
    shownAt: date,
    calledBy: optional(text),
    calledAt: optional(date),
    byUpdate: optional(text),
  },
  [],
);

/** A roll of half a day of class as it was shown, and who confirmed it. The id is that of the update or the job that showed it. */
export type RollRow = RowOf<typeof rolls>;

export class RollStore {
  readonly #rolls: Collection<RollRow>;

  constructor(database: Database) {
    this.#rolls = database.of(rolls);
  }

  byId(id: string) {
    return this.#rolls.byId(id);
  }

  /** Keeps a roll as it is shown; the first under its id stays. @returns what is kept */
  async show(row: Omit<RollRow, 'state'>): Promise<RollRow> {
    const shown: RollRow = { ...row, state: 'shown' };
    const present = await this.#rolls.insertMissing([shown]);
    return present.size === 0 ? shown : ((await this.byId(row._id)) ?? shown);
  }

  /** Confirms a roll, once; the same update may do it again. @returns whether this update confirmed it */
  async call(id: string, { by, byUpdate, at }: { by: string; byUpdate: string; at: Date }): Promise<boolean> {
    const change = { $set: { state: 'called' as const, calledBy: by, calledAt: at, byUpdate } };
    await this.#rolls.updateOne({ _id: id, state: 'shown' }, change);
    return (await this.byId(id))?.byUpdate === byUpdate;
  }

  async drop(id: string): Promise<void> {
    await this.#rolls.updateOne({ _id: id, state: among(['shown', 'dropped']) }, { $set: { state: 'dropped' } });
  }
}
