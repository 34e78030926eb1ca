import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { insertMissing, modelOn } from '../../store/row.ts';

/** A cadre as trainee of one class; the id is `<class>:<cadre>`. */
export interface EnrollmentRow {
  _id: string;
  classId: string;
  cadreId: string;
  unitId: string;
  name: string;
  /** `completed` and `notCompleted` (不予结业) once the results are published. */
  state: 'enrolled' | 'withdrawn' | 'completed' | 'notCompleted';
  enrolledAt: Date;
}

export class EnrollmentStore {
  readonly #model: Model<EnrollmentRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<EnrollmentRow>(
      connection,
      'enrollments',
      {
        classId: { type: String, required: true },
        cadreId: { type: String, required: true },
        unitId: { type: String, required: true },
        name: { type: String, required: true },
        state: { type: String, required: true },
        enrolledAt: { type: Date, required: true },
      },
      [
        { keys: { classId: 1, state: 1 }, usedBy: 'traineesOf, ofClass' },
        { keys: { cadreId: 1, enrolledAt: -1 }, usedBy: 'ofCadre' },
      ],
    );
  }

  /** Enrols people; who is enrolled already stays as they are. */
  async add(rows: readonly EnrollmentRow[]): Promise<void> {
    await insertMissing(this.#model, rows);
  }

  /** Enrols one person, also somebody who was withdrawn; doing it again changes nothing. */
  async enrol(row: EnrollmentRow): Promise<void> {
    const added = await insertMissing(this.#model, [row]);
    if (added.size > 0)
      await this.#model.updateOne({ _id: row._id, state: 'withdrawn' }, { $set: { state: 'enrolled' } });
  }

  byId(classId: string, cadreId: string) {
    return this.#model.findById(`${classId}:${cadreId}`).lean<EnrollmentRow | null>().exec();
  }

  /** Those who take part: not the withdrawn. */
  traineesOf(classId: string) {
    return this.#model
      .find({ classId, state: trusted({ $in: ['enrolled', 'completed', 'notCompleted'] }) })
      .sort({ _id: 1 })
      .lean<EnrollmentRow[]>()
      .exec();
  }

  /** Everyone ever enrolled in the class, the withdrawn too. */
  ofClass(classId: string) {
    return this.#model.find({ classId }).sort({ _id: 1 }).lean<EnrollmentRow[]>().exec();
  }

  /** One person's classes, newest first. */
  ofCadre(cadreId: string) {
    return this.#model.find({ cadreId }).sort({ enrolledAt: -1 }).lean<EnrollmentRow[]>().exec();
  }

  /** Moves a trainee on; `false` when they were not enrolled (any more). */
  async move(classId: string, cadreId: string, to: 'withdrawn' | 'completed' | 'notCompleted'): Promise<boolean> {
    const result = await this.#model.updateOne(
      { _id: `${classId}:${cadreId}`, state: trusted({ $in: ['enrolled', to] }) },
      { $set: { state: to } },
    );
    return result.matchedCount === 1;
  }
}

/** The enrollment that follows from a call-up. */
export function enrollmentOf(
  { classId, cadreId, unitId, name }: Pick<EnrollmentRow, 'classId' | 'cadreId' | 'unitId' | 'name'>,
  enrolledAt: Date,
): EnrollmentRow {
  return { _id: `${classId}:${cadreId}`, classId, cadreId, unitId, name, state: 'enrolled', enrolledAt };
}
