import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { modelOn } from '../../store/row.ts';
import type { Assessment } from './grading.ts';

/**
 * One trainee's result as two members of the evaluation team confirmed it, with everything it rests on; the id is `<class>:<cadre>`.
 * It stands as confirmed, whatever is recorded later; only the mark of having been read is added.
 */
export interface AssessmentRow extends Assessment {
  _id: string;
  classId: string;
  unitId: string;
  /** Place in the ranked list of the class, from 0; the barred and the withdrawn come last. */
  order: number;
  regularHundredths: number;
  bonusHundredths: number;
  totalHundredths: number;
  /** The reasons that concern the grade alone, without rank and title. */
  gradeReasons: readonly string[];
  /** Boards, for the unit head. */
  strong: readonly string[];
  weak: readonly string[];
  /** The whole way from the events to the grade, line by line, for the trainee. */
  explanation: readonly string[];
  /** When the trainee pressed 知悉. */
  readAt?: Date;
}

export class AssessmentStore {
  readonly #model: Model<AssessmentRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<AssessmentRow>(connection, 'assessments', assessmentFields, [
      { keys: { classId: 1, order: 1 }, usedBy: 'ofClass' },
    ]);
  }

  byId(classId: string, cadreId: string) {
    return this.#model.findById(`${classId}:${cadreId}`).lean<AssessmentRow | null>().exec();
  }

  /** The ranked list of a class. */
  ofClass(classId: string) {
    return this.#model.find({ classId }).sort({ classId: 1, order: 1 }).lean<AssessmentRow[]>().exec();
  }

  many(ids: readonly string[]) {
    return this.#model
      .find({ _id: trusted({ $in: [...ids] }) })
      .lean<AssessmentRow[]>()
      .exec();
  }

  /** Writes the results of a class; writing the same ones again changes nothing. */
  async put(rows: readonly AssessmentRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#model.collection.bulkWrite(
      rows.map((row) => ({ replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true } })) as never,
      { ordered: false },
    );
  }

  /** The first reading counts. */
  async read(classId: string, cadreId: string, readAt: Date): Promise<void> {
    await this.#model.updateOne(
      { _id: `${classId}:${cadreId}`, readAt: trusted({ $exists: false }) },
      { $set: { readAt } },
    );
  }
}

const assessmentFields = {
  classId: { type: String, required: true },
  cadreId: { type: String, required: true },
  unitId: { type: String, required: true },
  name: { type: String, required: true },
  order: { type: Number, required: true },
  outcome: { type: String, required: true },
  computedGrade: String,
  finalGrade: String,
  rank: Number,
  tiedWith: { type: [String], required: true },
  excellentTrainee: { type: String, required: true },
  reasons: { type: [String], required: true },
  gradeReasons: { type: [String], required: true },
  regularHundredths: { type: Number, required: true },
  bonusHundredths: { type: Number, required: true },
  totalHundredths: { type: Number, required: true },
  strong: { type: [String], required: true },
  weak: { type: [String], required: true },
  explanation: { type: [String], required: true },
  readAt: Date,
} as const;
