import { mongo } from 'mongoose';
import { PlainBson } from './plain-bson.ts';

type Document = Record<string, unknown>;

/**
 * Carries out one command of the server's protocol without a socket.
 * @param sequence - documents of the command beside its body, as BSON, under their name in it; they may be changed once the call returns
 * @returns the answer; its `ok` is 0 where the command was refused
 */
export type SendCommand = (
  body: Document,
  sequence?: { readonly name: string; readonly documents: readonly Uint8Array[] },
) => Promise<Document>;

/** Options of mongoose that say nothing to a server. */
const withoutEffect: ReadonlySet<string> = new Set(['singleBatch', 'returnOriginal', 'lean']);
/** Most rows in one answer, so that others are served between two. */
const rowsAtOnce = 1_000;

/**
 * Lets the methods of the driver's collection that the stores use most go to the store without sockets, connection pool, sessions and
 * cursors, which cost more than the store itself (docs/performance.md). Every other method, and every other option, goes as usual.
 */
export function sendDirectly(collection: mongo.Collection, send: SendCommand): mongo.Collection {
  const direct = new DirectCollection(collection.collectionName, send);
  for (const method of directMethods) {
    const usual: Method = collection[method].bind(collection);
    const own: Method = direct[method].bind(direct);
    Object.assign(collection, { [method]: (...args: never[]) => own(...args) ?? usual(...args) });
  }
  return collection;
}

type Method = (...args: never[]) => unknown;

const directMethods = [
  ...(['find', 'findOne', 'findOneAndUpdate', 'countDocuments', 'estimatedDocumentCount'] as const),
  ...(['updateOne', 'updateMany', 'insertOne', 'insertMany', 'bulkWrite', 'deleteMany', 'createIndexes'] as const),
];

/** The driver's methods as commands; each is `undefined` where it is asked for more than it knows. */
class DirectCollection {
  readonly #name: string;
  readonly #send: SendCommand;
  readonly #plain = new PlainBson();

  constructor(name: string, send: SendCommand) {
    this.#name = name;
    this.#send = send;
  }

  find(filter: Document, options?: Document) {
    const asked = options && known(options, ['projection', 'sort', 'limit']);
    return asked && { toArray: () => this.#all({ find: this.#name, filter, ...asked, batchSize: rowsAtOnce }) };
  }

  findOne(filter: Document, options?: Document) {
    const asked = options && known(options, ['projection', 'sort']);
    return asked && this.#first({ find: this.#name, filter, ...asked, limit: 1, singleBatch: true });
  }

  findOneAndUpdate(query: Document, update: Document, options?: Document) {
    const asked = options && known(options, ['sort', 'upsert', 'returnDocument']);
    return asked && this.#changed(query, update, asked);
  }

  updateOne(filter: Document, update: Document, options: Document = {}) {
    return this.#update(filter, update, options, false);
  }

  updateMany(filter: Document, update: Document, options: Document = {}) {
    return this.#update(filter, update, options, true);
  }

  insertOne(document: Document, options: Document = {}) {
    const isKnown = document._id !== undefined && known(options, []) !== undefined;
    return isKnown ? this.#insertedOne(document) : undefined;
  }

  insertMany(documents: readonly Document[], options: Document = {}) {
    const isKnown = options.ordered === false && documents.length > 0 && known(options, ['ordered']) !== undefined;
    return isKnown && documents.every(({ _id }) => _id !== undefined) ? this.#insertedMany(documents) : undefined;
  }

  /** Unordered updates and replacements alone. */
  bulkWrite(writes: readonly Document[], options: Document = {}) {
    const isKnown = options.ordered === false && writes.length > 0;
    const statements = writes.flatMap(({ updateOne, updateMany, replaceOne, ...others }) => {
      const { filter: q, update, replacement, ...rest } = (updateOne ?? updateMany ?? replaceOne ?? {}) as Document;
      const u = replaceOne === undefined ? update : replacement;
      const asked = Object.keys(others).length === 0 && known(rest, ['upsert']);
      return q !== undefined && u !== undefined && asked ? [{ q, u, multi: updateMany !== undefined, ...asked }] : [];
    });
    const asked = known(options, ['ordered', 'ignoreUndefined']);
    if (!isKnown || asked === undefined || statements.length !== writes.length) return undefined;
    return this.#bulk(statements, asked.ignoreUndefined === true);
  }

  countDocuments(query: Document = {}, options: Document = {}) {
    return known(options, []) && this.#counted({ query });
  }

  estimatedDocumentCount(options: Document = {}) {
    return known(options, []) && this.#counted({});
  }

  deleteMany(q: Document = {}, options: Document = {}) {
    return known(options, []) && this.#deleted(q);
  }

  async #counted(which: Document): Promise<number> {
    const { n } = await this.#ask({ count: this.#name, ...which });
    return Number(n);
  }

  async #deleted(q: Document) {
    const answer = (await this.#ask({ delete: this.#name, deletes: [{ q, limit: 0 }] })) as WriteAnswer;
    const { n = 0, writeErrors: [error] = [] } = answer;
    if (error !== undefined) throw new mongo.MongoServerError(error);
    return { acknowledged: true, deletedCount: n };
  }

  createIndexes(indexes: readonly { readonly key: Document }[], options: Document = {}) {
    return (
      known(options, []) && this.#indexed(indexes.map(({ key, ...rest }) => ({ name: nameOf(key), ...rest, key })))
    );
  }

