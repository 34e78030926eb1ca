import type { Collection } from '../../store/collection.ts';
import type { Database } from '../../store/database.ts';
import { among, not } from '../../store/filter.ts';
import { once } from '../../store/once.ts';
import { date, flag, list, oneOf, optional, type RowOf, rows, text, texts } from '../../store/row.ts';
import type { Answer, AnswerSheet } from './question.ts';
import { answersThatCount } from './survey-path.ts';
import type { SurveyRow } from './surveys.ts';

/** An answer and the update that gave it. */
export interface GivenAnswer extends Answer {
  byUpdate: string;
}

const surveyAnswers = rows(
  'surveyAnswers',
  {
    surveyId: text,
    cadreId: text,
    /** The person's unit when the survey was sent. */
    unitId: text,
    /** Whether the person heads a unit, and so is also asked the questions for unit heads. */
    headsUnit: flag,
    state: oneOf<'waiting' | 'done'>(),
    /** What the information base held when the survey was sent, and is not asked. */
    known: optional(list<Answer>()),
    answers: list<GivenAnswer>(),
    /** Updates that went back one question, so that each does so once. */
    backs: texts,
    doneAt: optional(date),
  },
  [
    { keys: { surveyId: 1, state: 1 }, usedBy: 'marksOf, waitingIn, sheetsOf, submittedTo, count' },
    { keys: { cadreId: 1, state: 1, doneAt: -1 }, usedBy: 'earlierOf, waitingOf' },
  ],
);

/** One person's answer sheet of one survey, made when the survey is sent; the id is `<survey>:<cadre>`. */
export type SurveyAnswerRow = RowOf<typeof surveyAnswers>;

/** Whose sheet it is and whether it is done. */
export type SheetMark = Pick<SurveyAnswerRow, '_id' | 'cadreId' | 'unitId' | 'state'>;

/** How many earlier sheets are looked through for an answer to the same question. */
const mostEarlier = 5;

const markFields = ['cadreId', 'unitId', 'state'] as const;

export class SurveyAnswerStore {
  readonly #sheets: Collection<SurveyAnswerRow>;

  constructor(database: Database) {
    this.#sheets = database.of(surveyAnswers);
  }

  byId(surveyId: string, cadreId: string) {
    return this.#sheets.byId(`${surveyId}:${cadreId}`);
  }

  /** Inserts a demo's first sheets. */
  async fill(sheets: readonly SurveyAnswerRow[]): Promise<void> {
    await this.#sheets.insertMissing(sheets);
  }

  /** Creates empty sheets; no change for those who have one. */
  async add(
    sheets: readonly Pick<SurveyAnswerRow, 'surveyId' | 'cadreId' | 'unitId' | 'headsUnit' | 'known'>[],
  ): Promise<void> {
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

  /** Adds an answer, unless the sheet already has one to this question. */
  async answer(sheetId: string, answer: GivenAnswer): Promise<void> {
    await this.#sheets.updateOne(
      { _id: sheetId, state: 'waiting', 'answers.questionId': not(answer.questionId) },
      { $push: { answers: answer } },
    );
  }

  /** Removes the answers to these questions, so that they are asked again; the same update does it once. */
  async takeBack(sheetId: string, questionIds: readonly string[], byUpdate: string): Promise<void> {
    const taken = { questionId: among(questionIds) };
    await once(this.#sheets, sheetId, 'backs', byUpdate, ({ state }) =>
      state === 'waiting'
        ? { given: { state }, change: { $pull: { answers: taken }, $push: { backs: byUpdate } } }
        : undefined,
    );
  }

  /** What this person handed in last, newest first. */
  earlierOf(cadreId: string): Promise<Pick<SurveyAnswerRow, 'answers'>[]> {
    return this.#sheets.find({ cadreId, state: 'done' }, { sort: { doneAt: -1 }, limit: mostEarlier });
  }

  /** What this person has not submitted. */
  waitingOf(cadreId: string): Promise<SurveyAnswerRow[]> {
    return this.#sheets.find({ cadreId, state: 'waiting' });
  }

  /** Submits a sheet; only the first time counts. */
  async finish(sheetId: string, doneAt: Date): Promise<void> {
    await this.#sheets.updateOne({ _id: sheetId, state: 'waiting' }, { $set: { state: 'done', doneAt } });
  }

  /** Who has answered and in which unit, without the answers. */
  marksOf(surveyId: string): Promise<SheetMark[]> {
    return this.#sheets.findFields({ surveyId }, markFields);
  }

  /** Those who have not submitted their sheet. */
  waitingIn(surveyId: string): Promise<SheetMark[]> {
    return this.#sheets.findFields({ surveyId, state: 'waiting' }, markFields);
  }

  /** Whether anybody has begun to answer. */
  async isBegun(surveyId: string): Promise<boolean> {
    const [done, waiting] = await Promise.all([
      this.#sheets.count({ surveyId, state: 'done' }),
      this.#sheets.findFields({ surveyId, state: 'waiting' }, ['answers']),
    ]);
    return done > 0 || waiting.some(({ answers }) => answers.length > 0);
  }

  /** How many sheets were submitted, and how many there are. */
  async count(surveyId: string): Promise<{ done: number; all: number }> {
    const [done, all] = await Promise.all([
      this.#sheets.count({ surveyId, state: 'done' }),
      this.#sheets.count({ surveyId }),
    ]);
    return { done, all };
  }

  /** The submitted answers that count, with what the information base held, without the people. */
  async sheetsOf({ _id: surveyId, questions }: SurveyRow): Promise<AnswerSheet[]> {
    const sheets = await this.#sheets.findFields({ surveyId, state: 'done' }, ['unitId', 'known', 'answers']);
    return sheets.map(({ unitId, known = [], answers }) => ({
      unitId,
      answers: answersThatCount(questions, [...known, ...answers]),
    }));
  }

  /** What names the pictures and files of submitted sheets, `<sheet>:<question>`; of a question that too few answered, none. */
  async filesIn({
    _id: surveyId,
    questions,
    smallestGroup,
  }: Pick<SurveyRow, '_id' | 'questions' | 'smallestGroup'>): Promise<string[]> {
    const ids = questions.filter(({ kind }) => kind === 'file').map(({ id }) => id);
    if (ids.length === 0) return [];
    const sheets = await this.#sheets.findFields({ surveyId, state: 'done' }, ['known', 'answers']);
    const all = sheets.flatMap(({ _id, known = [], answers }) =>
      answersThatCount(questions, [...known, ...answers])
        .filter(({ questionId, text }) => ids.includes(questionId) && text !== '')
        .map(({ questionId }) => ({ questionId, name: `${_id}:${questionId}` })),
    );
    return ids.flatMap((id) => {
      const names = all.filter(({ questionId }) => questionId === id).map(({ name }) => name);
      return names.length < smallestGroup ? [] : names;
    });
  }

  /** What each person submitted that counts, for telling them what became of it. */
  async submittedTo({
    _id: surveyId,
    questions,
  }: SurveyRow): Promise<{ cadreId: string; answers: readonly Answer[] }[]> {
    const sheets = await this.#sheets.findFields({ surveyId, state: 'done' }, ['cadreId', 'known', 'answers']);
    return sheets.map(({ cadreId, known = [], answers }) => ({
      cadreId,
      answers: answersThatCount(questions, [...known, ...answers]),
    }));
  }
}
