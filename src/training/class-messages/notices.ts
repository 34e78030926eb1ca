import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { insertMissing, modelOn } from '../../store/row.ts';
import { type ClassMessageRow, ClassMessageStore } from './class-messages.ts';

/** A notice to one class; its number, e.g. `2026-01-T3`, is its id. */
export interface NoticeRow extends ClassMessageRow {
  words: string;
  sentAt?: Date;
  /** Until when an answer is expected. */
  answerBy?: Date;
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

export class NoticeStore extends ClassMessageStore<NoticeRow> {
  readonly #marks: Model<NoticeMarkRow>;

  constructor(connection: Connection) {
    const fields = { words: { type: String, required: true }, sentAt: Date, answerBy: Date };
    super(connection, 'notices', 'T', fields, [{ keys: { state: 1, sentAt: 1 }, usedBy: 'sentSince' }]);
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

  /** Marks a draft as sent; `false` when it was dropped before. */
  async send(id: string, sentAt: Date, answerBy: Date): Promise<boolean> {
    await this.model.updateOne({ _id: id, state: 'draft' }, { $set: { state: 'sent', sentAt, answerBy } });
    return (await this.byId(id))?.state === 'sent';
  }

  sentSince(since: Date) {
    return this.model
      .find({ state: 'sent', sentAt: trusted({ $gte: since }) })
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