  async #indexed(indexes: readonly { readonly name: string }[]): Promise<string[]> {
    await this.#ask({ createIndexes: this.#name, indexes });
    return indexes.map(({ name }) => name);
  }

  async #all(body: Document): Promise<Document[]> {
    let { cursor } = (await this.#ask(body)) as { cursor: Cursor };
    const rows = cursor.firstBatch ?? [];
    while (Number(cursor.id) !== 0) {
      // A cursor has 64 bits, which a number does not hold.
      const more = { getMore: mongo.Long.fromValue(cursor.id), collection: this.#name, batchSize: rowsAtOnce };
      cursor = ((await this.#ask(more)) as { cursor: Cursor }).cursor;
      rows.push(...(cursor.nextBatch ?? []));
    }
    return rows;
  }

  async #first(body: Document): Promise<Document | null> {
    const { cursor } = (await this.#ask(body)) as { cursor: Cursor };
    return cursor.firstBatch?.[0] ?? null;
  }

  async #changed(query: Document, update: Document, { returnDocument, ...options }: Document): Promise<unknown> {
    const isNew = returnDocument === 'after';
    const { value } = await this.#ask({ findAndModify: this.#name, query, update, ...options, new: isNew });
    return value ?? null;
  }

  #update(q: Document, u: Document, options: Document, multi: boolean) {
    const asked = known(options, ['upsert', 'ignoreUndefined']);
    if (asked === undefined) return undefined;
    const { ignoreUndefined, ...others } = asked;
    return this.#updated({ q, u, multi, ...others }, ignoreUndefined === true);
  }

  async #updated(statement: Document, ignoreUndefined: boolean) {
    const answer = await this.#write('update', [statement], {}, ignoreUndefined);
    const { n = 0, nModified = 0, upserted = [], writeErrors: [error] = [] } = answer;
    if (error !== undefined) throw new mongo.MongoServerError(error);
    return {
      acknowledged: true,
      matchedCount: n - upserted.length,
      modifiedCount: nModified,
      upsertedId: upserted[0]?._id ?? null,
      upsertedCount: upserted.length,
    };
  }

  async #bulk(statements: readonly Document[], ignoreUndefined: boolean) {
    const answer = await this.#write('update', statements, { ordered: false }, ignoreUndefined);
    const { n = 0, nModified = 0, upserted = [], writeErrors = [] } = answer;
    const [first] = writeErrors;
    if (first !== undefined) throw bulkError(first, writeErrors);
    return {
      ...{ insertedCount: 0, matchedCount: n - upserted.length, modifiedCount: nModified, deletedCount: 0 },
      upsertedCount: upserted.length,
      upsertedIds: Object.fromEntries(upserted.map(({ index, _id }) => [index, _id])),
      insertedIds: {},
    };
  }

  async #insertedOne(document: Document) {
    const { writeErrors: [error] = [] } = await this.#write('insert', [document]);
    if (error !== undefined) throw new mongo.MongoServerError(error);
    return { acknowledged: true, insertedId: document._id };
  }

  async #insertedMany(documents: readonly Document[]) {
    const { n = 0, writeErrors = [] } = await this.#write('insert', documents, { ordered: false });
    const [first] = writeErrors;
    if (first !== undefined) throw bulkError(first, writeErrors);
    return { acknowledged: true, insertedCount: n, insertedIds: { ...documents.map(({ _id }) => _id) } };
  }

  #write(name: 'insert' | 'update', statements: readonly Document[], options = {}, ignoreUndefined = false) {
    const plain = this.#plain.write(statements, ignoreUndefined);
    const documents =
      plain === undefined
        ? statements.map((statement) => mongo.BSON.serialize(statement, { ignoreUndefined }))
        : [plain];
    const sequence = { name: name === 'insert' ? 'documents' : 'updates', documents };
    return this.#ask({ [name]: this.#name, ...options }, sequence) as Promise<WriteAnswer>;
  }

  /** @throws MongoServerError as the driver does */
  async #ask(body: Document, sequence?: Parameters<SendCommand>[1]): Promise<Document> {
    const answer = await this.#send(body, sequence);
    if (answer.ok !== 1) throw new mongo.MongoServerError(answer);
    return answer;
  }
}

interface Cursor {
  readonly id: number | mongo.Long;
  readonly firstBatch?: Document[];
  readonly nextBatch?: Document[];
}

interface WriteAnswer {
  readonly n?: number;
  readonly nModified?: number;
  readonly upserted?: readonly { index: number; _id: unknown }[];
  readonly writeErrors?: readonly WriteError[];
}

interface WriteError extends Document {
  index: number;
  code: number;
  errmsg: string;
}

/** As the driver throws it: the first error, and each with its position. */
function bulkError({ code, errmsg: message }: WriteError, all: readonly WriteError[]): Error {
  const writeErrors = all.map((error) => ({ ...error, err: error }));
  return Object.assign(new mongo.MongoServerError({ code, message }), { writeErrors });
}

/** What the driver calls an index by. */
function nameOf(key: Document): string {
  return Object.entries(key).flat().join('_');
}

/** The options that are given and have an effect; `undefined` where there are others than those named. */
function known(options: Document, names: readonly string[]): Document | undefined {
  const given = Object.entries(options).filter(([name, value]) => value !== undefined && !withoutEffect.has(name));
  return given.every(([name]) => names.includes(name)) ? Object.fromEntries(given) : undefined;
}
