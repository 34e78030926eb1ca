import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among, within } from '../../store/filter.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import type { Question } from './survey.ts';

const surveys = rows(
  'surveys',
  {
    year: text,
    /** Counts within the year, from 1. */
    number,
    name: text,
    /** Whom it goes to, as typed: 全县, 关键岗位, a unit's name … */
    scope: text,
    /** The last Beijing day on which answers are taken. */
    closesOn: text,
    /** The end of that day. */
    closesAt: date,
    /** The question bank as it was when the survey was made; later rule packs do not change it. */
    questions: list<Question>(),
    /** Groups below this are not shown alone. */
    smallestGroup: number,
    state: oneOf<'draft' | 'open' | 'closed' | 'dropped'>(),
    createdBy: text,
    /** The update that made it, so that making it twice makes one. */
    byUpdate: text,
    openedAt: optional(date),
    /** The update that sent it out. */
    openedByUpdate: optional(text),
    closedAt: optional(date),
    /** The update that ended it; absent where its last day did. */
    closedByUpdate: optional(text),
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { year: 1, number: 1 }, unique: true, usedBy: 'create, recent' },
    { keys: { state: 1, closesAt: 1 }, usedBy: 'open, endedBetween' },
  ],
);

/** A needs survey. Its number, e.g. `D2026-1`, is its id. */
export type SurveyRow = RowOf<typeof surveys>;

export class SurveyStore {
  readonly #surveys: Collection<SurveyRow>;

  constructor(database: Database) {
    this.#surveys = database.of(surveys);
  }

  byId(id: string) {
    return this.#surveys.byId(id);
  }

  /** The newest surveys that went out, for people who do not know a number by heart. */
  recent(limit: number) {
    return this.#surveys.find({ state: among(['open', 'closed']) }, { sort: { year: -1, number: -1 }, limit });
  }

  open() {
    return this.#surveys.find({ state: 'open' }, { sort: { state: 1, closesAt: 1 } });
  }

  /** Surveys whose last day was over between these instants, closed already or not. */
  endedBetween(from: Date, to: Date) {
    return this.#surveys.find({ state: among(['open', 'closed']), closesAt: within({ $gt: from, $lte: to }) });
  }

  /** Makes a draft under the year's next free number; the same update makes the same survey. */
  create(wanted: Omit<SurveyRow, '_id' | 'number' | 'state'>): Promise<SurveyRow> {
    const { year } = wanted;
    return createNumbered(
      this.#surveys,
      wanted,
      async () => (await this.#surveys.findOne({ year }, { sort: { year: -1, number: -1 } }))?.number ?? 0,
      (number) => ({ _id: `D${year}-${number}`, number, state: 'draft', ...wanted }),
    );
  }

  /** Sends a draft out. @returns the survey as it is now: opened by this update only if its `openedByUpdate` says so */
  issue(id: string, openedByUpdate: string, openedAt: Date): Promise<SurveyRow | null> {
    return once(this.#surveys, id, 'openedByUpdate', openedByUpdate, ({ state }) =>
      state === 'draft'
        ? { given: { state }, change: { $set: { state: 'open', openedByUpdate, openedAt } } }
        : undefined,
    );
  }

  async drop(id: string): Promise<void> {
    await this.#surveys.updateOne({ _id: id, state: 'draft' }, { $set: { state: 'dropped' } });
  }

  /** Ends an open survey; the first ending stands. @returns the survey as it is now */
  close(id: string, closedByUpdate: string, closedAt: Date): Promise<SurveyRow | null> {
    return once(this.#surveys, id, 'closedByUpdate', closedByUpdate, ({ state }) =>
      state === 'open'
        ? { given: { state }, change: { $set: { state: 'closed', closedByUpdate, closedAt } } }
        : undefined,
    );
  }

  /** Ends a survey that nobody ended before its last day was over. */
  async closeAtDeadline({ _id, closesAt }: Pick<SurveyRow, '_id' | 'closesAt'>): Promise<void> {
    await this.#surveys.updateOne({ _id, state: 'open' }, { $set: { state: 'closed', closedAt: closesAt } });
  }
}

/** Whether answers given at this instant count. */
export function takesAnswers(survey: SurveyRow, at: Date): boolean {
  return survey.openedAt !== undefined && survey.openedAt <= at && at < (survey.closedAt ?? survey.closesAt);
}
