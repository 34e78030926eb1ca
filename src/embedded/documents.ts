import { bsonType } from './bson-types.ts';
import type { Catalog, Collection } from './catalog.ts';
import { decode } from './document.ts';
import { findField, type RawValue } from './element-walker.ts';
import { StoreError } from './errors.ts';
import { type Index, openIndex } from './index-definition.ts';
import { indexKeys } from './index-keys.ts';
import { KeyWriter } from './key-writer.ts';
import { entryKey, idLengthValue, keyIn, prefixBytes, spaceOfKey, spaceRange, systemRange } from './layout.ts';
import { valuesAt } from './paths.ts';
import type { Storage } from './storage.ts';

const idName = Buffer.from('_id');

interface PlannedEntry {
  readonly key: Buffer;
  readonly value: Buffer;
}

interface PlannedKeys {
  readonly entries: PlannedEntry[];
  readonly multikey: Set<number>;
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

  constructor(storage: Storage, catalog: Catalog) {
    this.#storage = storage;
    this.#catalog = catalog;
  }

  /** The _id as key bytes. @throws StoreError 2 when it is missing or of a type MongoDB refuses, 17280 when too long */
  idKey(bytes: Buffer): Buffer {
    const id = findField(bytes, idName);
    if (id === undefined) throw new StoreError(2, 'document without _id');
    return this.idKeyOf(id);
  }

  idKeyOf(id: RawValue): Buffer {
    if (id.type === bsonType.array || id.type === bsonType.regex || id.type === bsonType.undefined) {
      throw new StoreError(53, "The '_id' value cannot be of this type");
    }
    return this.#writer.reset().value(id).take();
  }

  get(collection: Collection, id: Buffer): Buffer | undefined {
    return this.#storage.get(keyIn(collection.space, id));
  }

