import { Declared } from './declared.ts';
import { type Change, type Filter, not } from './filter.ts';
import { NotedChanges } from './noted-changes.ts';
import type { Place, StoredRow } from './row.ts';
import { type Read, SharedReads } from './shared-reads.ts';
import { SharedWrites } from './shared-writes.ts';
import { isDuplicate } from './write-errors.ts';

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
 * row's declaration, and every method that writes announces it. Reads that meet share a command, and so do inserts and the changes that
 * say so; each is answered as if it had come alone.
 */
export class Collection<Row extends { _id: string }> {
  readonly #place: Place;
  readonly #beforeWrite: BeforeWrite | undefined;
  readonly #reading: Reading<Row> | undefined;
  readonly #declared: Declared;
  readonly #reads: SharedReads;
  readonly #writes: SharedWrites;
  readonly #noted: NotedChanges;

  constructor(place: Place, beforeWrite?: BeforeWrite, reading?: Reading<Row>) {
    this.#place = place;
    this.#beforeWrite = beforeWrite;
    this.#reading = reading;
    this.#reads = new SharedReads(
      (read) => this.#query(read),
      (field) => this.#declared.holdsTexts(field),
    );
    this.#declared = new Declared(place.kinds);
    this.#writes = new SharedWrites(place, this.#declared);
    this.#noted = new NotedChanges(place, this.#reads, this.#writes);
  }

  byId(id: string): Promise<Row | null> {
    return this.#first({ filter: { _id: id } });
  }

  /** One of the rows that fit; with `sort` the first. */
  findOne(filter: Filter<Row>, options: Pick<FindOptions<Row>, 'sort'> = {}): Promise<Row | null> {
    return this.#first(options.sort === undefined ? { filter } : { filter, sort: options.sort, limit: 1 });
  }

  /** The row that says it was made by this update. */
  madeBy(byUpdate: string): Promise<Row | null> {
    return this.#first({ filter: { byUpdate } });
  }

  async find(filter: Filter<Row>, options: FindOptions<Row> = {}): Promise<Row[]> {
    const found = await this.#rows<Row>({ filter, ...options });
    return this.#reading?.asRead(found) ?? found;
  }

  /** The ids and these fields alone. */
  async findFields<const Name extends keyof Row & string>(
    filter: Filter<Row>,
    names: readonly Name[],
    options: FindOptions<Row> = {},
  ): Promise<Pick<Row, '_id' | Name>[]> {
    return this.#rows<Pick<Row, '_id' | Name>>({ filter, names, ...options });
  }

  async count(filter: Filter<Row>): Promise<number> {
    this.#declared.checkFilter(filter);
    return this.#place.collection.countDocuments(plain(filter));
  }

  /** How many rows there are, give or take a few. */
  size(): Promise<number> {
    return this.#place.collection.estimatedDocumentCount();
  }

  /** Stores a row; `false` when it, or another with the same unique key, is there already. */
  async insertNew(row: Row): Promise<boolean> {
    this.#announce('insertNew');
    return (await this.#writes.insert([row])).size === 0;
  }

  /**
   * Stores rows that may be there already, in one unordered batch.
   * @returns the positions of the rows that were already there
   * @throws whatever else went wrong; then any of the rows may be stored, and inserting them again is safe
   */
  async insertMissing(rows: readonly Row[]): Promise<Set<number>> {
    if (rows.length === 0) return new Set();
    this.#announce('insertMissing');
    return this.#writes.insert(rows);
  }

  /** As `insertMissing`, for rows that were gathered before they came here: they wait for no others. */
  async insertGathered(rows: readonly Row[]): Promise<Set<number>> {
    if (rows.length === 0) return new Set();
    this.#announce('insertGathered');
    return this.#writes.insertGathered(rows);
  }

  /** Stores rows none of which is there. */
  async insertAll(rows: readonly Row[]): Promise<void> {
    for (const batch of batches(rows)) {
      this.#announce('insertAll');
      await this.#place.collection.insertMany(batch.map(plain), { ordered: false });
    }
  }

  /** Stores whole rows in place of those with their ids. */
  async putAll(rows: readonly Row[]): Promise<void> {
    for (const batch of batches(rows)) {
      this.#announce('putAll');
      const writes = batch.map((row) => ({
        replaceOne: { filter: plain({ _id: row._id }), replacement: plain(row), upsert: true },
      }));
      await this.#place.collection.bulkWrite(writes, { ordered: false });
    }
  }

  /** Changes one row. @returns whether there was one */
  async updateOne(filter: Filter<Row>, change: Change<Row>): Promise<boolean> {
    this.#announce('updateOne');
    return (await this.#update('updateOne', filter, change)).matchedCount === 1;
  }

  /** Changes one row, if there is one; whether there was, nobody is told. */
  async change(filter: Filter<Row>, change: Change<Row>): Promise<void> {
    this.#announce('change');
    await this.#writes.update([{ filter, change }]);
  }

  /** Changes the row, or makes it. `false` when another has just made it. */
  async upsert(filter: Filter<Row>, change: Change<Row>): Promise<boolean> {
    this.#announce('upsert');
    try {
      await this.#writes.update([{ filter, change, upsert: true }]);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  /** @returns how many rows are different now */
  async updateMany(filter: Filter<Row>, change: Change<Row>): Promise<number> {
    this.#announce('updateMany');
    return (await this.#update('updateMany', filter, change)).modifiedCount;
  }

  /** @returns how many rows fitted, different now or not */
  async updateAll(filter: Filter<Row>, change: Change<Row>): Promise<number> {
    this.#announce('updateAll');
    return (await this.#update('updateMany', filter, change)).matchedCount;
  }

  /** Changes each of these rows in its own way, in one unordered batch; of rows that fit together the first, or `all`. */
  async updateEach(
    changes: readonly { filter: Filter<Row>; change: Change<Row>; upsert?: true; all?: true }[],
  ): Promise<void> {
    if (changes.length === 0) return;
    this.#announce('updateEach');
    await this.#writes.update(changes);
  }

  /** Writes single fields of many rows; what else stands in them stays as it is. */
  async writeFields(changes: readonly FieldWrite[]): Promise<void> {
    for (const batch of batches(changes)) {
      this.#announce('writeFields');
      const writes = batch.map(({ id, field, to }) => ({
        updateOne: {
          filter: plain({ _id: id }),
          update: to === undefined ? { $unset: { [field]: 1 } } : { $set: { [field]: to } },
        },
      }));
      await this.#place.collection.bulkWrite(writes, { ordered: false });
    }
  }

  /** Changes the first row that fits. @returns it as it is now; `null` when none fits */
  async findAndChange(
    filter: Filter<Row>,
    change: Change<Row>,
    options: Pick<FindOptions<Row>, 'sort'> & { upsert?: true } = {},
  ): Promise<Row | null> {
    this.#announce('findAndChange');
    const changed = await this.#place
      .model()
      .findOneAndUpdate(plain(filter), plain(change), { ...plain(options), returnDocument: 'after' })
      .lean<Row | null>()
      .exec();
    return this.#asRead(changed);
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
    this.#announce('changeUnlessNoted');
    const unnoted = { ...given, [mark]: not(updateId) };
    return this.#asRead((await this.#noted.change({ id, given: unnoted, mark, updateId, change })) as Row | null);
  }

  /**
   * Changes the row with this id, as long as it is as `given`, and notes this update; what it notes already is as good as changed now.
   * @param mark - the (dotted) name of the field in which `change` notes it
   * @returns it as it is now; `null` when it is otherwise
   */
  async changeAndNote(
    id: string,
    given: Filter<Row>,
    { mark, updateId }: { mark: string; updateId: string },
    change: Change<Row>,
  ): Promise<Row | null> {
    this.#announce('changeAndNote');
    return this.#asRead((await this.#noted.change({ id, given, mark, updateId, change })) as Row | null);
  }

  /** @returns how many were removed */
  async deleteMany(filter: Filter<Row>): Promise<number> {
    this.#announce('deleteMany');
    return (await this.#place.model().deleteMany(plain(filter))).deletedCount;
  }

  async #update(method: 'updateOne' | 'updateMany', filter: Filter<Row>, change: Change<Row>) {
    this.#declared.checkFilter(filter);
    this.#declared.checkChange(change);
    return this.#place.collection[method](plain(filter), plain(change), { ignoreUndefined: true });
  }

  async #query({ filter, names, sort, limit }: Read): Promise<StoredRow[]> {
    this.#declared.checkFilter(filter);
    const projection = names && Object.fromEntries(['_id', ...names].map((name) => [name, 1]));
    const found = this.#place.collection.find<StoredRow>(plain(filter), {
      ...(projection && { projection }),
      ...(sort && { sort: plain(sort) }),
      ...(limit !== undefined && { limit }),
    });
    return found.toArray();
  }

  /** What is stored has the shape that was declared, because writes are held to it. */
  async #rows<Shape extends object>(read: Read): Promise<Shape[]> {
    const rows: object[] = await this.#reads.rows(read);
    return rows as Shape[];
  }

  async #first(read: Read): Promise<Row | null> {
    const [row = null] = await this.#rows<Row>(read);
    return this.#asRead(row);
  }

  async #asRead(row: Row | null): Promise<Row | null> {
    if (row === null || this.#reading === undefined) return row;
    const [read = row] = await this.#reading.asRead([row]);
    return read;
  }

  #announce(method: string): void {
    this.#beforeWrite?.({ collection: this.#place.collection.collectionName, method });
  }
}

/** For mongoose, which checks against the schema what the compiler has checked against the declaration. */
function plain(value: object): Record<string, never> {
  return { ...value };
}

function* batches<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += batchRows) yield items.slice(from, from + batchRows);
}
