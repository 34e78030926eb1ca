import { type Connection, type Model, type SchemaDefinition, trusted } from 'mongoose';
import { type IndexPlan, isDuplicate, modelOn } from '../../store/row.ts';

/** What goes to a whole class and can be taken back as a whole; its number within the class, e.g. `2026-01-T3`, is its id. */
export interface ClassMessageRow {
  _id: string;
  classId: string;
  number: number;
  /** `draft` until it was confirmed, then `sent`; `dropped` when it was not; `recalled` when it was taken back. */
  state: 'draft' | 'sent' | 'dropped' | 'recalled';
  createdBy: string;
  byUpdate: string;
  recalledBy?: string;
  recalledAt?: Date;
  /** The update that took it back, so that a second run of it goes on. */
  recallUpdate?: string;
}

/** From draft to end, the same for notices and study material. Numbers are given once: what was dropped keeps its own. */
export class ClassMessageStore<Row extends ClassMessageRow> {
  protected readonly model: Model<Row>;
  readonly #letter: string;

  /** @param letter - stands before the number; @param fields - besides those of every such row */
  constructor(
    connection: Connection,
    collection: string,
    letter: string,
    fields: SchemaDefinition,
    indexes: readonly IndexPlan[],
  ) {
    const definition = { ...classMessageFields, ...fields } as SchemaDefinition<Row>;
    this.model = modelOn<Row>(connection, collection, definition, [
      { keys: { byUpdate: 1 }, unique: true, usedBy: 'create' },
      { keys: { classId: 1, number: -1 }, usedBy: 'create' },
      { keys: { state: 1, recalledAt: 1 }, usedBy: 'recalledSince' },
      ...indexes,
    ]);
    this.#letter = letter;
  }

  byId(id: string) {
    return this.model.findById(id).lean<Row | null>().exec();
  }

  /** Makes a draft under the class's next number; the same update makes the same draft. */
  async create(wanted: Omit<Row, '_id' | 'number' | 'state'> & Pick<Row, 'classId' | 'byUpdate'>): Promise<Row> {
    const made = await this.model.findOne({ byUpdate: wanted.byUpdate } as never).lean<Row | null>();
    if (made !== null) return made;
    const last = await this.model
      .findOne({ classId: wanted.classId } as never)
      .sort({ classId: 1, number: -1 })
      .lean<Row | null>();
    const number = (last?.number ?? 0) + 1;
    const draft = { _id: `${wanted.classId}-${this.#letter}${number}`, number, state: 'draft', ...wanted };
    try {
      await this.model.collection.insertOne(draft as never);
      return draft as unknown as Row;
    } catch (error) {
      if (isDuplicate(error)) return this.create(wanted);
      throw error;
    }
  }

  /** Drops a draft; what was sent stays sent. */
  async drop(id: string): Promise<void> {
    await this.model.updateOne({ _id: id, state: 'draft' } as never, { $set: { state: 'dropped' } } as never);
  }

  /** Takes back what was sent; `false` when another update did so before. */
  async recall(
    id: string,
    by: Required<Pick<ClassMessageRow, 'recalledBy' | 'recalledAt' | 'recallUpdate'>>,
  ): Promise<boolean> {
    const set = { state: 'recalled', ...by };
    await this.model.updateOne({ _id: id, state: 'sent' } as never, { $set: set } as never);
    return (await this.byId(id))?.recallUpdate === by.recallUpdate;
  }

  recalledSince(since: Date) {
    return this.model
      .find({ state: 'recalled', recalledAt: trusted({ $gte: since }) } as never)
      .lean<Row[]>()
      .exec();
  }
}

const classMessageFields = {
  classId: { type: String, required: true },
  number: { type: Number, required: true },
  state: { type: String, required: true },
  createdBy: { type: String, required: true },
  byUpdate: { type: String, required: true },
  recalledBy: String,
  recalledAt: Date,
  recallUpdate: String,
} as const;
