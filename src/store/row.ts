import { type Connection, type Model, Schema, type SchemaDefinition } from 'mongoose';

/** An index and the queries that need it; a collection without a named query for an index has one index too many. */
export interface IndexPlan {
  keys: Readonly<Record<string, 1 | -1>>;
  unique?: true;
  /** Only rows that have this field are in the index. */
  onlyWith?: string;
  /** Seconds after the (date) key at which the row is removed. */
  expireAfterSeconds?: number;
  /** Why it is there: the named queries that use it. */
  usedBy: string;
}

/**
 * A model on this connection, never on the global mongoose. Misspelt fields throw, in filters and in writes (security.md D3).
 * Rows carry natural string ids, so that writing one twice is an error the caller can read as "already there".
 */
export function modelOn<Row extends { _id: string }>(
  connection: Connection,
  collection: string,
  definition: SchemaDefinition<Row>,
  indexes: readonly IndexPlan[],
): Model<Row> {
  const schema = new Schema<Row>({ ...definition, _id: { type: String, required: true } } as SchemaDefinition<Row>, {
    collection,
    versionKey: false,
    strict: 'throw',
    strictQuery: 'throw',
    minimize: false,
    id: false,
    autoIndex: false,
    autoCreate: false,
  });
  for (const { keys, usedBy: _, onlyWith, ...options } of indexes) {
    schema.index(
      { ...keys },
      onlyWith === undefined ? options : { ...options, partialFilterExpression: { [onlyWith]: { $exists: true } } },
    );
  }
  return connection.model<Row>(collection, schema as never) as unknown as Model<Row>;
}

/** Whether an error says that the row is already there. */
export function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 11000;
}

/**
 * Inserts rows that may be there already, in one unordered batch.
 * @returns the positions of the rows that were already there
 * @throws whatever else went wrong; then any of the rows may be stored, and inserting them again is safe
 */
export async function insertMissing<Row extends { _id: string }>(
  model: Model<Row>,
  rows: readonly Row[],
): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  try {
    await model.collection.insertMany(rows as never, { ordered: false });
    return new Set();
  } catch (error) {
    return duplicatePositions(error);
  }
}

/** A field of a record, by its dotted name, and what it is from now on; absent takes it out. */
export interface FieldWrite {
  id: string;
  field: string;
  to?: unknown;
}

/** Writes single fields of many records; what else stands in them stays as it is. */
export async function writeFields<Row extends { _id: string }>(
  model: Model<Row>,
  changes: readonly FieldWrite[],
): Promise<void> {
  for (let from = 0; from < changes.length; from += 1000) {
    const writes = changes.slice(from, from + 1000).map(({ id, field, to }) => ({
      updateOne: {
        filter: { _id: id },
        update: to === undefined ? { $unset: { [field]: 1 } } : { $set: { [field]: to } },
      },
    }));
    await model.collection.bulkWrite(writes as never, { ordered: false });
  }
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
