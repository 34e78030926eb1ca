import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { isDuplicate, modelOn } from '../../store/row.ts';

/** A training class. Its number, e.g. `2026-01`, is its id. */
export interface ClassRow {
  _id: string;
  name: string;
  /** A key of the rule pack's `curriculum.classKinds`. */
  kind: string;
  /** First and last Beijing day of the class. */
  opensOn: string;
  closesOn: string;
  /** What the class is about; nobody is called twice to one topic within the rule pack's months. */
  topicTag: string;
  teacherId: string;
  /** `draft` without a timetable, `planned` with one that passed the check, `graded` once final grades are confirmed. */
  state: 'draft' | 'planned' | 'graded' | 'published';
  createdBy: string;
  /** The update that made it, so that making it twice makes one. */
  byUpdate: string;
}

export class ClassStore {
  readonly #model: Model<ClassRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<ClassRow>(
      connection,
      'classes',
      {
        name: { type: String, required: true },
        kind: { type: String, required: true },
        opensOn: { type: String, required: true },
        closesOn: { type: String, required: true },
        topicTag: { type: String, required: true },
        teacherId: { type: String, required: true },
        state: { type: String, required: true },
        createdBy: { type: String, required: true },
        byUpdate: { type: String, required: true },
      },
      [
        { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
        { keys: { teacherId: 1, closesOn: -1 }, usedBy: 'taughtBy' },
        { keys: { closesOn: 1 }, usedBy: 'endingFrom' },
      ],
    );
  }

  byId(id: string) {
    return this.#model.findById(id).lean<ClassRow | null>().exec();
  }

  taughtBy(cadreId: string) {
    return this.#model.find({ teacherId: cadreId }).lean<ClassRow[]>().exec();
  }

  /** Classes that end on this Beijing day or later. */
  endingFrom(dateOn: string) {
    return this.#model
      .find({ closesOn: trusted({ $gte: dateOn }) })
      .sort({ closesOn: 1 })
      .lean<ClassRow[]>()
      .exec();
  }

  /** Makes a class under the year's next free number; the same update makes the same class. */
  async create(year: string, wanted: Omit<ClassRow, '_id' | 'state'>): Promise<ClassRow> {
    const made = await this.#model.findOne({ byUpdate: wanted.byUpdate }).lean<ClassRow | null>();
    if (made !== null) return made;
    const ofYear = await this.#model
      .find({ _id: trusted({ $gte: `${year}-`, $lt: `${year}.` }) })
      .select({ _id: 1 })
      .lean<{ _id: string }[]>();
    const next = 1 + Math.max(0, ...ofYear.map(({ _id }) => Number(_id.slice(5))));
    const row: ClassRow = { _id: `${year}-${String(next).padStart(2, '0')}`, state: 'draft', ...wanted };
    try {
      await this.#model.collection.insertOne(row as never);
      return row;
    } catch (error) {
      if (isDuplicate(error)) return this.create(year, wanted);
      throw error;
    }
  }

  /** Moves the class on; `false` when it was not in one of the states `from`. */
  async move(id: string, from: readonly ClassRow['state'][], to: ClassRow['state']): Promise<boolean> {
    const result = await this.#model.updateOne(
      { _id: id, state: trusted({ $in: [...from, to] }) },
      { $set: { state: to } },
    );
    return result.matchedCount === 1;
  }
}
