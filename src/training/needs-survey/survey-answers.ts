import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { insertMissing, modelOn } from '../../store/row.ts';
import type { Answer } from './survey.ts';
import type { AnswerSheet } from './survey-tally.ts';

/** One person's sheet of one survey, made when the survey goes out; the id is `<survey>:<cadre>`. */
export interface SurveyAnswerRow {
  _id: string;
  surveyId: string;
  cadreId: string;
  /** Where the person worked when the survey went out. */
  unitId: string;
  /** Heads a unit, so that the questions to unit heads are asked too. */
  headsUnit: boolean;
  state: 'waiting' | 'done';
  answers: readonly GivenAnswer[];
  /** Updates that stepped back, so that each does so once. */
  backs: readonly string[];
  doneAt?: Date;
}

/** An answer with the update that gave it. */
export interface GivenAnswer extends Answer {
  by: string;
}

/** Whose sheet it is and whether it is done. */
export type SheetMark = Pick<SurveyAnswerRow, '_id' | 'cadreId' | 'unitId' | 'state'>;

export class SurveyAnswerStore {
  readonly #model: Model<SurveyAnswerRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<SurveyAnswerRow>(connection, 'surveyAnswers', answerFields, [
      { keys: { surveyId: 1, state: 1 }, usedBy: 'marksOf, waitingIn, sheetsOf, count' },
    ]);
  }

  byId(surveyId: string, cadreId: string) {
    return this.#model.findById(`${surveyId}:${cadreId}`).lean<SurveyAnswerRow | null>().exec();
  }

  /** Makes empty sheets; whoever has one keeps it. */
  async add(sheets: readonly Pick<SurveyAnswerRow, 'surveyId' | 'cadreId' | 'unitId' | 'headsUnit'>[]): Promise<void> {
    await insertMissing(
      this.#model,
      sheets.map((sheet) => ({
        _id: `${sheet.surveyId}:${sheet.cadreId}`,
        ...sheet,
        state: 'waiting' as const,
        answers: [],
        backs: [],
      })),
    );
  }

  /** Adds one answer to a sheet that has none to this question yet. */
  async answer(sheetId: string, answer: GivenAnswer): Promise<void> {
    await this.#model.updateOne(
      { _id: sheetId, state: 'waiting', 'answers.questionId': trusted({ $ne: answer.questionId }) } as never,
      { $push: { answers: answer } } as never,
    );
  }

  /** Takes the answer to this question back, so that it is asked again; the same update does it once. */
  async takeBack(sheetId: string, questionId: string, by: string): Promise<void> {
    await this.#model.updateOne(
      { _id: sheetId, state: 'waiting', backs: trusted({ $ne: by }) } as never,
      { $pull: { answers: { questionId } }, $push: { backs: by } } as never,
    );
  }

  /** Hands a sheet in; the first time stands. */
  async finish(sheetId: string, doneAt: Date): Promise<void> {
    await this.#model.updateOne({ _id: sheetId, state: 'waiting' }, { $set: { state: 'done', doneAt } });
  }

  /** Everyone's mark, without answers: who has answered, in which unit. */
  marksOf(surveyId: string) {
    return this.#model.find({ surveyId }).select({ cadreId: 1, unitId: 1, state: 1 }).lean<SheetMark[]>().exec();
  }

  /** Those who have not handed in. */
  waitingIn(surveyId: string) {
    return this.#model
      .find({ surveyId, state: 'waiting' })
      .select({ cadreId: 1, unitId: 1, state: 1 })
      .lean<SheetMark[]>()
      .exec();
  }

  /** How many sheets were handed in, and how many there are. */
  async count(surveyId: string): Promise<{ done: number; all: number }> {
    const [done, all] = await Promise.all([
      this.#model.countDocuments({ surveyId, state: 'done' }),
      this.#model.countDocuments({ surveyId }),
    ]);
    return { done, all };
  }

  /** What was handed in, without the people. */
  async sheetsOf(surveyId: string): Promise<AnswerSheet[]> {
    const rows = await this.#model
      .find({ surveyId, state: 'done' })
      .select({ _id: 0, unitId: 1, answers: 1 })
      .lean<AnswerSheet[]>()
      .exec();
    return rows.map(({ unitId, answers }) => ({ unitId, answers }));
  }
}

const answerFields = {
  surveyId: { type: String, required: true },
  cadreId: { type: String, required: true },
  unitId: { type: String, required: true },
  headsUnit: { type: Boolean, required: true },
  state: { type: String, required: true },
  answers: { type: [Object], required: true },
  backs: { type: [String], required: true },
  doneAt: Date,
} as never;
