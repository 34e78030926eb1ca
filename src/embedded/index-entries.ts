import type { Collection } from './collection.ts';
import { duplicateKey } from './duplicate-key.ts';
import type { Index } from './index-definition.ts';
import { indexKeys } from './index-keys.ts';
import { KeyWriter } from './key-writer.ts';
import { entryKey, idLengthValue, keyIn } from './layout.ts';
import type { Storage } from './storage.ts';
import { TopFields } from './top-fields.ts';

/** A key and its value, ready to be stored. */
export interface PlannedEntry {
  readonly key: Buffer;
  readonly value: Buffer;
}

/** The entries of one document. */
export interface PlannedKeys {
  readonly entries: PlannedEntry[];
  /** Spaces of indexes that meet their first array in it. */
  readonly multikey: Set<number>;
}

/** Which index entries a document has. Only inside a write. */
export class IndexEntries {
  readonly #storage: Storage;
  readonly #writer = new KeyWriter();

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** In all indexes of the collection, or in these. @throws StoreError 11000 when a unique one is taken, unless `checkUnique` is off; 171, 17280 */
  of(
    collection: Collection,
    bytes: Buffer,
    id: Buffer,
    checkUnique = true,
    indexes: readonly Index[] = collection.indexes,
  ): PlannedKeys {
    const planned: PlannedKeys = { entries: [], multikey: new Set() };
    if (indexes.length === 0) return planned;
    const document = new TopFields(bytes);
    for (const index of indexes) this.add(collection, index, document, id, checkUnique, planned);
    return planned;
  }

  /** Adds the entries in one index to those planned. @throws StoreError as `of` */
  add(
    collection: Collection,
    index: Index,
    document: TopFields,
    id: Buffer,
    check: boolean,
    planned: PlannedKeys,
  ): void {
    const { space, unique, multikey: alreadyMultikey } = index.record;
    const { keys, multikey } = indexKeys(index, document, this.#writer);
    for (const fields of keys) {
      if (!unique) {
        planned.entries.push({ key: entryKey(space, fields, id), value: idLengthValue(id) });
        continue;
      }
      const key = keyIn(space, fields);
      if (check) {
        const owner = this.#storage.get(key);
        if (owner !== undefined && !owner.equals(id)) throw duplicateKey(collection, index, document.bytes);
      }
      planned.entries.push({ key, value: id });
    }
    if (multikey && !alreadyMultikey) planned.multikey.add(space);
  }
}