  /** @throws StoreError 11000 when the _id or a unique index is taken, 171 or 17280 when it cannot be indexed */
  insert(collection: Collection, bytes: Buffer): void {
    const id = this.idKey(bytes);
    const key = keyIn(collection.space, id);
    if (collection.indexes.length === 0) {
      if (!this.#storage.putNew(key, bytes)) throw duplicate(collection, undefined, bytes);
    } else {
      if (this.#storage.has(key)) throw duplicate(collection, undefined, bytes);
      const planned = this.#plan(collection, bytes, id);
      this.#storage.put(key, bytes);
      for (const entry of planned.entries) this.#storage.put(entry.key, entry.value);
      this.#noteMultikey(collection, planned.multikey);
    }
    this.#catalog.addToCount(collection, 1);
  }

  /** Replaces a document by one with the same _id. @throws StoreError as `insert` */
  replace(collection: Collection, before: Buffer, after: Buffer): void {
    const id = this.idKey(after);
    const key = keyIn(collection.space, id);
    if (collection.indexes.length === 0) {
      this.#storage.put(key, after);
      return;
    }
    const old = this.#plan(collection, before, id, false).entries;
    const planned = this.#plan(collection, after, id);
    const kept = new Set(planned.entries.map((entry) => entry.key.toString('latin1')));
    const known = new Set(old.map((entry) => entry.key.toString('latin1')));
    this.#storage.put(key, after);
    for (const entry of old) if (!kept.has(entry.key.toString('latin1'))) this.#storage.remove(entry.key);
    for (const entry of planned.entries)
      if (!known.has(entry.key.toString('latin1'))) this.#storage.put(entry.key, entry.value);
    this.#noteMultikey(collection, planned.multikey);
  }

  remove(collection: Collection, bytes: Buffer): void {
    const id = this.idKey(bytes);
    const old = this.#plan(collection, bytes, id, false).entries;
    this.#storage.remove(keyIn(collection.space, id));
    for (const entry of old) this.#storage.remove(entry.key);
    this.#catalog.addToCount(collection, -1);
  }

  /**
   * Fills a new index from the documents that exist; the caller adds it to the catalog.
   * @returns the index as it is after the build
   * @throws StoreError 11000 with nothing written when a unique index meets duplicates
   */
  build(collection: Collection, index: Index): Index {
    try {
      const multikey = this.#buildFrom(collection, index);
      return multikey ? openIndex({ ...index.record, multikey }) : index;
    } catch (error) {
      this.clearSpace(index.record.space, Number.MAX_SAFE_INTEGER);
      throw error;
    }
  }

  /** Removes up to `limit` entries of a key space. @returns true when nothing is left */
  clearSpace(space: number, limit: number): boolean {
    let removed = 0;
    while (removed < limit) {
      const entries = this.#storage.entries(spaceRange(space), Math.min(500, limit - removed), false);
      if (entries.length === 0) return true;
      for (const { key } of entries) this.#storage.remove(key);
      removed += entries.length;
    }
    return false;
  }

  /** Empties dropped key spaces, at most `limit` entries. @returns true when nothing is left to empty */
  clearDropped(limit: number): boolean {
    for (const { key } of this.#storage.entries(systemRange('d'), 100, false)) {
      if (!this.clearSpace(spaceOfKey(key), limit)) return false;
      this.#storage.remove(key);
    }
    return true;
  }

  #buildFrom(collection: Collection, index: Index): boolean {
    let multikey = false;
    let after: Buffer | undefined;
    do {
      const batch = this.#storage.entries(spaceRange(collection.space), 500, false, after);
      for (const { key, value } of batch) {
        const planned: PlannedKeys = { entries: [], multikey: new Set() };
        this.#planIndex(collection, index, value, key.subarray(prefixBytes), false, planned);
        multikey ||= planned.multikey.size > 0;
        for (const entry of planned.entries) {
          if (!this.#storage.putNew(entry.key, entry.value)) throw duplicate(collection, index, value);
        }
      }
      after = batch.at(-1)?.key;
    } while (after !== undefined);
    return multikey;
  }

  #plan(collection: Collection, bytes: Buffer, id: Buffer, checkUnique = true): PlannedKeys {
    const planned: PlannedKeys = { entries: [], multikey: new Set() };
    for (const index of collection.indexes) this.#planIndex(collection, index, bytes, id, checkUnique, planned);
    return planned;
  }

  #planIndex(
    collection: Collection,
    index: Index,
    bytes: Buffer,
    id: Buffer,
    check: boolean,
    planned: PlannedKeys,
  ): void {
    const { space, unique, multikey: alreadyMultikey } = index.record;
    const { keys, multikey } = indexKeys(index, bytes, this.#writer);
    for (const fields of keys) {
      if (!unique) {
        planned.entries.push({ key: entryKey(space, fields, id), value: idLengthValue(id) });
        continue;
      }
      const key = keyIn(space, fields);
      if (check) {
        const owner = this.#storage.get(key);
        if (owner !== undefined && !owner.equals(id)) throw duplicate(collection, index, bytes);
      }
      planned.entries.push({ key, value: id });
    }
    if (multikey && !alreadyMultikey) planned.multikey.add(space);
  }

  #noteMultikey(collection: Collection, spaces: ReadonlySet<number>): void {
    if (spaces.size === 0) return;
    const current = this.#catalog.forWriting(collection.namespace);
    if (current !== undefined) this.#catalog.markMultikey(current, spaces);
  }
}

/** MongoDB's duplicate key error, with the parts that the driver and mongoose read. */
function duplicate(collection: Collection, index: Index | undefined, bytes: Buffer): StoreError {
  const document = decode(bytes);
  const keyPattern = index?.record.key ?? { _id: 1 };
  const keyValue = Object.fromEntries(
    Object.keys(keyPattern).map((path) => {
      const values = valuesAt(document, path);
      return [path, values[0] === undefined ? null : values[0]];
    }),
  );
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${JSON.stringify(value)}`);
  const message = `E11000 duplicate key error collection: ${collection.namespace} index: ${index?.record.name ?? '_id_'} dup key: { ${shown.join(', ')} }`;
  return new StoreError(11000, message, { keyPattern, keyValue });
}
