import {
  type Command,
  collectionName,
  decodedDocuments,
  documentArgument,
  type Handler,
  namespaceOf,
  refuseCollation,
} from '../command.ts';
import { type Document, isTruthy } from '../document.ts';
import { StoreError } from '../errors.ts';
import { findAll, idOf, updateHit, upsert } from '../modify.ts';
import { sortFields } from '../sort-fields.ts';
import type { Store } from '../store.ts';
import { compileUpdate } from '../update.ts';
import { type WriteError, writeErrorOf } from '../write-error.ts';

interface Totals {
  n: number;
  nModified: number;
  readonly upserted: Document[];
}

/** `update`: changes the first or all matching documents, or inserts one when asked to. */
export const update: Handler = (store, command) => {
  const statements = decodedDocuments(command, 'updates');
  const ordered = command.body.ordered !== false;
  return store.storage.write(() => {
    const totals: Totals = { n: 0, nModified: 0, upserted: [] };
    const writeErrors: WriteError[] = [];
    for (const [index, statement] of statements.entries()) {
      try {
        runStatement(store, command, statement, index, totals);
      } catch (error) {
        writeErrors.push(writeErrorOf(error, index));
        if (ordered) break;
      }
    }
    return {
      n: totals.n,
      nModified: totals.nModified,
      ...(totals.upserted.length > 0 ? { upserted: totals.upserted } : {}),
      ...(writeErrors.length > 0 ? { writeErrors } : {}),
      ok: 1,
    };
  });
};

function runStatement(store: Store, command: Command, statement: Document, index: number, totals: Totals): void {
  refuseCollation(statement);
  const multi = isTruthy(statement.multi);
  const filter = documentArgument(statement, 'q');
  const change = compileUpdate(statement.u, filter, statement.arrayFilters, store.clock.now());
  if (multi && !change.usesOperators)
    throw new StoreError(9, 'multi update is not supported for replacement-style update');
  const namespace = namespaceOf(command);
  const existing = store.catalog.forWriting(namespace);
  const query = {
    filter,
    sort: sortFields(documentArgument(statement, 'sort')),
    skip: 0,
    limit: multi ? Number.POSITIVE_INFINITY : 1,
    hint: statement.hint,
  };
  const hits = existing === undefined ? [] : findAll(store, existing, query);
  for (const hit of hits) {
    const after = updateHit(store, namespace, hit, change);
    totals.n++;
    if (after !== hit.bytes) totals.nModified++;
  }
  if (hits.length > 0 || !isTruthy(statement.upsert)) return;
  const bytes = upsert(store, store.catalog.ensure(command.database, collectionName(command)), change);
  totals.n++;
  totals.upserted.push({ index, _id: idOf(bytes) });
}
