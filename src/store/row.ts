import type { Connection, Model, Collection as Raw } from 'mongoose';

/** Whether every row has the field. */
type Presence = 'always' | 'maybe';

/** One field of a row: how it is stored, and, for the compiler alone, what it holds. */
export interface Field<Value, There extends Presence = 'always'> {
  readonly options: object;
  readonly there: There;
  readonly holds?: Value;
}

type Fields = Readonly<Record<string, Field<unknown, Presence>>>;

function always<Value>(type: unknown): Field<Value> {
  return { options: { type, required: true }, there: 'always' };
}

export const text = always<string>(String);
export const number = always<number>(Number);
export const flag = always<boolean>(Boolean);
/** Set or not; as a rule optional. */
export const yes = always<true>(Boolean);
export const date = always<Date>(Date);
export const bytes = always<Buffer>(Buffer);
export const texts = always<readonly string[]>([String]);

/** One of some words; the words are the compiler's business, the store holds any text. */
export function oneOf<Words extends string>(): Field<Words> {
  return always<Words>(String);
}

/** Some words of a fixed stock. */
export function words<Words extends string>(): Field<Words[]> {
  return always<Words[]>([String]);
}

/** A value of many fields that is read and written as a whole. */
export function value<Value extends object>(): Field<Value> {
  return always<Value>(Object);
}

/** Values of many fields, e.g. what was done to the row, oldest first. */
export function list<Value extends object>(): Field<readonly Value[]> {
  return always<readonly Value[]>([Object]);
}

/** Texts under fixed names, each of which may be looked for by `<field>.<name>`. */
export function textsBy<Name extends string>(...names: readonly Name[]): Field<Partial<Record<Name, string>>> {
  return { options: Object.fromEntries(names.map((name) => [name, String])), there: 'always' };
}

/** A field that not every row has. */
export function optional<Value>({ options }: Field<Value>): Field<Value, 'maybe'> {
  // Without the default an upsert would store an empty list.
  return { options: { ...options, required: false, default: undefined }, there: 'maybe' };
}

/** The declaration of exactly the fields of a type: `{ … } satisfies FieldsOf<Session>`. */
export type FieldsOf<Value> = {
  readonly [Name in keyof Value]-?: Record<never, never> extends Pick<Value, Name>
    ? Field<Exclude<Value[Name], undefined>, 'maybe'>
    : Field<Value[Name]>;
};

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

/** The rows of one collection as declared: its name, what each row holds, its indexes. */
export interface Rows<out Row extends { _id: string }> {
  readonly collection: string;
  readonly fields: Fields;
  readonly indexes: readonly IndexPlan[];
  /** For the compiler alone. */
  readonly holds?: Row;
}

/**
 * Declares the rows of a collection, once: the type of a row is `RowOf` of it, the schema is made from it. Rows carry natural ids, so that
 * writing one twice is an error the caller can read as "already there".
 */
export function rows<const F extends Fields>(
  collection: string,
  fields: F,
  indexes: readonly IndexPlan[],
): Rows<RowFrom<F>> {
  return { collection, fields, indexes };
}

type Holds<F> = F extends Field<infer Value, Presence> ? Value : never;

type Flat<Value> = { [Name in keyof Value]: Value[Name] };

type RowFrom<F extends Fields> = Flat<
  { _id: string } & {
    -readonly [Name in keyof F as F[Name]['there'] extends 'always' ? Name : never]: Holds<F[Name]>;
  } & {
    -readonly [Name in keyof F as F[Name]['there'] extends 'always' ? never : Name]?: Holds<F[Name]>;
  }
>;

/** What a row of the declared rows is. */
export type RowOf<Declared> = Declared extends Rows<infer Row> ? Row : never;

/** A row as mongoose sees it; what is in it, the declaration says. */
export interface StoredRow {
  _id: string;
  [field: string]: unknown;
}

/** The same row in objects of its own; values without fields, like dates and bytes, are never changed and stay the same. */
export function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, copyOf(each)])) as Value;
}

/** Where rows are stored, and how they are declared there. */
export interface Place {
  /** The driver's. */
  readonly collection: Raw;
  /** The (dotted) names of the fields, and what mongoose calls their kind. */
  readonly kinds: ReadonlyMap<string, string>;
  /** Made when it is first asked for: most collections are read and written without. */
  readonly model: () => Model<StoredRow>;
}

/** The place of these rows on a connection. */
export function placeOn(connection: Connection, declared: Rows<{ _id: string }>): Place {
  let model: Model<StoredRow> | undefined;
  return {
    collection: connection.collection(declared.collection),
    kinds: kindsOf(declared),
    model: () => {
      model ??= modelOn(connection, declared);
      return model;
    },
  };
}

/** The fields as mongoose will call them. */
function kindsOf({ fields }: Rows<{ _id: string }>): Map<string, string> {
  const named = Object.entries(fields).flatMap(([name, { options }]) => {
    if ('type' in options) return [[name, kindOf(options.type)] as const];
    return Object.entries(options).map(([inner, type]) => [`${name}.${inner}`, kindOf(type)] as const);
  });
  return new Map([...named, ['_id', 'String']]);
}

function kindOf(type: unknown): string {
  if (Array.isArray(type)) return 'Array';
  return type === Object ? 'Mixed' : typeof type === 'function' ? type.name : '';
}

/** A model on this connection, never on the global mongoose. Misspelt fields throw, in filters and in writes. */
function modelOn(connection: Connection, { collection, fields }: Rows<{ _id: string }>): Model<StoredRow> {
  const declared = Object.entries(fields).map(([name, { options }]) => [name, options]);
  // One of another mongoose would be copied.
  const schema = new connection.base.Schema<StoredRow>(
    { ...Object.fromEntries(declared), _id: { type: String, required: true } },
    {
      collection,
      versionKey: false,
      strict: 'throw',
      strictQuery: 'throw',
      minimize: false,
      id: false,
      autoIndex: false,
      autoCreate: false,
    },
  );
  return connection.model<StoredRow>(collection, schema);
}

/** The indexes of a collection as the driver takes them. */
export function indexesOf({ indexes }: Rows<{ _id: string }>) {
  return indexes.map(({ keys, usedBy: _, onlyWith, ...options }) => ({
    key: { ...keys },
    ...options,
    ...(onlyWith === undefined ? {} : { partialFilterExpression: { [onlyWith]: { $exists: true } } }),
  }));
}
