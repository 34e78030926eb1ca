import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { list, number, oneOf, type RowOf, rows, text } from '../../store/row.ts';

/** What an honour says: its name, the day it was given, and by whom. */
export type HonourFacts = Pick<HonourRow, 'honour' | 'givenOn' | 'givenBy'>;

/** What was done to an entry, with what it said before. */
interface HonourStep {
  act: 'record' | 'change' | 'cancel';
  by: string;
  byUpdate: string;
  at: Date;
  reason?: string;
  before?: { honour: string; givenOn: string; givenBy: string };
}

const honours = rows(
  'honours',
  {
    /** Of the day it was given. */
    year: text,
    /** Counts within the year, from 1. */
    number,
    cadreId: text,
    name: text,
    honour: text,
    givenOn: text,
    givenBy: text,
    state: oneOf<'recorded' | 'cancelled'>(),
    /** Oldest first. */
    history: list<HonourStep>(),
    /** The update that recorded it. */
    byUpdate: text,
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'record' },
    { keys: { year: 1, number: 1 }, unique: true, usedBy: 'record, ofYear' },
    { keys: { cadreId: 1 }, usedBy: 'ofMany' },
  ],
);

/** An honour somebody was given (评优评先). Its number, e.g. `B2026-1`, is its id and stays as it is where the day becomes one of another year. */
export type HonourRow = RowOf<typeof honours>;

export class HonourStore {
  readonly #honours: Collection<HonourRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#honours = database.of(honours, { asRead: presentNames });
  }

  byId(id: string) {
    return this.#honours.byId(id);
  }

  /** Those numbered in a year, newest first. */
  ofYear(year: string) {
    return this.#honours.find({ year }, { sort: { year: -1, number: -1 } });
  }

  /** Those that stand of these people. */
  async ofMany(cadreIds: readonly string[]): Promise<HonourRow[]> {
    const found = await this.#honours.find({ cadreId: among(cadreIds) });
    return found.filter(({ state }) => state === 'recorded');
  }

  /** Records under the year's next free number; the same update makes the same entry. */
  record(
    wanted: Pick<HonourRow, 'cadreId' | 'name'> & HonourFacts,
    step: Omit<HonourStep, 'act' | 'before'>,
  ): Promise<HonourRow> {
    const year = wanted.givenOn.slice(0, 4);
    const { byUpdate } = step;
    const history = [{ ...step, act: 'record' as const }];
    const fresh = { ...wanted, year, state: 'recorded' as const, byUpdate, history };
    return createNumbered(
      this.#honours,
      fresh,
      async () => (await this.ofYear(year))[0]?.number ?? 0,
      (next) => ({ _id: `B${year}-${next}`, number: next, ...fresh }),
    );
  }

  /** Corrects, or cancels; the same update does it once, and what is cancelled stays so. @returns the entry as it is now */
  act(id: string, step: Omit<HonourStep, 'act' | 'before'>, facts: HonourFacts | undefined): Promise<HonourRow | null> {
    return once(this.#honours, id, 'history.byUpdate', step.byUpdate, ({ state, honour, givenOn, givenBy }) => {
      if (state === 'cancelled') return undefined;
      const set = facts ?? { state: 'cancelled' as const };
      const act = facts === undefined ? ('cancel' as const) : ('change' as const);
      const before = { honour, givenOn, givenBy };
      return { given: { state, ...before }, change: { $set: set, $push: { history: { ...step, act, before } } } };
    });
  }
}

export function isHonourMovedBy(row: HonourRow | null, update: string): row is HonourRow {
  return isNoted(row, 'history.byUpdate', update);
}
