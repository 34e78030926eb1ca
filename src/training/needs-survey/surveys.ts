import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { isDuplicate, modelOn } from '../../store/row.ts';
import type { Question } from './survey.ts';

/** A needs survey. Its number, e.g. `D2026-1`, is its id. */
export interface SurveyRow {
  _id: string;
  year: string;
  /** Counts within the year, from 1. */
  number: number;
  name: string;
  /** Whom it goes to, as typed: 全县, 关键岗位, a unit's name … */
  scope: string;
  /** The last Beijing day on which answers are taken. */
  closesOn: string;
  /** The end of that day. */
  closesAt: Date;
  /** The question bank as it was when the survey was made; later rule packs do not change it. */
  questions: readonly Question[];
  /** Groups below this are not shown alone. */
  smallestGroup: number;
  state: 'draft' | 'open' | 'closed' | 'dropped';
  createdBy: string;
  /** The update that made it, so that making it twice makes one. */
  byUpdate: string;
  openedAt?: Date;
  /** The update that sent it out. */
  openedBy?: string;
  closedAt?: Date;
  /** The update that ended it, or `deadline`. */
  closedBy?: string;
}

/** What `closedBy` says when nobody ended the survey before its last day was over. */
export const DEADLINE = 'deadline';

export class SurveyStore {
  readonly #model: Model<SurveyRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<SurveyRow>(connection, 'surveys', surveyFields, [
      { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
      { keys: { year: 1, number: 1 }, unique: true, usedBy: 'create, recent' },
      { keys: { state: 1, closesAt: 1 }, usedBy: 'open, endedBetween' },
    ]);
  }

  byId(id: string) {
    return this.#model.findById(id).lean<SurveyRow | null>().exec();
  }

  /** The newest surveys that went out, for people who do not know a number by heart. */
  recent(limit: number) {
    return this.#model
      .find({ state: trusted({ $in: ['open', 'closed'] }) })
      .sort({ year: -1, number: -1 })
      .limit(limit)
      .lean<SurveyRow[]>()
      .exec();
  }

  open() {
    return this.#model.find({ state: 'open' }).sort({ state: 1, closesAt: 1 }).lean<SurveyRow[]>().exec();
  }

  /** Surveys whose last day was over between these instants, closed already or not. */
  endedBetween(from: Date, to: Date) {
    return this.#model
      .find({ state: trusted({ $in: ['open', 'closed'] }), closesAt: trusted({ $gt: from, $lte: to }) })
      .lean<SurveyRow[]>()
      .exec();
  }

  /** Makes a draft under the year's next free number; the same update makes the same survey. */
  async create(wanted: Omit<SurveyRow, '_id' | 'number' | 'state'>): Promise<SurveyRow> {
    const made = await this.#model.findOne({ byUpdate: wanted.byUpdate }).lean<SurveyRow | null>();
    if (made !== null) return made;
    const last = await this.#model
      .findOne({ year: wanted.year })
      .sort({ year: -1, number: -1 })
      .lean<SurveyRow | null>();
    const number = (last?.number ?? 0) + 1;
    const row: SurveyRow = { _id: `D${wanted.year}-${number}`, number, state: 'draft', ...wanted };
    try {
      await this.#model.collection.insertOne(row as never);
      return row;
    } catch (error) {
      if (isDuplicate(error)) return this.create(wanted);
      throw error;
    }
  }

  /** Sends a draft out. @returns the survey as it is now: opened by this update only if its `openedBy` says so */
  async issue(id: string, openedBy: string, openedAt: Date): Promise<SurveyRow | null> {
    const set = { state: 'open' as const, openedBy, openedAt };
    const opened = await this.#model
      .findOneAndUpdate({ _id: id, state: 'draft' }, { $set: set }, { returnDocument: 'after' })
      .lean<SurveyRow | null>();
    return opened ?? this.byId(id);
  }

  async drop(id: string): Promise<void> {
    await this.#model.updateOne({ _id: id, state: 'draft' }, { $set: { state: 'dropped' } });
  }

  /** Ends an open survey; the first ending stands. @returns the survey as it is now */
  async close(id: string, closedBy: string, closedAt: Date): Promise<SurveyRow | null> {
    const closed = await this.#model
      .findOneAndUpdate(
        { _id: id, state: 'open' },
        { $set: { state: 'closed', closedBy, closedAt } },
        { returnDocument: 'after' },
      )
      .lean<SurveyRow | null>();
    return closed ?? this.byId(id);
  }
}

/** Whether answers given at this instant count. */
export function takesAnswers(survey: SurveyRow, at: Date): boolean {
  return survey.openedAt !== undefined && survey.openedAt <= at && at < (survey.closedAt ?? survey.closesAt);
}

const surveyFields = {
  year: { type: String, required: true },
  number: { type: Number, required: true },
  name: { type: String, required: true },
  scope: { type: String, required: true },
  closesOn: { type: String, required: true },
  closesAt: { type: Date, required: true },
  questions: { type: [Object], required: true },
  smallestGroup: { type: Number, required: true },
  state: { type: String, required: true },
  createdBy: { type: String, required: true },
  byUpdate: { type: String, required: true },
  openedAt: Date,
  openedBy: String,
  closedAt: Date,
  closedBy: String,
} as never;
