import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among, within } from '../../store/filter.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { nextRevision } from '../../store/revised.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';
import type { Purpose, TestQuestion } from './test-question.ts';

/** What staff changed about a test. */
export interface TestChange {
  what: 'closing' | 'cancelled' | 'key';
  from: string;
  to: string;
  by: string;
  byUpdate: string;
  at: Date;
}

const tests = rows(
  'tests',
  {
    classId: text,
    /** Counts within the class, from 1. */
    number,
    name: text,
    purpose: oneOf<Purpose>(),
    /** How long one has from the first question on. */
    minutes: number,
    /** The last day, and the instant at which it is over. */
    closesOn: text,
    closesAt: date,
    questions: list<TestQuestion>(),
    state: oneOf<'draft' | 'dropped' | 'open' | 'cancelled'>(),
    createdBy: text,
    byUpdate: text,
    issuedAt: optional(date),
    /** Oldest first. */
    changes: list<TestChange>(),
    /** Every update that changed it. */
    updates: texts,
    /** Counts its changes, so that each rests on what it has seen. */
    revision: number,
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { classId: 1, number: -1 }, unique: true, usedBy: 'create, ofClasses' },
    { keys: { state: 1, closesAt: 1 }, usedBy: 'closingFrom' },
  ],
);

/** A test of a class (入学测试, 结业测试); its number, e.g. `2026-01-C1`, is its id. */
export type TestRow = RowOf<typeof tests>;

type Changed = Partial<Pick<TestRow, 'state' | 'closesOn' | 'closesAt' | 'issuedAt' | 'questions'>>;

export class TestStore {
  readonly #tests: Collection<TestRow>;

  constructor(database: Database) {
    this.#tests = database.of(tests);
  }

  byId(id: string) {
    return this.#tests.byId(id);
  }

  /** Inserts a demo's past tests. */
  async fill(tests: readonly TestRow[]): Promise<void> {
    await this.#tests.insertMissing(tests);
  }

  /** Makes a draft under the next number of the class; the same update makes the same draft. */
  create(
    wanted: Omit<TestRow, '_id' | 'number' | 'state' | 'issuedAt' | 'changes' | 'updates' | 'revision'>,
  ): Promise<TestRow> {
    const { classId } = wanted;
    return createNumbered(
      this.#tests,
      wanted,
      async () => (await this.#tests.findOne({ classId }, { sort: { classId: 1, number: -1 } }))?.number ?? 0,
      (next) => ({
        ...{ _id: `${classId}-C${next}`, number: next, ...wanted, state: 'draft' },
        ...{ changes: [], updates: [], revision: 0 },
      }),
    );
  }

  /** What was given to these classes and not dropped, the newest of each first. */
  async ofClasses(classIds: readonly string[]): Promise<TestRow[]> {
    const found = await this.#tests.find({ classId: among(classIds) }, { sort: { classId: 1, number: -1 } });
    return found.filter(({ state }) => state === 'open' || state === 'cancelled');
  }

  /** Open ones that are over at this instant or later. */
  closingFrom(at: Date): Promise<TestRow[]> {
    return this.#tests.find({ state: 'open', closesAt: within({ $gte: at }) });
  }

  /**
   * Changes a test once for an update, which may do it again after a crash.
   * @returns it as it is now; its `updates` tell whether this update changed it
   */
  act(
    id: string,
    updateId: string,
    decide: (present: TestRow) => (Changed & { change?: TestChange }) | undefined,
  ): Promise<TestRow | null> {
    return once(this.#tests, id, 'updates', updateId, (present) => {
      const decided = decide(present);
      if (decided === undefined) return undefined;
      const { change, ...set } = decided;
      return nextRevision(present, updateId, set, change === undefined ? {} : { changes: change });
    });
  }
}
