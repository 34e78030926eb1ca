import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { not } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { date, flag, list, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';
import type { Answer } from './survey.ts';
import type { AnswerSheet } from './survey-tally.ts';

/** An answer with the update that gave it. */
export interface GivenAnswer extends Answer {
  byUpdate: string;
}

const surveyAnswers = rows(
  'surveyAnswers',
  {
    surveyId: text,
    cadreId: text,
    /** Where the person worked when the survey went out. */
    unitId: text,
    /** Heads a unit, so that the questions to unit heads are asked too. */
    headsUnit: flag,
    state: oneOf<'waiting' | 'done'>(),
    answers: list<GivenAnswer>(),
    /** Updates that stepped back, so that each does so once. */
    backs: texts,
    doneAt: optional(date),
  },
  [{ keys: { surveyId: 1, state: 1 }, usedBy: 'marksOf, waitingIn, sheetsOf, count' }],
);

/** One person's sheet of one survey, made when the survey goes out; the id is `<survey>:<cadre>`. */
export type SurveyAnswerRow = RowOf<typeof surveyAnswers>;

/** Whose sheet it is and whether it is done. */
export type SheetMark = Pick<SurveyAnswerRow, '_id' | 'cadreId' | 'unitId' | 'state'>;

const markFields = ['cadreId', 'unitId', 'state'] as const;

export class SurveyAnswerStore {
  readonly #sheets: Collection<SurveyAnswerRow>;

  constructor(database: Database) {
    this.#sheets = database.of(surveyAnswers);
  }

  byId(surveyId: string, cadreId: string) {
    return this.#sheets.byId(`${surveyId}:${cadreId}`);
  }

  /** Makes empty sheets; whoever has one keeps it. */
  async add(sheets: readonly Pick<SurveyAnswerRow, 'surveyId' | 'cadreId' | 'unitId' | 'headsUnit'>[]): Promise<void> {
    await this.#sheets.insertMissing(
      sheets.map((sheet) => ({
        _id: `${sheet.surveyId}:${sheet.cadreId}`,
        ...sheet,
        state: 'waiting',
        answers: [],
        backs: [],
      })),
    );
  }

  /** Adds one answer to a sheet that has none to this question yet. */
  async answer(sheetId: string, answer: GivenAnswer): Promise<void> {
    await this.#sheets.updateOne(
      { _id: sheetId, state: 'waiting', 'answers.questionId': not(answer.questionId) },
      { $push: { answers: answer } },
    );
  }

  /** Takes the answer to this question back, so that it is asked again; the same update does it once. */
  async takeBack(sheetId: string, questionId: string, byUpdate: string): Promise<void> {
    await once(this.#sheets, sheetId, 'backs', byUpdate, ({ state }) =>
      state === 'waiting'
        ? { given: { state }, change: { $pull: { answers: { questionId } }, $push: { backs: byUpdate } } }
        : undefined,
    );
  }

  /** Hands a sheet in; the first time stands. */
  async finish(sheetId: string, doneAt: Date): Promise<void> {
    await this.#sheets.updateOne({ _id: sheetId, state: 'waiting' }, { $set: { state: 'done', doneAt } });
  }

  /** Everyone's mark, without answers: who has answered, in which unit. */
  marksOf(surveyId: string): Promise<SheetMark[]> {
    return this.#sheets.findFields({ surveyId }, markFields);
  }

  /** Those who have not handed in. */
  waitingIn(surveyId: string): Promise<SheetMark[]> {
    return this.#sheets.findFields({ surveyId, state: 'waiting' }, markFields);
  }

  /** How many sheets were handed in, and how many there are. */
  async count(surveyId: string): Promise<{ done: number; all: number }> {
    const [done, all] = await Promise.all([
      this.#sheets.count({ surveyId, state: 'done' }),
      this.#sheets.count({ surveyId }),
    ]);
    return { done, all };
  }

  /** What was handed in, without the people. */
  async sheetsOf(surveyId: string): Promise<AnswerSheet[]> {
    const sheets = await this.#sheets.findFields({ surveyId, state: 'done' }, ['unitId', 'answers']);
    return sheets.map(({ unitId, answers }) => ({ unitId, answers }));
  }
}
