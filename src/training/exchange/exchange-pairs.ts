import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { within } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';
import type { PairKind } from './exchange-rules.ts';

/** `asked`: the units have not all agreed; `agreed`: it takes place; `refused`: a unit spoke against it; `cancelled`: it does not take place. */
type ExchangeState = 'asked' | 'agreed' | 'refused' | 'cancelled';

/** One of the two directions: who goes where. */
export interface ExchangeSide {
  cadreId: string;
  unitId: string;
  hostUnitId: string;
  /** Who guides them there. */
  mentorId?: string;
}

/** What one of the two units said. */
export interface UnitAnswer {
  unitId: string;
  agrees: boolean;
  reason?: string;
  by: string;
}

/** What the host says of somebody: points for each item, in the order of the rules. */
interface HostRating {
  cadreId: string;
  points: readonly number[];
  by: string;
  byUpdate: string;
  at: Date;
}

/** What a step may change, as it was before. */
export interface ExchangeBefore {
  state: ExchangeState;
  fromOn: string;
  toOn: string;
  sides: readonly ExchangeSide[];
  answers: readonly UnitAnswer[];
  reasons: readonly string[];
  ratings: readonly HostRating[];
}

export interface ExchangeStep {
  act: 'propose' | 'answer' | 'overdue' | 'period' | 'mentor' | 'person' | 'rating' | 'cancel' | 'undo';
  by: string;
  byUpdate: string;
  at: Date;
  reason?: string;
  before?: ExchangeBefore;
}

const exchangePairs = rows(
  'exchangePairs',
  {
    year: text,
    /** Counts within the year, from 1. */
    number,
    /** The class within which it takes place; absent outside one. */
    classId: optional(text),
    kind: oneOf<PairKind>(),
    fromOn: text,
    toOn: text,
    /** Both directions. */
    sides: list<ExchangeSide>(),
    /** Why these two. */
    reasons: texts,
    state: oneOf<ExchangeState>(),
    answers: list<UnitAnswer>(),
    answerBy: date,
    ratings: list<HostRating>(),
    /** Those proposed together, and told of together. */
    proposal: text,
    madeBy: text,
    madeAt: date,
    byUpdate: text,
    history: list<ExchangeStep>(),
    /** How many these are: what a change rests on. */
    steps: number,
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { year: 1, number: 1 }, unique: true, usedBy: 'create, ofYear' },
    { keys: { 'sides.cadreId': 1, toOn: -1 }, usedBy: 'ofCadre' },
    { keys: { 'sides.mentorId': 1 }, usedBy: 'mentoredBy' },
    { keys: { classId: 1 }, usedBy: 'ofClass' },
    { keys: { proposal: 1 }, usedBy: 'ofProposal' },
    { keys: { toOn: 1 }, usedBy: 'endingFrom' },
  ],
);

/** Two people who change places (双向跟班学习, `shadowAssignment`), both directions in one. Its number, e.g. `G2026-1`, is its id. */
export type ExchangePairRow = RowOf<typeof exchangePairs>;

interface ExchangeChange extends Omit<ExchangeStep, 'before'> {
  from: readonly ExchangeState[];
  set: (present: ExchangePairRow) => Partial<ExchangeBefore & { answerBy: Date }> | undefined;
}

export class ExchangePairStore {
  readonly #pairs: Collection<ExchangePairRow>;

  constructor(database: Database) {
    this.#pairs = database.of(exchangePairs);
  }

  byId(id: string) {
    return this.#pairs.byId(id);
  }

  /** Those of a year, newest first. */
  ofYear(year: string) {
    return this.#pairs.find({ year }, { sort: { year: -1, number: -1 } });
  }

  /** One person's, the latest first. */
  ofCadre(cadreId: string) {
    return this.#pairs.find({ 'sides.cadreId': cadreId }, { sort: { toOn: -1 } });
  }

  /** Agreed ones in which somebody is mentor. */
  mentoredBy(cadreId: string) {
    return this.#pairs.find({ 'sides.mentorId': cadreId, state: 'agreed' });
  }

  ofClass(classId: string) {
    return this.#pairs.find({ classId }, { sort: { _id: 1 } });
  }

  ofProposal(proposal: string) {
    return this.#pairs.find({ proposal }, { sort: { _id: 1 } });
  }

  /** Those that are not over before this day. */
  endingFrom(dayOn: string) {
    return this.#pairs.find({ toOn: within({ $gte: dayOn }) });
  }

  async fill(pairs: readonly ExchangePairRow[]): Promise<void> {
    await this.#pairs.insertMissing(pairs);
  }

  /** Keeps a pair under the year's next free number; the same update makes the same one. */
  create(wanted: Omit<ExchangePairRow, '_id' | 'number' | 'history' | 'steps'>): Promise<ExchangePairRow> {
    const { year, madeBy: by, byUpdate, madeAt: at } = wanted;
    return createNumbered(
      this.#pairs,
      wanted,
      async () => (await this.#pairs.findOne({ year }, { sort: { year: -1, number: -1 } }))?.number ?? 0,
      (next): ExchangePairRow => ({
        ...{ _id: `G${year}-${next}`, number: next, ...wanted, steps: 1 },
        history: [{ act: 'propose', by, byUpdate, at }],
      }),
    );
  }

  /** Changes a pair that is in one of these states; the same update does it once. `isPairMovedBy` tells whether it did. */
  change(id: string, { from, set, ...step }: ExchangeChange): Promise<ExchangePairRow | null> {
    return once(this.#pairs, id, 'history.byUpdate', step.byUpdate, (present) => {
      const changed = from.includes(present.state) ? set(present) : undefined;
      if (changed === undefined) return undefined;
      const entry: ExchangeStep = { ...step, before: beforeOf(present) };
      const steps = present.steps + 1;
      return { given: { steps: present.steps }, change: { $set: { ...changed, steps }, $push: { history: entry } } };
    });
  }

  /** Takes back what an update did, as the last to do anything; a pair that was just proposed is cancelled. */
  takeBack(id: string, doneByUpdate: string, step: Pick<ExchangeStep, 'by' | 'byUpdate' | 'at'>) {
    return once(this.#pairs, id, 'history.byUpdate', step.byUpdate, (present) => {
      const last = present.history.at(-1);
      if (last?.byUpdate !== doneByUpdate) return undefined;
      const entry: ExchangeStep = { ...step, act: 'undo', before: beforeOf(present) };
      const set = last.before ?? { state: 'cancelled' as const };
      const steps = present.steps + 1;
      return { given: { steps: present.steps }, change: { $set: { ...set, steps }, $push: { history: entry } } };
    });
  }
}

function beforeOf({ state, fromOn, toOn, sides, answers, reasons, ratings }: ExchangePairRow): ExchangeBefore {
  return { state, fromOn, toOn, sides, answers, reasons, ratings };
}

/** Whether this update did something to the pair. */
export function isPairMovedBy(row: ExchangePairRow | null, updateId: string): boolean {
  return isNoted(row, 'history.byUpdate', updateId);
}
