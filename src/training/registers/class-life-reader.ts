import type { ActivityStore } from '../activities/activities.ts';
import type { ClassRow } from '../class/classes.ts';
import type { SharingStore } from '../sharing/sharings.ts';
import type { TestSheetStore } from '../tests/test-sheets.ts';
import type { TestStore } from '../tests/tests.ts';
import type { AssignmentStore } from '../works/assignments.ts';
import type { WorkStore } from '../works/works.ts';
import { type ClassLife, type ClassLifeRows, type ClassLifeRules, classLife } from './class-life.ts';

export interface ClassLifeStores {
  activities: ActivityStore;
  assignments: AssignmentStore;
  works: WorkStore;
  tests: TestStore;
  testSheets: TestSheetStore;
  sharings: SharingStore;
}

/** Reads what people did in their classes beside the lessons, what a class has for all of them only once. */
export class ClassLifeReader {
  readonly #store: ClassLifeStores;
  readonly #rulesOf: (trainingClass: ClassRow) => ClassLifeRules;
  readonly #now: Date;
  readonly #rows = new Map<string, Promise<ClassLifeRows>>();

  constructor(store: ClassLifeStores, rulesOf: (trainingClass: ClassRow) => ClassLifeRules, now: Date) {
    this.#store = store;
    this.#rulesOf = rulesOf;
    this.#now = now;
  }

  async of(cadreId: string, trainingClass: ClassRow): Promise<ClassLife> {
    const rows = await this.#rowsOf(trainingClass);
    const ids = (of: readonly { _id: string }[]) => of.map(({ _id }) => _id);
    const [works, sheets] = await Promise.all([
      rows.assignments.length === 0 ? [] : this.#store.works.ofTrainee(cadreId, ids(rows.assignments)),
      rows.tests.length === 0 ? [] : this.#store.testSheets.ofTrainee(cadreId, ids(rows.tests)),
    ]);
    return classLife(rows, { cadreId, works, sheets }, this.#rulesOf(trainingClass), this.#now);
  }

  #rowsOf(trainingClass: ClassRow): Promise<ClassLifeRows> {
    const { _id: classId } = trainingClass;
    const known = this.#rows.get(classId);
    if (known !== undefined) return known;
    const read = this.#read(trainingClass);
    this.#rows.set(classId, read);
    return read;
  }

  async #read(trainingClass: ClassRow): Promise<ClassLifeRows> {
    const { _id: classId } = trainingClass;
    const [assignments, tests, activities, sharings] = await Promise.all([
      this.#store.assignments.ofClasses([classId]),
      this.#store.tests.ofClasses([classId]),
      this.#store.activities.ofClass(classId),
      this.#store.sharings.ofClass(classId),
    ]);
    return { trainingClass, assignments: assignments.toReversed(), tests: tests.toReversed(), activities, sharings };
  }
}
