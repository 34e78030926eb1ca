import type { PresentNames } from '../../county/cadres.ts';
import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { within } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { once } from '../../store/once.ts';
import { list, oneOf, type RowOf, rows, text } from '../../store/row.ts';
import {
  decidedDates,
  entryDates,
  type PoolDecision,
  type ReservePoolRules,
  standingOn,
} from './reserve-pool-rules.ts';

/** A class that led into the pool. */
interface PoolSource {
  classId: string;
  className: string;
  /** Place in the class; 0 where it had none. */
  rank: number;
  enteredOn: string;
}

/** What a leader decided, with the dates it changed. */
interface PoolEntryChange {
  update: string;
  by: string;
  at: Date;
  decision: PoolDecision;
  reason: string;
}

const reserveEntries = rows(
  'reserveEntries',
  {
    cadreId: text,
    name: text,
    unitId: text,
    /** Oldest first. */
    sources: list<PoolSource>(),
    enteredOn: text,
    state: oneOf<'in' | 'removed'>(),
    /** From this Beijing day on the person is to be reviewed. */
    reviewOn: text,
    /** The last Beijing day of the term. */
    validUntilOn: text,
    /** Oldest first. */
    decisions: list<PoolEntryChange>(),
  },
  [{ keys: { state: 1, reviewOn: 1 }, usedBy: 'dueOn' }],
);

/** Somebody of the reserve pool (储备库); the id is the person's. Read by leaders of the organisation department alone. */
export type ReserveEntryRow = RowOf<typeof reserveEntries>;

export class ReservePool {
  readonly #entries: Collection<ReserveEntryRow>;

  constructor(database: Database, presentNames: PresentNames) {
    this.#entries = database.of(reserveEntries, { asRead: presentNames });
  }

  byId(cadreId: string) {
    return this.#entries.byId(cadreId);
  }

  /** Everybody who was ever in it, some hundred people. */
  all() {
    return this.#entries.find({});
  }

  /** Those in it whose review is due on a day. */
  dueOn(todayOn: string) {
    return this.#entries.find({ state: 'in', reviewOn: within({ $lte: todayOn }) });
  }

  /**
   * Enters somebody for a class, once. Whoever is in it already has a further class and a new term; whoever was removed stays so, to be decided
   * by people.
   */
  async enter(
    person: Pick<ReserveEntryRow, 'cadreId' | 'name' | 'unitId'>,
    source: PoolSource,
    rules: ReservePoolRules,
  ): Promise<void> {
    const { enteredOn, classId } = source;
    const dates = entryDates(enteredOn, rules);
    const fresh = { ...person, ...dates, _id: person.cadreId, sources: [source], enteredOn, decisions: [] };
    await this.#entries.insertMissing([fresh]);
    await once(this.#entries, person.cadreId, 'sources.classId', classId, ({ state }) => ({
      given: { state },
      change: {
        $set: state === 'in' ? { reviewOn: dates.reviewOn, validUntilOn: dates.validUntilOn } : { state },
        $push: { sources: source },
      },
    }));
  }

  /** Decides about somebody; the same update does it once. @returns the row as it is now; `isDecidedBy` tells whether this update decided */
  decide(
    cadreId: string,
    change: PoolEntryChange,
    todayOn: string,
    rules: ReservePoolRules,
  ): Promise<ReserveEntryRow | null> {
    return once(this.#entries, cadreId, 'decisions.update', change.update, (present) => {
      const dates = decidedDates(present, change.decision, todayOn, rules);
      if (dates === undefined) return undefined;
      const { state, reviewOn, validUntilOn } = present;
      return { given: { state, reviewOn, validUntilOn }, change: { $set: { ...dates }, $push: { decisions: change } } };
    });
  }
}

export function isDecidedBy(row: ReserveEntryRow | null, update: string): boolean {
  return isNoted(row, 'decisions.update', update);
}

/** Whom a leader has to review, and how many of them are past their term; nobody reviews themselves. */
export function dueFor(due: readonly ReserveEntryRow[], leaderId: string, todayOn: string) {
  const others = due.filter(({ cadreId }) => cadreId !== leaderId);
  return { others, expired: others.filter((row) => standingOn(row, todayOn) === 'expired').length };
}
