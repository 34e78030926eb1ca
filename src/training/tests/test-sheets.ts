import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among, not } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { date, list, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';
import type { GivenAnswer } from '../needs-survey/survey-answers.ts';
import type { TestRow } from './tests.ts';

const testSheets = rows(
  'testSheets',
  {
    testId: text,
    cadreId: text,
    startedAt: date,
    /** When its time is over; what is answered by then counts. */
    endsAt: date,
    state: oneOf<'going' | 'done'>(),
    answers: list<GivenAnswer>(),
    /** Updates that went back one question, so that each does so once. */
    backs: texts,
    doneAt: optional(date),
  },
  [
    { keys: { testId: 1, state: 1 }, usedBy: 'of, going' },
    { keys: { cadreId: 1, testId: 1 }, usedBy: 'ofTrainee' },
  ],
);

/** One trainee's answers to one test, made when they begin; the id is `<test>:<cadre>`. */
export type TestSheetRow = RowOf<typeof testSheets>;

export class TestSheetStore {
  readonly #sheets: Collection<TestSheetRow>;

  constructor(database: Database) {
    this.#sheets = database.of(testSheets);
  }

  byId(testId: string, cadreId: string) {
    return this.#sheets.byId(`${testId}:${cadreId}`);
  }

  /** Inserts a demo's past sheets. */
  async fill(sheets: readonly TestSheetRow[]): Promise<void> {
    await this.#sheets.insertMissing(sheets);
  }

  of(testId: string) {
    return this.#sheets.find({ testId });
  }

  going(testId: string) {
    return this.#sheets.find({ testId, state: 'going' });
  }

  ofTrainee(cadreId: string, testIds: readonly string[]) {
    return this.#sheets.find({ cadreId, testId: among(testIds) });
  }

  /** Begins; whoever has begun goes on with the time they have. @returns the sheet as it is */
  async begin({ _id: testId, closesAt, minutes }: TestRow, cadreId: string, now: Date): Promise<TestSheetRow> {
    // On a full minute, as it is shown, and never less than was said.
    const wholeMinutes = Math.ceil(now.getTime() / 60_000) + minutes;
    const endsAt = new Date(Math.min(wholeMinutes * 60_000, closesAt.getTime()));
    const fresh = { testId, cadreId, startedAt: now, endsAt, state: 'going' as const, answers: [], backs: [] };
    await this.#sheets.insertMissing([{ _id: `${testId}:${cadreId}`, ...fresh }]);
    return (await this.byId(testId, cadreId)) ?? { _id: `${testId}:${cadreId}`, ...fresh };
  }

  /** Adds an answer, unless there is one to this question. */
  async answer(sheetId: string, answer: GivenAnswer): Promise<void> {
    await this.#sheets.updateOne(
      { _id: sheetId, state: 'going', 'answers.questionId': not(answer.questionId) },
      { $push: { answers: answer } },
    );
  }

  /** Removes the answer to a question, so that it is asked again; the same update does it once. */
  async takeBack(sheetId: string, questionId: string, byUpdate: string): Promise<void> {
    await once(this.#sheets, sheetId, 'backs', byUpdate, ({ state }) =>
      state === 'going'
        ? { given: { state }, change: { $pull: { answers: { questionId } }, $push: { backs: byUpdate } } }
        : undefined,
    );
  }

  /** Hands a sheet in; only the first time counts. */
  async finish(sheetId: string, doneAt: Date): Promise<void> {
    await this.#sheets.updateOne({ _id: sheetId, state: 'going' }, { $set: { state: 'done', doneAt } });
  }
}

/** Whether it takes no more answers: it is handed in, or its time is over. */
export function isOver({ state, endsAt }: Pick<TestSheetRow, 'state' | 'endsAt'>, now: Date): boolean {
  return state === 'done' || now >= endsAt;
}
