import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { date, number, oneOf, optional, type RowOf, rows, text, texts, value } from '../../store/row.ts';

interface Cancelling {
  reason: string;
  by: string;
  byUpdate: string;
  at: Date;
}

const spotChecks = rows(
  'spotChecks',
  {
    classId: text,
    months: number,
    /** Counts within the round, from 1: a drawing that was cancelled stays. */
    number,
    seed: text,
    /** Everybody who could be drawn, by their ids. */
    population: texts,
    /** Who was drawn, in the order of their numbers. */
    chosen: texts,
    state: oneOf<'drawn' | 'cancelled'>(),
    cancelling: optional(value<Cancelling>()),
    drawnBy: text,
    drawnAt: date,
    byUpdate: text,
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'draw' },
    { keys: { classId: 1, months: 1, number: 1 }, unique: true, usedBy: 'ofRound' },
  ],
);

/** Who was drawn for a spot check (随机调研); the id is `<class>:<months>:<number>`. */
export type SpotCheckRow = RowOf<typeof spotChecks>;

export class SpotCheckStore {
  readonly #checks: Collection<SpotCheckRow>;

  constructor(database: Database) {
    this.#checks = database.of(spotChecks);
  }

  /** The drawings of a round, oldest first. */
  ofRound(classId: string, months: number) {
    return this.#checks.find({ classId, months }, { sort: { classId: 1, months: 1, number: 1 } });
  }

  /**
   * Keeps a drawing, if the last one was cancelled or there is none.
   * @returns the drawing that holds: this one, or that of somebody who was faster
   */
  async draw(wanted: Omit<SpotCheckRow, '_id' | 'number' | 'state'>): Promise<SpotCheckRow> {
    const { classId, months } = wanted;
    const holding = async () => (await this.ofRound(classId, months)).find(({ state }) => state === 'drawn');
    const present = await holding();
    if (present !== undefined) return present;
    await createNumbered(
      this.#checks,
      wanted,
      async () => (await this.ofRound(classId, months)).at(-1)?.number ?? 0,
      (next) => ({ _id: `${classId}:${months}:${next}`, number: next, state: 'drawn', ...wanted }),
    );
    // Of two at the same moment the first holds, for both.
    return (await holding()) as SpotCheckRow;
  }

  async fill(checks: readonly SpotCheckRow[]): Promise<void> {
    await this.#checks.insertMissing(checks);
  }

  /** Cancels a drawing, once. @returns it as it is now */
  cancel(id: string, cancelling: Cancelling): Promise<SpotCheckRow | null> {
    return once(this.#checks, id, 'cancelling.byUpdate', cancelling.byUpdate, ({ state }) =>
      state === 'drawn' ? { given: { state }, change: { $set: { state: 'cancelled', cancelling } } } : undefined,
    );
  }
}

/** The drawing that holds. */
export function presentCheck(checks: readonly SpotCheckRow[]): SpotCheckRow | undefined {
  return checks.find(({ state }) => state === 'drawn');
}
