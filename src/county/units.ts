import type { Connection, Model } from 'mongoose';
import { trusted } from 'mongoose';
import { type FieldWrite, modelOn, writeFields } from '../store/row.ts';
import type { UnitRecord } from './cadre.ts';

/** A unit as stored, under its id. */
export type UnitRow = Omit<UnitRecord, 'id'> & { _id: string };

export class UnitStore {
  readonly #model: Model<UnitRow>;

  constructor(connection: Connection) {
    this.#model = modelOn<UnitRow>(
      connection,
      'units',
      {
        name: { type: String, required: true },
        townId: String,
        kind: { type: String, required: true },
        headId: String,
        liaisonId: String,
        size: Number,
      },
      [
        { keys: { name: 1 }, unique: true, usedBy: 'named' },
        { keys: { headId: 1 }, usedBy: 'headedBy' },
        { keys: { liaisonId: 1 }, usedBy: 'liaisedBy' },
      ],
    );
  }

  byId(id: string) {
    return this.#model.findById(id).lean<UnitRow | null>().exec();
  }

  many(ids: readonly string[]) {
    return this.#model
      .find({ _id: trusted({ $in: [...ids] }) })
      .lean<UnitRow[]>()
      .exec();
  }

  named(name: string) {
    return this.#model.findOne({ name }).lean<UnitRow | null>().exec();
  }

  headedBy(cadreId: string) {
    return this.#model.find({ headId: cadreId }).lean<UnitRow[]>().exec();
  }

  liaisedBy(cadreId: string) {
    return this.#model.find({ liaisonId: cadreId }).lean<UnitRow[]>().exec();
  }

  /** All units of the county: some hundred. */
  all() {
    return this.#model.find({}).sort({ _id: 1 }).lean<UnitRow[]>().exec();
  }

  /** Writes single fields of records that are there; the same again changes nothing. */
  change(changes: readonly FieldWrite[]): Promise<void> {
    return writeFields(this.#model, changes);
  }

  async put(rows: readonly UnitRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#model.collection.bulkWrite(
      rows.map((row) => ({ replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true } })) as never,
      { ordered: false },
    );
  }
}
