import { ObjectId } from 'bson';
import { checkDocument } from '../check-document.ts';
import { checkBatch, collectionName, flagArgument, namespaceOf, rawDocuments } from '../command.ts';
import { StoreError, type WriteError, writeErrorOf } from '../errors.ts';
import type { Handler } from '../store.ts';
import { withIdFirst } from '../stored-form.ts';

/** `insert`: stores the documents as they came; an unordered insert goes on after a refused one. */
export const insert: Handler = async ({ storage, catalog, documents }, command) => {
  const name = collectionName(command);
  const namespace = namespaceOf(command);
  const ordered = flagArgument(command.body, 'ordered', true);
  const received = rawDocuments(command, 'documents');
  checkBatch(received);
  const stored = received.map((bytes) => storable(bytes));
  return storage.write(() => {
    const writeErrors: WriteError[] = [];
    let inserted = 0;
    catalog.ensure(command.database, name);
    for (const [index, bytes] of stored.entries()) {
      try {
        if (bytes instanceof StoreError) throw bytes;
        documents.insert(catalog.forWriting(namespace) ?? catalog.ensure(command.database, name), bytes);
        inserted++;
      } catch (error) {
        writeErrors.push(writeErrorOf(error, index));
        if (ordered) break;
      }
    }
    return writeErrors.length === 0 ? { n: inserted, ok: 1 } : { n: inserted, writeErrors, ok: 1 };
  });
};

function storable(bytes: Buffer): Buffer | StoreError {
  try {
    checkDocument(bytes);
    return withIdFirst(bytes, () => new ObjectId());
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
}
