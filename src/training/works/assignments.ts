import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among, within } from '../../store/filter.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { nextRevision } from '../../store/revised.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';

/** What staff changed about an assignment. */
export interface AssignmentChange {
  what: 'closing' | 'markers' | 'cancelled' | 'chased';
  from: string;
  to: string;
  by: string;
  byUpdate: string;
  at: Date;
}

const assignments = rows(
  'assignments',
  {
    classId: text,
    /** Counts within the class, from 1. */
    number,
    /** The id of its kind in the rule pack. */
    kind: text,
    title: text,
    /** The last day on which a work is on time. */
    closesOn: text,
    state: oneOf<'draft' | 'dropped' | 'open' | 'cancelled'>(),
    /** Who reads the works, in their order; those behind the first two read where these are too far apart. */
    markers: texts,
    createdBy: text,
    byUpdate: text,
    issuedAt: optional(date),
    cancelledFor: optional(text),
    /** Oldest first. */
    changes: list<AssignmentChange>(),
    /** Every update that changed it. */
    updates: texts,
    /** Counts its changes, so that each rests on what it has seen. */
    revision: number,
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { classId: 1, number: -1 }, unique: true, usedBy: 'create, ofClass, ofClasses' },
    { keys: { state: 1, closesOn: 1 }, usedBy: 'closingFrom' },
  ],
);

/** Something the trainees of a class hand in by a day (作业); its number, e.g. `2026-01-W1`, is its id. */
export type AssignmentRow = RowOf<typeof assignments>;

type Changed = Partial<Pick<AssignmentRow, 'state' | 'closesOn' | 'markers' | 'issuedAt' | 'cancelledFor'>>;

export class AssignmentStore {
  readonly #assignments: Collection<AssignmentRow>;

  constructor(database: Database) {
    this.#assignments = database.of(assignments);
  }

  byId(id: string) {
    return this.#assignments.byId(id);
  }

  /** Inserts a demo's past assignments. */
  async fill(assignments: readonly AssignmentRow[]): Promise<void> {
    await this.#assignments.insertMissing(assignments);
  }

  /** Makes a draft under the next number of the class; the same update makes the same draft. */
  create(
    wanted: Pick<AssignmentRow, 'classId' | 'kind' | 'title' | 'closesOn' | 'createdBy' | 'byUpdate'>,
  ): Promise<AssignmentRow> {
    const { classId } = wanted;
    return createNumbered(
      this.#assignments,
      wanted,
      async () => (await this.#assignments.findOne({ classId }, { sort: { classId: 1, number: -1 } }))?.number ?? 0,
      (next) => ({
        ...{ _id: `${classId}-W${next}`, number: next, ...wanted, state: 'draft' },
        ...{ markers: [], changes: [], updates: [], revision: 0 },
      }),
    );
  }

  /** What was given to a class and not dropped, the newest first. */
  async ofClass(classId: string): Promise<AssignmentRow[]> {
    return this.ofClasses([classId]);
  }

  async ofClasses(classIds: readonly string[]): Promise<AssignmentRow[]> {
    const found = await this.#assignments.find({ classId: among(classIds) }, { sort: { classId: 1, number: -1 } });
    return found.filter(({ state }) => state === 'open' || state === 'cancelled');
  }

  /** Open ones whose last day is this one or later. */
  closingFrom(dateOn: string): Promise<AssignmentRow[]> {
    return this.#assignments.find({ state: 'open', closesOn: within({ $gte: dateOn }) });
  }

  /**
   * Changes an assignment once for an update, which may do it again after a crash.
   * @param decide - what it becomes, resting on what it is; nothing for no change
   * @returns it as it is now; its `updates` tell whether this update changed it
   */
  act(
    id: string,
    updateId: string,
    decide: (present: AssignmentRow) => (Changed & { change?: AssignmentChange }) | undefined,
  ): Promise<AssignmentRow | null> {
    return once(this.#assignments, id, 'updates', updateId, (present) => {
      const decided = decide(present);
      if (decided === undefined) return undefined;
      const { change, ...set } = decided;
      return nextRevision(present, updateId, set, change === undefined ? {} : { changes: change });
    });
  }
}

/** Whether this update changed it. */
export function isChangedBy(row: Pick<AssignmentRow, 'updates'> | null, updateId: string): boolean {
  return row?.updates.includes(updateId) === true;
}
