import { bsonType } from './bson-types.ts';
import type { Catalog } from './catalog.ts';
import type { Collection } from './collection.ts';
import { duplicateKey } from './duplicate-key.ts';
import { ElementWalker, findField, type RawValue } from './element-walker.ts';
import { StoreError } from './errors.ts';
import type { Index } from './index-definition.ts';
import { IndexEntries, type PlannedEntry } from './index-entries.ts';
import { KeyWriter } from './key-writer.ts';
import { keyIn } from './layout.ts';
import type { Storage } from './storage.ts';
import { withChecksum } from './stored-form.ts';

const idName = Buffer.from('_id');

/** A document as it is stored, and its _id as key bytes. */
interface Stored {
  readonly id: Buffer;
  readonly bytes: Buffer;
}

/**
 * Puts, replaces and removes documents together with their index entries.
 * Every check comes before the first write, so that a refused document leaves nothing behind.
 * All methods only inside a write.
 */
export class Documents {
  readonly #storage: Storage;
  readonly #catalog: Catalog;
  readonly #writer = new KeyWriter();
  readonly #entries: IndexEntries;

  constructor(storage: Storage, catalog: Catalog) {
    this.#storage = storage;
    this.#catalog = catalog;
    this.#entries = new IndexEntries(storage);
  }

  /** @throws StoreError 11000 when the _id or a unique index is taken, 171 or 17280 when it cannot be indexed */
  insert(collection: Collection, bytes: Buffer): void {
    const id = this.#idOf(bytes);
    const key = keyIn(collection.space, id);
    if (collection.indexes.length === 0) {
      if (!this.#storage.putNew(key, withChecksum(bytes))) throw duplicateKey(collection, undefined, bytes);
    } else {
      // An entry of a unique index could be refused for the wrong reason; without one, a look into the tree is saved.
      const mayMeet = collection.indexes.some(({ record }) => record.unique);
      if (mayMeet && this.#storage.has(key)) throw duplicateKey(collection, undefined, bytes);
      const planned = this.#entries.of(collection, bytes, id);
      if (!this.#storage.putNew(key, withChecksum(bytes))) throw duplicateKey(collection, undefined, bytes);
      for (const entry of planned.entries) this.#storage.put(entry.key, entry.value);
      this.#noteMultikey(collection, planned.multikey);
    }
    this.#catalog.addToCount(collection, 1);
  }

  /**
   * Replaces a document by one with the same _id.
   * @param before - with the _id as key bytes
   * @param touched - top-level fields that may differ; any may when it is absent
   * @throws StoreError as `insert`
   */
  replace(collection: Collection, before: Stored, after: Buffer, touched?: ReadonlySet<string>): void {
    const { id } = before;
    const indexes = collection.indexes.filter((index) => isConcerned(index, touched));
    const old = this.#entries.of(collection, before.bytes, id, false, indexes).entries;
    const { entries: fresh, multikey } = this.#entries.of(collection, after, id, true, indexes);
    this.#storage.put(keyIn(collection.space, id), withChecksum(after));
    for (const { key } of missingIn(fresh, old)) this.#storage.remove(key);
    for (const { key, value } of missingIn(old, fresh)) this.#storage.put(key, value);
    this.#noteMultikey(collection, multikey);
  }

  remove(collection: Collection, bytes: Buffer): void {
    const id = this.#idOf(bytes);
    const old = this.#entries.of(collection, bytes, id, false).entries;
    this.#storage.remove(keyIn(collection.space, id));
    for (const entry of old) this.#storage.remove(entry.key);
    this.#catalog.addToCount(collection, -1);
  }

  /** The _id as key bytes. @throws StoreError 2 when it is missing, 52 or 53 when MongoDB refuses it, 17280 when too long */
  #idOf(bytes: Buffer): Buffer {
    const id = findField(bytes, idName);
    if (id === undefined) throw new StoreError(2, 'document without _id');
    if (id.type === bsonType.array || id.type === bsonType.regex || id.type === bsonType.undefined) {
      throw new StoreError(53, "The '_id' value cannot be of this type");
    }
    if (id.type === bsonType.object) refuseDollarFields(id);
    return this.#writer.reset().value(id).take();
  }

  #noteMultikey(collection: Collection, spaces: ReadonlySet<number>): void {
    if (spaces.size === 0) return;
    const current = this.#catalog.forWriting(collection.namespace);
    if (current !== undefined) this.#catalog.markMultikey(current, spaces);
  }
}

/** More entries are not compared one by one. */
const fewEntries = 16;

/** Those of these entries that are not among the others. */
function missingIn(others: readonly PlannedEntry[], entries: readonly PlannedEntry[]): readonly PlannedEntry[] {
  if (others.length <= fewEntries) return entries.filter(({ key }) => !others.some((other) => other.key.equals(key)));
  const known = new Set(others.map(({ key }) => key.toString('latin1')));
  return entries.filter(({ key }) => !known.has(key.toString('latin1')));
}

/** Whether entries of the index may change with these fields. */
function isConcerned({ roots }: Index, touched: ReadonlySet<string> | undefined): boolean {
  return touched === undefined || roots === undefined || roots.some((root) => touched.has(root));
}

function refuseDollarFields(id: RawValue): void {
  const walker = new ElementWalker(id.bytes, id.start);
  while (walker.next())
    if (walker.name().startsWith('$'))
      throw new StoreError(52, `_id fields may not contain '$'-prefixed fields: ${walker.name()}`);
}
