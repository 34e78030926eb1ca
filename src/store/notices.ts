import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { insertMissing, isDuplicate, modelOn } from './schema.ts';

/** A notice to one class; its number, e.g. `2026-01-T3`, is its id. */
export interface NoticeRow {
  _id: string;
  classId: string;
  number: number;
  words: string;
  /** `draft` until it was confirmed, then `sent`; `dropped` when it was not; `recalled` when it was taken back. */
  state: 'draft' | 'sent' | 'dropped' | 'recalled';
  createdBy: string;
  byUpdate: string;
  sentAt?: Date;
  /** Until when an answer is expected. */
  answerBy?: Date;
  recalledBy?: string;
  recalledAt?: Date;
  /** The update that took it back, so that a second run of it goes on. */
  recallUpdate?: string;
}

/** One trainee and one notice: read and answered are separate facts. The id is `<notice>:<cadre>`. */
export interface NoticeMarkRow {
  _id: string;
  noticeId: string;
  cadreId: string;
  unitId: string;
  name: string;
  readAt?: Date;
  answer?: 'willDo' | 'difficulty';
  answerWords?: string;
  answeredAt?: Date;
}

/** The delivery key of the card that goes to one trainee. @param markId - `<notice>:<cadre>` */
export function noticeKey(markId: string): string {
  return `notice:${markId}`;
}

/** The delivery key of one reminder of it. @param step - the key of the reminder among those of a notice */
export function noticeReminderKey(markId: string, step: string): string {
  return `notice-reminder:${markId}:${step}`;
}

export class NoticeStore {
  readonly #notices: Model<NoticeRow>;
  readonly #marks: Model<NoticeMarkRow>;

  constructor(connection: Connection) {
    this.#notices = modelOn<NoticeRow>(
      connection,
      'notices',
      {
        classId: { type: String, required: true },
        number: { type: Number, required: true },
        words: { type: String, required: true },
        state: { type: String, required: true },
        createdBy: { type: String, required: true },
        byUpdate: { type: String, required: true },
        sentAt: Date,
        answerBy: Date,
        recalledBy: String,
        recalledAt: Date,
        recallUpdate: String,
      },
      [
        { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
        { keys: { classId: 1, number: -1 }, usedBy: 'create' },
        { keys: { state: 1, sentAt: 1 }, usedBy: 'sentSince' },
        { keys: { state: 1, recalledAt: 1 }, usedBy: 'recalledSince' },
      ],
    );
    this.#marks = modelOn<NoticeMarkRow>(
      connection,
      'noticeMarks',
      {
        noticeId: { type: String, required: true },
        cadreId: { type: String, required: true },
        unitId: { type: String, required: true },
        name: { type: String, required: true },
        readAt: Date,
        answer: String,
        answerWords: String,
        answeredAt: Date,
      },
      [{ keys: { noticeId: 1, _id: 1 }, usedBy: 'marksOf' }],
    );
  }

  byId(id: string) {
    return this.#notices.findById(id).lean<NoticeRow | null>().exec();
  }

  /** Makes a draft under the class's next number; the same update makes the same draft. */
  async create(wanted: Omit<NoticeRow, '_id' | 'number' | 'state'>): Promise<NoticeRow> {
    const made = await this.#notices.findOne({ byUpdate: wanted.byUpdate }).lean<NoticeRow | null>();
    if (made !== null) return made;
    const last = await this.#notices
      .findOne({ classId: wanted.classId })
      .sort({ classId: 1, number: -1 })
      .lean<NoticeRow | null>();
    const number = (last?.number ?? 0) + 1;
    const row: NoticeRow = { _id: `${wanted.classId}-T${number}`, number, state: 'draft', ...wanted };
    try {
      await this.#notices.collection.insertOne(row as never);
      return row;
    } catch (error) {
      if (isDuplicate(error)) return this.create(wanted);
      throw error;
    }
  }

  /** Marks a draft as sent; `false` when it was dropped before. */
  async send(id: string, sentAt: Date, answerBy: Date): Promise<boolean> {
    await this.#notices.updateOne({ _id: id, state: 'draft' }, { $set: { state: 'sent', sentAt, answerBy } });
    return (await this.byId(id))?.state === 'sent';
  }

  async drop(id: string): Promise<void> {
    await this.#notices.updateOne({ _id: id, state: 'draft' }, { $set: { state: 'dropped' } });
  }

  sentSince(since: Date) {
    return this.#notices
      .find({ state: 'sent', sentAt: trusted({ $gte: since }) })
      .lean<NoticeRow[]>()
      .exec();
  }

  /** Takes a sent notice back; `false` when another update did so before. */
  async recall(
    id: string,
    by: Required<Pick<NoticeRow, 'recalledBy' | 'recalledAt' | 'recallUpdate'>>,
  ): Promise<boolean> {
    await this.#notices.updateOne({ _id: id, state: 'sent' }, { $set: { state: 'recalled', ...by } });
    return (await this.byId(id))?.recallUpdate === by.recallUpdate;
  }

  recalledSince(since: Date) {
    return this.#notices
      .find({ state: 'recalled', recalledAt: trusted({ $gte: since }) })
      .lean<NoticeRow[]>()
      .exec();
  }

  /** Opens a mark for each receiver. */
  async openMarks(rows: readonly NoticeMarkRow[]): Promise<void> {
    await insertMissing(this.#marks, rows);
  }

  marksOf(noticeId: string) {
    return this.#marks.find({ noticeId }).sort({ noticeId: 1, _id: 1 }).lean<NoticeMarkRow[]>().exec();
  }

  markOf(noticeId: string, cadreId: string) {
    return this.#marks.findById(`${noticeId}:${cadreId}`).lean<NoticeMarkRow | null>().exec();
  }

  /** The first reading counts. */
  async read(noticeId: string, cadreId: string, readAt: Date): Promise<void> {
    await this.#marks.updateOne(
      { _id: `${noticeId}:${cadreId}`, readAt: trusted({ $exists: false }) },
      { $set: { readAt } },
    );
  }

  /** The last answer counts; answering is reading too. */
  async answer(
    noticeId: string,
    cadreId: string,
    set: Pick<NoticeMarkRow, 'answer' | 'answeredAt'> & { answerWords?: string },
  ): Promise<void> {
    await this.#marks.updateOne({ _id: `${noticeId}:${cadreId}` }, { $set: set });
  }
}
