import { documentArgument, flagArgument, missingField, namespaceOf, writeStatements } from '../command.ts';
import { refuseOtherFields } from '../command-fields.ts';
import { asNumber, type Document } from '../document.ts';
import { StoreError, type WriteError, writeErrorOf } from '../errors.ts';
import { findAll, type Query, queryFor } from '../query.ts';
import type { Handler } from '../store.ts';

const statementFields = new Set(['q', 'limit', 'hint']);

/** `delete`: removes the first (limit 1) or all (limit 0) matching documents. */
export const deleteDocuments: Handler = (store, command) => {
  const statements = writeStatements(command, 'deletes');
  for (const statement of statements) checkStatement(statement);
  const ordered = flagArgument(command.body, 'ordered', true);
  const namespace = namespaceOf(command);
  return store.storage.write(() => {
    const writeErrors: WriteError[] = [];
    let removed = 0;
    for (const [index, statement] of statements.entries()) {
      try {
        const query = statementQuery(statement);
        const collection = store.catalog.forWriting(namespace);
        if (collection === undefined) continue;
        for (const hit of findAll(store.storage, collection, query)) {
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

function checkStatement(statement: Document): void {
  refuseOtherFields('delete.deletes', statement, statementFields);
  for (const field of ['q', 'limit']) if (statement[field] === undefined) throw missingField('delete.deletes', field);
  documentArgument(statement, 'q');
  const limit = asNumber(statement.limit);
  if (limit !== 0 && limit !== 1)
    throw new StoreError(9, `The limit field in delete objects must be 0 or 1. Got ${String(statement.limit)}`);
}

function statementQuery(statement: Document): Query {
  const limit = asNumber(statement.limit) === 1 ? 1 : Number.POSITIVE_INFINITY;
  return queryFor(documentArgument(statement, 'q'), { limit, hint: statement.hint });
}
