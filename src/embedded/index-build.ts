import type { Collection } from './collection.ts';
import { duplicateKey } from './duplicate-key.ts';
import { type Index, openIndex } from './index-definition.ts';
import { IndexEntries, type PlannedKeys } from './index-entries.ts';
import { clearSpace } from './key-spaces.ts';
import { prefixBytes, spaceRange } from './layout.ts';
import type { Storage } from './storage.ts';
import { storedDocument } from './stored-form.ts';
import { TopFields } from './top-fields.ts';

/**
 * Fills a new index from the documents that exist, inside a write; the caller adds it to the catalog.
 * @returns the index as it is after the build
 * @throws StoreError 11000 with nothing written when a unique index meets duplicates
 */
export function buildIndex(storage: Storage, collection: Collection, index: Index): Index {
  try {
    const multikey = buildFrom(storage, collection, index);
    return multikey ? openIndex({ ...index.record, multikey }) : index;
  } catch (error) {
    clearSpace(storage, index.record.space, Number.MAX_SAFE_INTEGER);
    throw error;
  }
}

function buildFrom(storage: Storage, collection: Collection, index: Index): boolean {
  const entries = new IndexEntries(storage);
  let multikey = false;
  let after: Buffer | undefined;
  do {
    const batch = storage.entries(spaceRange(collection.space), 500, false, after);
    for (const { key, value: stored } of batch) {
      const document = storedDocument(stored);
      const planned: PlannedKeys = { entries: [], multikey: new Set() };
      entries.add(collection, index, new TopFields(document), key.subarray(prefixBytes), false, planned);
      multikey ||= planned.multikey.size > 0;
      for (const entry of planned.entries) {
        if (!storage.putNew(entry.key, entry.value)) throw duplicateKey(collection, index, document);
      }
    }
    after = batch.at(-1)?.key;
  } while (after !== undefined);
  return multikey;
}
