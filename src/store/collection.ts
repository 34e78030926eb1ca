import type { Model } from 'mongoose';
import { type Change, type Filter, not } from './filter.ts';
import type { StoredRow } from './row.ts';

/** A field of a record, by its dotted name, and what it is from now on; absent takes it out. */
export interface FieldWrite {
  id: string;
  field: string;
  to?: unknown;
}

/** A write that is about to happen. */
export interface PlannedWrite {
  collection: string;
  /** The method of `Collection`. */
  method: string;
}

/** What is made of rows as they are read, e.g. names as they are now in place of those that were copied. */
export interface Reading<Row> {
  asRead(rows: Row[]): Promise<Row[]>;
}

/** Told of each write before it happens; what it throws is thrown instead of writing. */
export type BeforeWrite = (write: PlannedWrite) => void;

interface FindOptions<Row> {
  sort?: { readonly [Name in keyof Row]?: 1 | -1 };
  limit?: number;
}

const batchRows = 1_000;

/**
 * The stored rows of one collection. Everything the stores read and write goes through here: filters and changes are checked against the
 * row's declaration, and every method that writes announces it.
 */
export class Collection<Row extends { _id: string }> {
  readonly #model: Model<StoredRow>;
  readonly #beforeWrite: BeforeWrite | undefined;
  readonly #reading: Reading<Row> | undefined;

  constructor(model: Model<StoredRow>, beforeWrite?: BeforeWrite, reading?: Reading<Row>) {
    this.#model = model;
    this.#beforeWrite = beforeWrite;
    this.#reading = reading;
  }

  byId(id: string): Promise<Row | null> {
    return this.#one(this.#model.findById(id).lean<Row | null>().exec());
  }

  findOne(filter: Filter<Row>, options: Pick<FindOptions<Row>, 'sort'> = {}): Promise<Row | null> {
    return this.#one(this.#model.findOne(plain(filter), null, plain(options)).lean<Row | null>().exec());
  }

  /** The row that says it was made by this update. */
  madeBy(byUpdate: string): Promise<Row | null> {
    return this.#one(this.#model.findOne({ byUpdate }).lean<Row | null>().exec());
  }

  async find(filter: Filter<Row>, options: FindOptions<Row> = {}): Promise<Row[]> {
    const found = await this.#model.find(plain(filter), null, plain(options)).lean<Row[]>().exec();
    return this.#reading?.asRead(found) ?? found;
  }

  /** The ids and these fields alone. */
  findFields<const Name extends keyof Row & string>(
    filter: Filter<Row>,
    names: readonly Name[],
    options: FindOptions<Row> = {},
  ): Promise<Pick<Row, '_id' | Name>[]> {
    return this.#model
      .find(plain(filter), Object.fromEntries(['_id', ...names].map((name) => [name, 1])), plain(options))
      .lean<Pick<Row, '_id' | Name>[]>()
      .exec();
  }

  count(filter: Filter<Row>): Promise<number> {
    return this.#model.countDocuments(plain(filter)).exec();
  }

  /** How many rows there are, give or take a few. */
  size(): Promise<number> {
    return this.#model.estimatedDocumentCount().exec();
  }

