import { type Connection, Mongoose } from 'mongoose';
import { Collection, type Reading } from './collection.ts';
import { type AtCrashPoint, type Probes, passBy } from './crash-point.ts';
import { type SendCommand, sendDirectly } from './direct-collection.ts';
import { indexesOf, placeOn, type Rows } from './row.ts';

/** How a database is reached. */
interface OpenOptions extends Probes {
  /** How long is waited for a server that can be written to; 5 s unless given. */
  answersWithinMs?: number;
  /** A way to the embedded store that is shorter than its socket. */
  send?: SendCommand;
}

/** A row as it is stored, whatever its declaration says. */
export type RawRow = Readonly<Record<string, unknown>> & { readonly _id: string };

/** A change of a stored row, as long as it is as it was read. */
export interface RawRewriting {
  given: RawRow;
  set: Readonly<Record<string, unknown>>;
  unset: readonly string[];
}

const rowsAtOnce = 1_000;

/** A connection to one county's data. Models live on it alone, so that two counties fit in one process. */
export class Database {
  /** Called where the order of two steps matters. */
  readonly crashPoint: AtCrashPoint;
  readonly #connection: Connection;
  readonly #probes: Probes;
  readonly #declared: Rows<{ _id: string }>[] = [];

  private constructor(connection: Connection, probes: Probes) {
    this.crashPoint = probes.crashPoint ?? passBy;
    this.#connection = connection;
    this.#probes = probes;
  }

  /** @param uri - a MongoDB address, or the embedded store's */
  static async open(uri: string, { answersWithinMs = 5_000, send, ...probes }: OpenOptions = {}): Promise<Database> {
    const odm = new Mongoose({
      strictQuery: 'throw',
      sanitizeFilter: true,
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
    });
    const connection = await odm
      .createConnection(uri, {
        serverSelectionTimeoutMS: answersWithinMs,
        writeConcern: { w: 'majority', journal: true },
        readPreference: 'primary',
        maxPoolSize: 10,
      })
      .asPromise();
    if (send !== undefined) shorten(connection, send);
    return new Database(connection, probes);
  }

  /** The collection of these rows; asked for once. */
  of<Row extends { _id: string }>(declared: Rows<Row>, reading?: Reading<Row>): Collection<Row> {
    this.#declared.push(declared);
    return new Collection<Row>(placeOn(this.#connection, declared), this.#probes.beforeWrite, reading);
  }

  /** Makes the indexes of all collections asked for so far, as far as they are not there. */
  async makeIndexes(): Promise<void> {
    await Promise.all(
      this.#declared.map(async (declared) => {
        const indexes = indexesOf(declared);
        if (indexes.length > 0) await this.#connection.collection(declared.collection).createIndexes(indexes);
      }),
    );
  }

  async collectionNames(): Promise<string[]> {
    return (await this.#connection.listCollections()).map(({ name }) => name);
  }

  /** Every row of a collection with these fields as they are stored, some at a time in the order of their ids; for migrations. */
  async *rawRows(collection: string, fields: readonly string[]): AsyncGenerator<RawRow[]> {
    const rows = this.#connection.collection<RawRow>(collection);
    const projection = Object.fromEntries(['_id', ...fields].map((name) => [name, 1]));
    for (let last = ''; ; ) {
      const found = await rows
        .find({ _id: { $gt: last } }, { projection, sort: { _id: 1 }, limit: rowsAtOnce })
        .toArray();
      const end = found.at(-1);
      if (end === undefined) return;
      yield found;
      last = end._id;
    }
  }

  /** Rewrites rows past their declaration; for migrations. */
  async rewriteRaw(collection: string, rewritings: readonly RawRewriting[]): Promise<void> {
    if (rewritings.length === 0) return;
    this.#probes.beforeWrite?.({ collection, method: 'rewriteRaw' });
    const writes = rewritings.map(({ given, set, unset }) => ({
      updateOne: {
        filter: { ...given },
        update: {
          ...(Object.keys(set).length === 0 ? {} : { $set: { ...set } }),
          ...(unset.length === 0 ? {} : { $unset: Object.fromEntries(unset.map((name) => [name, 1 as const])) }),
        },
      },
    }));
    await this.#connection.collection<RawRow>(collection).bulkWrite(writes, { ordered: false });
  }

  /** Drops an index, if it is there, and no other process has dropped it just then. */
  async dropIndex(collection: string, name: string): Promise<void> {
    const rows = this.#connection.collection(collection);
    const indexes: { name?: string }[] = await rows.indexes().catch(nothingThere);
    if (indexes.some((index) => index.name === name)) await rows.dropIndex(name).catch(nothingThere);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

/** Every collection that mongoose asks the driver for from now on takes the short way. */
function shorten({ db }: Connection, send: SendCommand): void {
  if (db === undefined) return;
  const usual = db.collection.bind(db);
  db.collection = ((...args: Parameters<typeof usual>) => sendDirectly(usual(...args), send)) as typeof usual;
}

/** What servers answer where a collection, which was never written to, or an index is not there. */
const missing: ReadonlySet<unknown> = new Set([26, 27]);

function nothingThere(error: unknown): never[] {
  if (typeof error === 'object' && error !== null && 'code' in error && missing.has(error.code)) return [];
  throw error;
}
