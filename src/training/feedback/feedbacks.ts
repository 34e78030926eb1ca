import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { insertMissing, modelOn } from '../../store/row.ts';

/** The feedback on one trainee to the head of their unit; the id is `<class>:<cadre>`. */
export interface FeedbackRow {
  _id: string;
  classId: string;
  cadreId: string;
  name: string;
  unitId: string;
  /** `nobody`: the trainee is the head, or the unit has none; the organisation department sees to it. */
  state: 'sent' | 'acknowledged' | 'nobody';
  /** To whom it was sent. */
  headId?: string;
  sentAt: Date;
  /** Who acknowledged it; another one than `headId` where the unit's head changed. */
  acknowledgedBy?: string;
  acknowledgedAt?: Date;
}

export class FeedbackStore {
  readonly #model: Model<FeedbackRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<FeedbackRow>(
      connection,
      'feedbacks',
      {
        classId: { type: String, required: true },
        cadreId: { type: String, required: true },
        name: { type: String, required: true },
        unitId: { type: String, required: true },
        state: { type: String, required: true },
        headId: String,
        sentAt: { type: Date, required: true },
        acknowledgedBy: String,
        acknowledgedAt: Date,
      },
      [
        { keys: { classId: 1, unitId: 1 }, usedBy: 'ofClass' },
        { keys: { state: 1, sentAt: 1 }, usedBy: 'unacknowledged' },
      ],
    );
  }

  byId(classId: string, cadreId: string) {
    return this.#model.findById(`${classId}:${cadreId}`).lean<FeedbackRow | null>().exec();
  }

  /** The feedbacks of a class, unit by unit. */
  ofClass(classId: string) {
    return this.#model.find({ classId }).sort({ classId: 1, unitId: 1 }).lean<FeedbackRow[]>().exec();
  }

  /** Opens feedbacks; those opened before stay as they are. */
  async open(rows: readonly FeedbackRow[]): Promise<void> {
    await insertMissing(this.#model, rows);
  }

  /** Sent since then and not acknowledged yet, oldest first. */
  unacknowledged(since: Date) {
    return this.#model
      .find({ state: 'sent', sentAt: trusted({ $gte: since }) })
      .sort({ state: 1, sentAt: 1 })
      .lean<FeedbackRow[]>()
      .exec();
  }

  /** Acknowledges; the first time stands. @returns the feedback as it stands now */
  async acknowledge(
    classId: string,
    cadreId: string,
    set: Required<Pick<FeedbackRow, 'acknowledgedBy' | 'acknowledgedAt'>>,
  ): Promise<FeedbackRow | null> {
    await this.#model.updateOne(
      { _id: `${classId}:${cadreId}`, state: 'sent' },
      { $set: { ...set, state: 'acknowledged' } },
    );
    return this.byId(classId, cadreId);
  }
}

/** The delivery key of the first card about a feedback. @param id - the feedback's */
export function feedbackCardKey(id: string): string {
  return `feedback:${id}`;
}
