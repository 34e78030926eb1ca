import { decodedDocuments, documentArgument, type Handler, namespaceOf, refuseCollation } from '../command.ts';
import { asNumber } from '../document.ts';
import { compileFilter } from '../filter.ts';
import { findAll } from '../modify.ts';
import { type WriteError, writeErrorOf } from '../write-error.ts';

/** `delete`: removes the first (limit 1) or all (limit 0) matching documents. */
export const deleteDocuments: Handler = (store, command) => {
  const statements = decodedDocuments(command, 'deletes');
  const ordered = command.body.ordered !== false;
  const namespace = namespaceOf(command);
  return store.storage.write(() => {
    const writeErrors: WriteError[] = [];
    let removed = 0;
    for (const [index, statement] of statements.entries()) {
      try {
        refuseCollation(statement);
        const filter = documentArgument(statement, 'q');
        compileFilter(filter);
        const limit = asNumber(statement.limit) === 1 ? 1 : Number.POSITIVE_INFINITY;
        const collection = store.catalog.forWriting(namespace);
        if (collection === undefined) continue;
        for (const hit of findAll(store, collection, { filter, sort: [], skip: 0, limit, hint: statement.hint })) {
          store.documents.remove(collection, hit.bytes);
          removed++;
        }
      } catch (error) {
        writeErrors.push(writeErrorOf(error, index));
        if (ordered) break;
      }
    }
    return { n: removed, ...(writeErrors.length > 0 ? { writeErrors } : {}), ok: 1 };
  });
};
