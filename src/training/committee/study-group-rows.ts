import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { once } from '../../store/once.ts';
import { nextRevision } from '../../store/revised.ts';
import { date, list, number, type RowOf, rows, text, texts } from '../../store/row.ts';

/** One study group of a class; its number is its place, from 1. */
export interface StudyGroup {
  cadreIds: readonly string[];
}

const studyGroups = rows(
  'studyGroups',
  {
    groups: list<StudyGroup>(),
    by: text,
    at: date,
    /** Every update that changed them. */
    updates: texts,
    /** Counts the changes, so that each rests on what it has seen. */
    revision: number,
  },
  [],
);

/** The study groups of a class; the id is that of the class. */
export type StudyGroupsRow = RowOf<typeof studyGroups>;

export class StudyGroupStore {
  readonly #groups: Collection<StudyGroupsRow>;

  constructor(database: Database) {
    this.#groups = database.of(studyGroups);
  }

  byId(classId: string) {
    return this.#groups.byId(classId);
  }

  /** Writes the groups of a class, also in place of earlier ones; the same update does it once. */
  async write(
    classId: string,
    groups: readonly StudyGroup[],
    { by, byUpdate, at }: { by: string; byUpdate: string; at: Date },
  ): Promise<void> {
    const first = { _id: classId, groups, by, at, updates: [byUpdate], revision: 0 };
    if (!(await this.#groups.insertNew(first))) await this.change(classId, byUpdate, () => ({ groups, by, at }));
  }

  /** @returns the groups as they are now; their `updates` tell whether this update changed them */
  change(
    classId: string,
    updateId: string,
    decide: (present: StudyGroupsRow) => Pick<StudyGroupsRow, 'groups' | 'by' | 'at'> | undefined,
  ): Promise<StudyGroupsRow | null> {
    return once(this.#groups, classId, 'updates', updateId, (present) => {
      const change = decide(present);
      if (change === undefined) return undefined;
      return nextRevision(present, updateId, change, {});
    });
  }
}

/** The number of the group somebody is in, from 1; 0 for none. */
export function groupOf({ groups }: Pick<StudyGroupsRow, 'groups'>, cadreId: string): number {
  return groups.findIndex(({ cadreIds }) => cadreIds.includes(cadreId)) + 1;
}
