import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { absent, among, within } from '../../store/filter.ts';
import { isNoted } from '../../store/noted.ts';
import { createNumbered } from '../../store/numbering.ts';
import { once } from '../../store/once.ts';
import { date, list, number, oneOf, optional, type RowOf, rows, text } from '../../store/row.ts';
import type { Question } from './question.ts';

/** That a survey which was over takes answers once more. */
export interface SurveyReopening {
  by: string;
  byUpdate: string;
  enteredAt: Date;
  reason: string;
  /** Its last day before. */
  insteadOf: string;
  /** The update that had ended it, where one had. */
  closedByUpdate?: string;
}

/** That a survey which was running got a later last day. */
export interface SurveyPostponement {
  by: string;
  byUpdate: string;
  enteredAt: Date;
  /** Its last day before. */
  insteadOf: string;
}

/** That somebody shares a survey with whoever made it, or does no longer. */
export interface SurveySharing {
  cadreId: string;
  shares: boolean;
  by: string;
  byUpdate: string;
  enteredAt: Date;
}

const surveys = rows(
  'surveys',
  {
    year: text,
    /** Its number within the year, from 1. */
    number,
    name: text,
    /** Its scope as typed: 全县, 关键岗位, a unit's name … */
    scope: text,
    /** The last Beijing day on which answers are accepted. */
    closesOn: text,
    /** The end of that day. */
    closesAt: date,
    /** The question bank at the time when the survey was made; later rule packs do not change it. */
    questions: list<Question>(),
    /** The survey whose questions it repeats. */
    repeats: optional(text),
    /** Results of groups smaller than this are not shown. */
    smallestGroup: number,
    state: oneOf<'draft' | 'open' | 'closed' | 'dropped'>(),
    createdBy: text,
    /** The update that made it, so that its second run finds the survey. */
    byUpdate: text,
    openedAt: optional(date),
    /** The update that sent it out. */
    openedByUpdate: optional(text),
    closedAt: optional(date),
    /** The update that closed it; absent if it closed because its last day was over. */
    closedByUpdate: optional(text),
    /** Who closed it; absent on rows of earlier versions too. */
    closedBy: optional(text),
    /** Who took it back right after it was sent, and by which update. */
    takenBackBy: optional(text),
    takenBackByUpdate: optional(text),
    /** The end for which its cards were closed; another one once it was reopened. */
    cardsClosedFor: optional(date),
    /** When results were first shown; from then on it stays closed: what one more sheet changes would tell that sheet's answers. */
    resultsReadAt: optional(date),
    /** Oldest first. */
    reopenings: optional(list<SurveyReopening>()),
    postponements: optional(list<SurveyPostponement>()),
    /** Oldest first. */
    sharings: optional(list<SurveySharing>()),
    /** The draft that some people try with this one: its answers count nowhere. */
    triesOut: optional(text),
  },
  [
    { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
    { keys: { year: 1, number: 1 }, unique: true, usedBy: 'create, recent, ofYears' },
    { keys: { state: 1, closesAt: 1 }, usedBy: 'open, endedBetween, overSince' },
    { keys: { 'sharings.cadreId': 1 }, onlyWith: 'sharings', usedBy: 'sharedWith' },
  ],
);

/** A needs survey. Its number, e.g. `D2026-1`, is its id. */
export type SurveyRow = RowOf<typeof surveys>;

export class SurveyStore {
  readonly #surveys: Collection<SurveyRow>;

  constructor(database: Database) {
    this.#surveys = database.of(surveys);
  }

  /** Inserts a demo's first surveys. */
  async fill(rows: readonly SurveyRow[]): Promise<void> {
    await this.#surveys.insertMissing(rows);
  }

  byId(id: string) {
    return this.#surveys.byId(id);
  }

  many(ids: readonly string[]): Promise<SurveyRow[]> {
    return this.#surveys.find({ _id: among(ids) });
  }

  /** The newest surveys that were sent, for people who do not remember a number. */
  recent(limit: number) {
    return this.#surveys.find(
      { state: among(['open', 'closed']), triesOut: absent() },
      { sort: { year: -1, number: -1 }, limit },
    );
  }

  /** Those of some years that were sent, without trials. */
  ofYears(years: readonly string[]) {
    return this.#surveys.find(
      { year: among(years), state: among(['open', 'closed']), triesOut: absent() },
      { sort: { year: 1, number: 1 } },
    );
  }

  /** Those of which somebody was made a co-owner once, the newest first; `sharersOf` tells whether they still are. */
  sharedWith(cadreId: string): Promise<SurveyRow[]> {
    return this.#surveys.find({ 'sharings.cadreId': cadreId }, { sort: { year: -1, number: -1 } });
  }

  open() {
    return this.#surveys.find({ state: 'open' }, { sort: { state: 1, closesAt: 1 } });
  }

  /** Surveys whose last day ended between these instants, closed or not. */
  endedBetween(from: Date, to: Date) {
    return this.#surveys.find({ state: among(['open', 'closed']), closesAt: within({ $gt: from, $lte: to }) });
  }

  /** Surveys that are over, whose last day was or would have been after this instant, and whose cards were not closed for this end. */
  async overSince(from: Date, now: Date): Promise<SurveyRow[]> {
    const rows = await this.#surveys.find({ state: among(['open', 'closed']), closesAt: within({ $gt: from }) });
    return rows.filter((row) => isOver(row, now) && row.cardsClosedFor?.getTime() !== endOf(row).getTime());
  }

  /** Notes that the cards of a survey were closed for its present end. */
  async noteCardsClosed(row: SurveyRow): Promise<void> {
    await this.#surveys.updateOne({ _id: row._id }, { $set: { cardsClosedFor: endOf(row) } });
  }

  /** Creates a draft with the year's next free number; the same update gives the same survey. */
  create(wanted: Omit<SurveyRow, '_id' | 'number' | 'state'>): Promise<SurveyRow> {
    const { year } = wanted;
    return createNumbered(
      this.#surveys,
      wanted,
      async () => (await this.#surveys.findOne({ year }, { sort: { year: -1, number: -1 } }))?.number ?? 0,
      (number) => ({ _id: `D${year}-${number}`, number, state: 'draft', ...wanted }),
    );
  }

  /** Opens a draft for answers. @returns the survey as it is now: opened by this update only if its `openedByUpdate` says so */
  issue(id: string, openedByUpdate: string, openedAt: Date): Promise<SurveyRow | null> {
    return once(this.#surveys, id, 'openedByUpdate', openedByUpdate, ({ state }) =>
      state === 'draft'
        ? { given: { state }, change: { $set: { state: 'open', openedByUpdate, openedAt } } }
        : undefined,
    );
  }

  /** Takes back a survey that was sent; the same update does it once. @returns the survey as it is now, taken back by this update or not */
  takeBack(id: string, takenBackBy: string, takenBackByUpdate: string): Promise<SurveyRow | null> {
    return once(this.#surveys, id, 'takenBackByUpdate', takenBackByUpdate, ({ state }) =>
      state === 'open'
        ? { given: { state }, change: { $set: { state: 'dropped', takenBackBy, takenBackByUpdate } } }
        : undefined,
    );
  }

  async drop(id: string): Promise<void> {
    await this.#surveys.updateOne({ _id: id, state: 'draft' }, { $set: { state: 'dropped' } });
  }

  /** Ends the trials of a draft that is sent out, or dropped. */
  async endTrialsOf(draftId: string, byUpdate: string, at: Date): Promise<void> {
    for (const { _id } of await this.#surveys.find({ state: 'open', triesOut: draftId }))
      await this.close(_id, byUpdate, at);
  }

  /** Has somebody share a survey, or share it no longer; the same update does it once. @returns the survey as it is now */
  share(id: string, sharing: SurveySharing): Promise<SurveyRow | null> {
    return once(this.#surveys, id, 'sharings.byUpdate', sharing.byUpdate, (present) =>
      sharesSurvey(present, sharing.cadreId) === sharing.shares
        ? undefined
        : { given: { state: present.state }, change: { $push: { sharings: sharing } } },
    );
  }

  /** Gives a running survey a later last day; the same update does it once. @returns the survey as it is now */
  postpone(
    id: string,
    until: Pick<SurveyRow, 'closesOn' | 'closesAt'>,
    by: Omit<SurveyPostponement, 'insteadOf'>,
  ): Promise<SurveyRow | null> {
    return once(this.#surveys, id, 'postponements.byUpdate', by.byUpdate, (present) => {
      const { state, closesOn: insteadOf, closesAt } = present;
      if (!takesAnswers(present, by.enteredAt) || until.closesOn <= insteadOf) return undefined;
      return { given: { state, closesAt }, change: { $set: until, $push: { postponements: { ...by, insteadOf } } } };
    });
  }

  /** Closes an open survey; only the first time counts. @returns the survey as it is now */
  close(id: string, closedByUpdate: string, closedAt: Date, closedBy?: string): Promise<SurveyRow | null> {
    return once(this.#surveys, id, 'closedByUpdate', closedByUpdate, ({ state, reopenings }) =>
      state === 'open' && !isNoted({ reopenings }, 'reopenings.closedByUpdate', closedByUpdate)
        ? {
            given: { state },
            change: { $set: { state: 'closed', closedByUpdate, closedAt, ...(closedBy && { closedBy }) } },
          }
        : undefined,
    );
  }

  /**
   * Has a survey that is over take answers until a new last day, as long as nobody was shown its results; the same update does it once.
   * @returns the survey as it is now; `isReopenedBy` tells whether this update reopened it
   */
  reopen(
    id: string,
    until: Pick<SurveyRow, 'closesOn' | 'closesAt'>,
    { reason, ...by }: Pick<SurveyReopening, 'by' | 'byUpdate' | 'enteredAt' | 'reason'>,
  ): Promise<SurveyRow | null> {
    return once(this.#surveys, id, 'reopenings.byUpdate', by.byUpdate, (present) => {
      const { state, closesOn: insteadOf, closesAt, closedByUpdate } = present;
      if (!isOver(present, by.enteredAt) || present.resultsReadAt !== undefined) return undefined;
      const reopening = { ...by, reason, insteadOf, ...(closedByUpdate === undefined ? {} : { closedByUpdate }) };
      const change = {
        $set: { ...until, state: 'open' as const },
        $unset: { closedAt: 1 as const, closedByUpdate: 1 as const, closedBy: 1 as const },
        $push: { reopenings: reopening },
      };
      return { given: { state, closesAt, resultsReadAt: absent() }, change };
    });
  }

  /** Notes that results are being shown. @returns `false` when the survey is not as it was read, so that nothing may be shown */
  noteRead({ _id, state, closesAt, resultsReadAt }: SurveyRow, at: Date): Promise<boolean> {
    if (resultsReadAt !== undefined) return Promise.resolve(true);
    return this.#surveys.updateOne({ _id, state, closesAt }, { $set: { resultsReadAt: at } });
  }

  /** Closes a survey whose last day is over, if nobody closed it before. */
  async closeAtDeadline({ _id, closesAt }: Pick<SurveyRow, '_id' | 'closesAt'>): Promise<void> {
    await this.#surveys.updateOne({ _id, state: 'open', closesAt }, { $set: { state: 'closed', closedAt: closesAt } });
  }
}