  /** Stores a row; `false` when it, or another with the same unique key, is there already. */
  async insertNew(row: Row): Promise<boolean> {
    this.#writes('insertNew');
    try {
      await this.#model.collection.insertOne(plain(row));
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /**
   * Stores rows that may be there already, in one unordered batch.
   * @returns the positions of the rows that were already there
   * @throws whatever else went wrong; then any of the rows may be stored, and inserting them again is safe
   */
  async insertMissing(rows: readonly Row[]): Promise<Set<number>> {
    if (rows.length === 0) return new Set();
    this.#writes('insertMissing');
    try {
      await this.#model.collection.insertMany(rows.map(plain), { ordered: false });
      return new Set();
    } catch (error) {
      return duplicatePositions(error);
    }
  }

  /** Stores rows none of which is there. */
  async insertAll(rows: readonly Row[]): Promise<void> {
    for (const batch of batches(rows)) {
      this.#writes('insertAll');
      await this.#model.collection.insertMany(batch.map(plain), { ordered: false });
    }
  }

  /** Stores whole rows in place of those with their ids. */
  async putAll(rows: readonly Row[]): Promise<void> {
    for (const batch of batches(rows)) {
      this.#writes('putAll');
      const writes = batch.map((row) => ({
        replaceOne: { filter: plain({ _id: row._id }), replacement: plain(row), upsert: true },
      }));
      await this.#model.collection.bulkWrite(writes, { ordered: false });
    }
  }

  /** Changes one row. @returns whether there was one */
  async updateOne(filter: Filter<Row>, change: Change<Row>): Promise<boolean> {
    this.#writes('updateOne');
    return (await this.#model.updateOne(plain(filter), plain(change))).matchedCount === 1;
  }

  /** Changes the row, or makes it. `false` when another has just made it. */
  async upsert(filter: Filter<Row>, change: Change<Row>): Promise<boolean> {
    this.#writes('upsert');
    try {
      await this.#model.updateOne(plain(filter), plain(change), { upsert: true });
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** @returns how many rows are different now */
  async updateMany(filter: Filter<Row>, change: Change<Row>): Promise<number> {
    this.#writes('updateMany');
    return (await this.#model.updateMany(plain(filter), plain(change))).modifiedCount;
  }

  /** @returns how many rows fitted, different now or not */
  async updateAll(filter: Filter<Row>, change: Change<Row>): Promise<number> {
    this.#writes('updateAll');
    return (await this.#model.updateMany(plain(filter), plain(change))).matchedCount;
  }

  /** Changes each of these rows in its own way, in one unordered batch. */
  async updateEach(changes: readonly { filter: Filter<Row>; change: Change<Row>; upsert?: true }[]): Promise<void> {
    if (changes.length === 0) return;
    this.#writes('updateEach');
    const writes = changes.map(({ filter, change, upsert }) => ({
      updateOne: { filter: plain(filter), update: plain(change), ...(upsert && { upsert }) },
    }));
    await this.#model.bulkWrite(writes, { ordered: false });
  }

  /** Writes single fields of many rows; what else stands in them stays as it is. */
  async writeFields(changes: readonly FieldWrite[]): Promise<void> {
    for (const batch of batches(changes)) {
      this.#writes('writeFields');
      const writes = batch.map(({ id, field, to }) => ({
        updateOne: {
          filter: plain({ _id: id }),
          update: to === undefined ? { $unset: { [field]: 1 } } : { $set: { [field]: to } },
        },
      }));
      await this.#model.collection.bulkWrite(writes, { ordered: false });
    }
  }

  /** Changes the first row that fits. @returns it as it is now; `null` when none fits */
  async findAndChange(
    filter: Filter<Row>,
    change: Change<Row>,
    options: Pick<FindOptions<Row>, 'sort'> & { upsert?: true } = {},
  ): Promise<Row | null> {
    this.#writes('findAndChange');
    const changed = this.#model
      .findOneAndUpdate(plain(filter), plain(change), { ...plain(options), returnDocument: 'after' })
      .lean<Row | null>()
      .exec();
    return this.#one(changed);
  }

  /**
   * Changes the row with this id, as long as it is as `given` and does not note this update.
   * @param mark - the (dotted) name of the field in which it would
   * @returns it as it is now; `null` when it is otherwise
   */
  async changeUnlessNoted(
    id: string,
    given: Filter<Row>,
    { mark, updateId }: { mark: string; updateId: string },
    change: Change<Row>,
  ): Promise<Row | null> {
    this.#writes('changeUnlessNoted');
    const changed = this.#model
      .findOneAndUpdate(plain({ _id: id, ...given, [mark]: not(updateId) }), plain(change), { returnDocument: 'after' })
      .lean<Row | null>()
      .exec();
    return this.#one(changed);
  }

  /** @returns how many were removed */
  async deleteMany(filter: Filter<Row>): Promise<number> {
    this.#writes('deleteMany');
    return (await this.#model.deleteMany(plain(filter))).deletedCount;
  }

  async #one(found: Promise<Row | null>): Promise<Row | null> {
    const row = await found;
    if (row === null || this.#reading === undefined) return row;
    const [read = row] = await this.#reading.asRead([row]);
    return read;
  }

  #writes(method: string): void {
    this.#beforeWrite?.({ collection: this.#model.collection.collectionName, method });
  }
}

/** For mongoose, which checks against the schema what the compiler has checked against the declaration. */
function plain(value: object): Record<string, never> {
  return { ...value };
}

function* batches<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += batchRows) yield items.slice(from, from + batchRows);
}

function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
}

function duplicatePositions(error: unknown): Set<number> {
  if (!isDuplicate(error)) throw error;
  const errors = (error as { writeErrors?: unknown }).writeErrors;
  const list = Array.isArray(errors) ? errors : errors === undefined ? [] : [errors];
  const positions = new Set<number>();
  for (const each of list as { code?: number; index?: number; err?: { code?: number; index?: number } }[]) {
    const code = each.code ?? each.err?.code;
    const index = each.index ?? each.err?.index;
    if (code !== 11000 || index === undefined) throw error;
    positions.add(index);
  }
  if (positions.size === 0) throw error;
  return positions;
}
