import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { within } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, type RowOf, rows, text, texts } from '../../store/row.ts';

/** One thing that was done to a round. */
export interface RoundStep {
  act: 'open' | 'extend' | 'cancel' | 'takeBack';
  by: string;
  byUpdate: string;
  at: Date;
  /** Its last day before. */
  insteadOf?: string;
  reason?: string;
}

const reportRounds = rows(
  'reportRounds',
  {
    year: text,
    /** Counts within the year, from 1. */
    number,
    /** The year for whose plan it asks. */
    needsYear: text,
    name: text,
    /** As it was typed: 全县, 县直, names of units. */
    scope: text,
    unitIds: texts,
    /** The last Beijing day on which units report. */
    closesOn: text,
    /** The end of that day. */
    closesAt: date,
    state: oneOf<'open' | 'cancelled'>(),
    openedBy: text,
    openedAt: date,
    /** The update that made it, so that making it twice makes one. */
    byUpdate: text,
    /** Oldest first. */
    history: list<RoundStep>(),
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { year: 1, number: 1 }, unique: true, usedBy: 'create, recent' },
    { keys: { state: 1, closesAt: 1 }, usedBy: 'endingBetween' },
    { keys: { needsYear: 1 }, usedBy: 'forYear' },
  ],
);

/** A round of unit reports (单位申报). Its number, e.g. `Z2026-1`, is its id. */
export type ReportRoundRow = RowOf<typeof reportRounds>;

export class ReportRoundStore {
  readonly #rounds: Collection<ReportRoundRow>;

  constructor(database: Database) {
    this.#rounds = database.of(reportRounds);
  }

  byId(id: string) {
    return this.#rounds.byId(id);
  }

  /** The newest, cancelled ones too. */
  recent(limit: number) {
    return this.#rounds.find({}, { sort: { year: -1, number: -1 }, limit });
  }

  /** Those that count for the plan of a year, by their numbers. */
  async forYear(needsYear: string) {
    const found = await this.#rounds.find({ needsYear });
    return found.filter(({ state }) => state === 'open').sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime());
  }

  /** Those that were not cancelled and end between these instants. */
  endingBetween(from: Date, to: Date) {
    return this.#rounds.find({ state: 'open', closesAt: within({ $gt: from, $lte: to }) });
  }

  /** Those that take reports. */
  taking(now: Date) {
    return this.#rounds.find({ state: 'open', closesAt: within({ $gt: now }) });
  }

  /** Inserts a demo's first; only into an empty collection. */
  async fill(rounds: readonly ReportRoundRow[]): Promise<void> {
    await this.#rounds.insertMissing(rounds);
  }

  /** Opens a round under the year's next free number; the same update opens the same one. */
  create(wanted: Omit<ReportRoundRow, '_id' | 'number' | 'state' | 'history'>): Promise<ReportRoundRow> {
    const { year, openedBy: by, byUpdate, openedAt: at } = wanted;
    return createNumbered(
      this.#rounds,
      wanted,
      async () => (await this.#rounds.findOne({ year }, { sort: { year: -1, number: -1 } }))?.number ?? 0,
      (next): ReportRoundRow => ({
        ...{ _id: `Z${year}-${next}`, number: next, state: 'open', ...wanted },
        history: [{ act: 'open', by, byUpdate, at }],
      }),
    );
  }

  /** Gives it another last day; one that was over or cancelled takes reports again. The same update does it once. */
  extend(id: string, end: Pick<ReportRoundRow, 'closesOn' | 'closesAt'>, step: Omit<RoundStep, 'act' | 'insteadOf'>) {
    return once(this.#rounds, id, 'history.byUpdate', step.byUpdate, ({ closesOn, state }) => {
      const entry: RoundStep = { ...step, act: 'extend', insteadOf: closesOn };
      return {
        given: { closesOn, state },
        change: { $set: { ...end, state: 'open' as const }, $push: { history: entry } },
      };
    });
  }

  /** Cancels it, unless it is; the same update does it once. `isCancelledBy` tells whether this one did. */
  cancel(id: string, step: RoundStep): Promise<ReportRoundRow | null> {
    return once(this.#rounds, id, 'history.byUpdate', step.byUpdate, ({ state }) =>
      state === 'cancelled'
        ? undefined
        : { given: { state }, change: { $set: { state: 'cancelled' }, $push: { history: step } } },
    );
  }
}

/** Whether this update did something to the round. */
export function isRoundMovedBy(row: ReportRoundRow | null, updateId: string): boolean {
  return isNoted(row, 'history.byUpdate', updateId);
}

export function takesReports({ state, closesAt }: Pick<ReportRoundRow, 'state' | 'closesAt'>, now: Date): boolean {
  return state === 'open' && now < closesAt;
}
