import { type Connection, Mongoose } from 'mongoose';
import { Collection } from './collection.ts';
import { type AtCrashPoint, type Probes, passBy } from './crash-point.ts';
import { indexesOf, modelOn, type Rows } from './row.ts';

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
  static async open(uri: string, probes: Probes = {}): Promise<Database> {
    const odm = new Mongoose({
      strictQuery: 'throw',
      sanitizeFilter: true,
      autoIndex: false,
      autoCreate: false,
      bufferCommands: false,
    });
    const connection = await odm
      .createConnection(uri, {
        serverSelectionTimeoutMS: 5_000,
        writeConcern: { w: 'majority', journal: true },
        readPreference: 'primary',
        maxPoolSize: 10,
      })
      .asPromise();
    return new Database(connection, probes);
  }

  /** The collection of these rows; asked for once. */
  of<Row extends { _id: string }>(declared: Rows<Row>): Collection<Row> {
    this.#declared.push(declared);
    return new Collection<Row>(modelOn(this.#connection, declared), this.#probes.beforeWrite);
  }

  /** Makes the indexes of all collections asked for so far, as far as they are not there. */
  async makeIndexes(): Promise<void> {
    for (const declared of this.#declared) {
      const indexes = indexesOf(declared);
      if (indexes.length > 0) await this.#connection.collection(declared.collection).createIndexes(indexes);
    }
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}
