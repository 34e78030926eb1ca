import { readCount } from './catalog.ts';
import { checkDocument } from './check-document.ts';
import type { Collection } from './collection.ts';
import { findField } from './element-walker.ts';
import type { Index } from './index-definition.ts';
import { indexKeys } from './index-keys.ts';
import { KeyWriter } from './key-writer.ts';
import { entryKey, idOfEntry, keyIn, prefixBytes, spaceRange } from './layout.ts';
import type { Entry, KeyRange } from './lmdb-files.ts';
import type { Reader } from './storage.ts';
import { intactDocument } from './stored-form.ts';
import { TopFields } from './top-fields.ts';

/** Something in the data that should not be. */
export interface VerifyFault {
  readonly kind:
    | 'bad_document'
    | 'wrong_id'
    | 'missing_entry'
    | 'entry_without_document'
    | 'entry_of_other_value'
    | 'unmarked_multikey'
    | 'wrong_count';
  readonly namespace: string;
  readonly index?: string;
}

const idName = Buffer.from('_id');

/** Every entry of a range, in batches, so that no transaction stays open for long. */
export function* allEntries(reader: Reader, range: KeyRange): Generator<Entry> {
  let after: Buffer | undefined;
  do {
    const batch = reader.entries(range, 500, false, after);
    yield* batch;
    after = batch.at(-1)?.key;
  } while (after !== undefined);
}

/** Compares every document of a collection with every entry of its indexes, both ways, and the count. */
export function verifyCollection(reader: Reader, collection: Collection): { documents: number; faults: VerifyFault[] } {
  const { namespace } = collection;
  const faults: VerifyFault[] = [];
  const writer = new KeyWriter();
  const expected = new Map<Index, number>(collection.indexes.map((index) => [index, 0]));
  let count = 0;
  for (const { key, value } of allEntries(reader, spaceRange(collection.space))) {
    count++;
    const id = key.subarray(prefixBytes);
    const document = intactDocument(value);
    if (document === undefined || !isDocument(document)) faults.push({ kind: 'bad_document', namespace });
    else {
      if (!hasId(document, id, writer)) faults.push({ kind: 'wrong_id', namespace });
      const fields = new TopFields(document);
      for (const index of collection.indexes) {
        const found = checkKeys(reader, namespace, index, fields, id, writer, faults);
        expected.set(index, (expected.get(index) ?? 0) + found);
      }
    }
  }
  if (count !== readCount(reader, collection)) faults.push({ kind: 'wrong_count', namespace });
  for (const index of collection.indexes) checkEntries(reader, collection, index, expected.get(index) ?? 0, faults);
  return { documents: count, faults };
}

function isDocument(bytes: Buffer): boolean {
  try {
    return checkDocument(bytes) === bytes.length;
  } catch {
    return false;
  }
}

function hasId(bytes: Buffer, id: Buffer, writer: KeyWriter): boolean {
  const value = findField(bytes, idName);
  return value !== undefined && writer.reset().value(value).copy().equals(id);
}

function checkKeys(
  reader: Reader,
  namespace: string,
  index: Index,
  document: TopFields,
  id: Buffer,
  writer: KeyWriter,
  faults: VerifyFault[],
): number {
  const { space, unique, name } = index.record;
  const { keys, multikey } = indexKeys(index, document, writer);
  if (multikey && !index.record.multikey) faults.push({ kind: 'unmarked_multikey', namespace, index: name });
  for (const fields of keys) {
    const value = reader.get(unique ? keyIn(space, fields) : entryKey(space, fields, id));
    if (value === undefined) faults.push({ kind: 'missing_entry', namespace, index: name });
    else if (unique && !value.equals(id)) faults.push({ kind: 'entry_of_other_value', namespace, index: name });
  }
  return keys.length;
}

/** With every expected entry found, as many entries as expected means there is none too many. */
function checkEntries(
  reader: Reader,
  collection: Collection,
  index: Index,
  expected: number,
  faults: VerifyFault[],
): void {
  const { space, unique, name } = index.record;
  const { namespace } = collection;
  let found = 0;
  for (const { key, value } of allEntries(reader, spaceRange(space))) {
    found++;
    const id = idOfEntry(unique, key, value);
    if (reader.get(keyIn(collection.space, id)) === undefined)
      faults.push({ kind: 'entry_without_document', namespace, index: name });
  }
  if (found > expected) faults.push({ kind: 'entry_of_other_value', namespace, index: name });
}
