import {
  type Command,
  collectionName,
  documentArgument,
  flagArgument,
  missingField,
  namespaceOf,
  writeStatements,
} from '../command.ts';
import { refuseOtherFields } from '../command-fields.ts';
import type { Document } from '../document.ts';
import { StoreError, type WriteError, writeErrorOf } from '../errors.ts';
import { idOf, updateHit, upsert } from '../modify.ts';
import { findAll, queryFor } from '../query.ts';
import type { Handler, Store } from '../store.ts';
import { compileUpdate } from '../update.ts';

const statementFields = new Set(['q', 'u', 'multi', 'upsert', 'arrayFilters', 'hint']);

interface Totals {
  n: number;
  nModified: number;
  readonly upserted: Document[];
}

/** `update`: changes the first or all matching documents, or inserts one when asked to. */
export const update: Handler = (store, command) => {
  const statements = writeStatements(command, 'updates');
  for (const statement of statements) checkStatement(statement);
  const ordered = flagArgument(command.body, 'ordered', true);
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

function checkStatement(statement: Document): void {
  refuseOtherFields('update.updates', statement, statementFields);
  for (const field of ['q', 'u']) if (statement[field] === undefined) throw missingField('update.updates', field);
  documentArgument(statement, 'q');
  for (const flag of ['multi', 'upsert']) flagArgument(statement, flag);
}

function runStatement(store: Store, command: Command, statement: Document, index: number, totals: Totals): void {
  const multi = flagArgument(statement, 'multi');
  const limit = multi ? Number.POSITIVE_INFINITY : 1;
  const query = queryFor(documentArgument(statement, 'q'), { limit, hint: statement.hint });
  const change = compileUpdate(statement.u, query, statement.arrayFilters);
  if (multi && !change.usesOperators)
    throw new StoreError(9, 'multi update is not supported for replacement-style update');
  const namespace = namespaceOf(command);
  const hits = findAll(store.storage, store.catalog.forWriting(namespace), query);
  let modified = 0;
  for (const hit of hits) if (updateHit(store, namespace, hit, change) !== hit.bytes) modified++;
  totals.n += hits.length;
  totals.nModified += modified;
  if (hits.length > 0 || !flagArgument(statement, 'upsert')) return;
  const bytes = upsert(store, store.catalog.ensure(command.database, collectionName(command)), change);
  totals.n++;
  totals.upserted.push({ index, _id: idOf(bytes) });
}