function endOf({ closedAt, closesAt }: SurveyRow): Date {
  return closedAt !== undefined && closedAt < closesAt ? closedAt : closesAt;
}

/** Whether answers given at this instant count. */
export function takesAnswers(survey: SurveyRow, at: Date): boolean {
  return (
    survey.state !== 'dropped' &&
    survey.openedAt !== undefined &&
    survey.openedAt <= at &&
    at < (survey.closedAt ?? survey.closesAt)
  );
}

/** Whether a survey that went out takes no answers any more. */
export function isOver(survey: SurveyRow, at: Date): boolean {
  return (survey.state === 'open' || survey.state === 'closed') && !takesAnswers(survey, at);
}

/** Whether this update reopened the survey. */
export function isReopenedBy(row: SurveyRow, updateId: string): boolean {
  return isNoted(row, 'reopenings.byUpdate', updateId);
}

function sharesSurvey({ sharings = [] }: SurveyRow, cadreId: string): boolean {
  return sharings.findLast((each) => each.cadreId === cadreId)?.shares === true;
}

/** Those who share a survey with whoever made it, and are told what they are told. */
export function sharersOf(survey: SurveyRow): string[] {
  const ids = [...new Set((survey.sharings ?? []).map(({ cadreId }) => cadreId))];
  return ids.filter((cadreId) => cadreId !== survey.createdBy && sharesSurvey(survey, cadreId));
}

/** Whether this update changed who shares the survey. */
export function isSharedBy(row: SurveyRow, updateId: string): boolean {
  return isNoted(row, 'sharings.byUpdate', updateId);
}

/** Whether this update gave the survey a later last day. */
export function isPostponedBy(row: SurveyRow, updateId: string): boolean {
  return isNoted(row, 'postponements.byUpdate', updateId);
}

/** Since when it runs to its present last day, and a mark for what is said once each time it runs; `''` the first time. */
export function presentRun(survey: SurveyRow): { since: Date | undefined; mark: string } {
  const { openedAt, reopenings = [], postponements = [] } = survey;
  const [last] = [...reopenings, ...postponements].sort((a, b) => b.enteredAt.getTime() - a.enteredAt.getTime());
  return last === undefined ? { since: openedAt, mark: '' } : { since: last.enteredAt, mark: `:${last.byUpdate}` };
}
