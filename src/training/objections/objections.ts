import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import { isPostingEvent } from '../grading/posting.ts';

/** What somebody decided on an objection, with the update that said so. */
export interface ObjectionDecision {
  update: string;
  by: string;
  at: Date;
  state: 'upheld' | 'rejected';
  reason: string;
}

const objections = rows(
  'objections',
  {
    year: text,
    /** Counts within the year, from 1. */
    number,
    classId: text,
    cadreId: text,
    /** The score event or the posting it is about; absent when it is about the published result. */
    eventId: optional(text),
    /** What it is about, in words. */
    subject: text,
    words: text,
    madeAt: date,
    /** The update that made it, so that making it twice makes one. */
    byUpdate: text,
    /** Who entered what it is about, or proposed the grades: somebody else decides. */
    enteredBy: text,
    state: oneOf<'open' | 'withdrawn' | 'upheld' | 'rejected'>(),
    withdrawnByUpdate: optional(text),
    /** Oldest first; the last one holds. */
    decisions: list<ObjectionDecision>(),
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { year: 1, number: 1 }, unique: true, usedBy: 'create' },
    { keys: { classId: 1, cadreId: 1 }, usedBy: 'ofClass, ofTrainee' },
  ],
);

/** A trainee's objection (异议) to a score event or to the result. Its number, e.g. `S2026-1`, is its id. */
export type ObjectionRow = RowOf<typeof objections>;

/** What an objection is about: a score, points that were taken back, the published result, or the posting of the people proposed for 优秀学员. */
export function aboutOf({ eventId }: Pick<ObjectionRow, 'eventId'>): 'score' | 'reversal' | 'result' | 'posting' {
  if (eventId === undefined) return 'result';
  if (isPostingEvent(eventId)) return 'posting';
  return eventId.startsWith('reversal:') ? 'reversal' : 'score';
}

export class ObjectionStore {
  readonly #objections: Collection<ObjectionRow>;

  constructor(database: Database) {
    this.#objections = database.of(objections);
  }

  byId(id: string) {
    return this.#objections.byId(id);
  }

  ofClass(classId: string) {
    return this.#objections.find({ classId });
  }

  ofTrainee(classId: string, cadreId: string) {
    return this.#objections.find({ classId, cadreId });
  }

  /** Keeps an objection under the year's next free number; the same update makes the same one. */
  create(wanted: Omit<ObjectionRow, '_id' | 'number' | 'state' | 'decisions'>): Promise<ObjectionRow> {
    const { year } = wanted;
    return createNumbered(
      this.#objections,
      wanted,
      async () => (await this.#objections.findOne({ year }, { sort: { year: -1, number: -1 } }))?.number ?? 0,
      (next) => ({ _id: `S${year}-${next}`, number: next, state: 'open', decisions: [], ...wanted }),
    );
  }

  /** Withdraws one that is open. @returns it as it is now; withdrawn by this update only if its `withdrawnByUpdate` says so */
  withdraw(id: string, update: string): Promise<ObjectionRow | null> {
    return once(this.#objections, id, 'withdrawnByUpdate', update, ({ state }) =>
      state === 'open'
        ? { given: { state }, change: { $set: { state: 'withdrawn', withdrawnByUpdate: update } } }
        : undefined,
    );
  }

  /** Decides one that is open, or was rejected. @returns it as it is now; `decisions` tell whether this update decided */
  decide(id: string, decision: ObjectionDecision): Promise<ObjectionRow | null> {
    return once(this.#objections, id, 'decisions.update', decision.update, ({ state }) =>
      state === 'open' || state === 'rejected'
        ? { given: { state }, change: { $set: { state: decision.state }, $push: { decisions: decision } } }
        : undefined,
    );
  }
}
