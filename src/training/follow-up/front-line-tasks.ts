import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { isNoted } from '../../store/noted.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { list, number, oneOf, type RowOf, rows, text } from '../../store/row.ts';

/** What was done to an entry, with what it was before. */
interface FrontLineStep {
  act: 'record' | 'change' | 'cancel';
  by: string;
  byUpdate: string;
  at: Date;
  reason?: string;
  before?: { fromOn: string; toOn: string };
}

const frontLineTasks = rows(
  'frontLineTasks',
  {
    year: text,
    /** Counts within the year, from 1. */
    number,
    cadreId: text,
    name: text,
    place: text,
    task: text,
    fromOn: text,
    toOn: text,
    state: oneOf<'recorded' | 'cancelled'>(),
    /** Oldest first. */
    history: list<FrontLineStep>(),
    /** The update that recorded it. */
    byUpdate: text,
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'record' },
    { keys: { year: 1, number: 1 }, unique: true, usedBy: 'record, ofYear' },
    { keys: { cadreId: 1 }, usedBy: 'ofCadre' },
  ],
);

/** That somebody was sent to the front line (一线锻炼) after a class. Its number, e.g. `F2026-1`, is its id. */
export type FrontLineRow = RowOf<typeof frontLineTasks>;

export class FrontLineStore {
  readonly #tasks: Collection<FrontLineRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#tasks = database.of(frontLineTasks, { asRead: presentNames });
  }

  byId(id: string) {
    return this.#tasks.byId(id);
  }

  /** Those that begin in a year, newest first. */
  ofYear(year: string) {
    return this.#tasks.find({ year }, { sort: { year: -1, number: -1 } });
  }

  ofCadre(cadreId: string) {
    return this.#tasks.find({ cadreId });
  }

  async fill(tasks: readonly FrontLineRow[]): Promise<void> {
    await this.#tasks.insertMissing(tasks);
  }

  /** Records under the year's next free number; the same update makes the same entry. */
  record(
    wanted: Pick<FrontLineRow, 'cadreId' | 'name' | 'place' | 'task' | 'fromOn' | 'toOn'>,
    step: Omit<FrontLineStep, 'act'>,
  ): Promise<FrontLineRow> {
    const year = wanted.fromOn.slice(0, 4);
    const { byUpdate } = step;
    const fresh = {
      ...wanted,
      year,
      state: 'recorded' as const,
      byUpdate,
      history: [{ ...step, act: 'record' as const }],
    };
    return createNumbered(
      this.#tasks,
      fresh,
      async () => (await this.ofYear(year))[0]?.number ?? 0,
      (next) => ({ _id: `F${year}-${next}`, number: next, ...fresh }),
    );
  }

  /** Gives other days, or cancels; the same update does it once, and what is cancelled stays so. @returns the entry as it is now */
  act(
    id: string,
    step: Omit<FrontLineStep, 'act' | 'before'>,
    days: Pick<FrontLineRow, 'fromOn' | 'toOn'> | undefined,
  ): Promise<FrontLineRow | null> {
    return once(this.#tasks, id, 'history.byUpdate', step.byUpdate, ({ state, fromOn, toOn }) => {
      if (state === 'cancelled') return undefined;
      const set = days === undefined ? { state: 'cancelled' as const } : days;
      const act = days === undefined ? ('cancel' as const) : ('change' as const);
      const given = { state, fromOn, toOn };
      return { given, change: { $set: set, $push: { history: { ...step, act, before: { fromOn, toOn } } } } };
    });
  }
}

export function isFrontLineMovedBy(row: FrontLineRow | null, update: string): row is FrontLineRow {
  return isNoted(row, 'history.byUpdate', update);
}
