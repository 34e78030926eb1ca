import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among, within } from '../../store/filter.ts';
import { createNumbered } from '../../store/numbering.ts';
import { oneOf, type RowOf, rows, text } from '../../store/row.ts';

const classes = rows(
  'classes',
  {
    name: text,
    /** A key of the rule pack's `curriculum.classKinds`. */
    kind: text,
    /** First and last Beijing day of the class. */
    opensOn: text,
    closesOn: text,
    /** What the class is about; nobody is called twice to one topic within the rule pack's months. */
    topicTag: text,
    teacherId: text,
    /** `draft` without a timetable, `planned` with one that passed the check, `graded` once final grades are confirmed. */
    state: oneOf<'draft' | 'planned' | 'graded' | 'published'>(),
    createdBy: text,
    /** The update that made it, so that making it twice makes one. */
    byUpdate: text,
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { teacherId: 1, closesOn: -1 }, usedBy: 'taughtBy' },
    { keys: { closesOn: 1 }, usedBy: 'endingFrom' },
  ],
);

/** A training class. Its number, e.g. `2026-01`, is its id. */
export type ClassRow = RowOf<typeof classes>;

export class ClassStore {
  readonly #classes: Collection<ClassRow>;

  constructor(database: Database) {
    this.#classes = database.of(classes);
  }

  byId(id: string) {
    return this.#classes.byId(id);
  }

  taughtBy(cadreId: string) {
    return this.#classes.find({ teacherId: cadreId });
  }

  /** Classes that end on this Beijing day or later. */
  endingFrom(dateOn: string) {
    return this.#classes.find({ closesOn: within({ $gte: dateOn }) }, { sort: { closesOn: 1 } });
  }

  /** Makes a class under the year's next free number; the same update makes the same class. */
  create(year: string, wanted: Omit<ClassRow, '_id' | 'state'>): Promise<ClassRow> {
    return createNumbered(
      this.#classes,
      wanted,
      () => this.#lastOf(year),
      (number) => ({
        _id: `${year}-${String(number).padStart(2, '0')}`,
        state: 'draft',
        ...wanted,
      }),
    );
  }

  /** Moves the class on; `false` when it was not in one of the states `from`. */
  move(id: string, from: readonly ClassRow['state'][], to: ClassRow['state']): Promise<boolean> {
    return this.#classes.updateOne({ _id: id, state: among([...from, to]) }, { $set: { state: to } });
  }

  async #lastOf(year: string): Promise<number> {
    const ofYear = await this.#classes.findFields({ _id: within({ $gte: `${year}-`, $lt: `${year}.` }) }, []);
    return Math.max(0, ...ofYear.map(({ _id }) => Number(_id.slice(5))));
  }
}
