import { collectionName, documentArgument, flagArgument, namespaceOf } from '../command.ts';
import { type Document, decode } from '../document.ts';
import { StoreError } from '../errors.ts';
import { idOf, updateHit, upsert } from '../modify.ts';
import { compileProjection } from '../projection.ts';
import { findAll, type Query, queryFor } from '../query.ts';
import { sortFields } from '../sort.ts';
import type { Handler } from '../store.ts';
import { compileUpdate, type Update } from '../update.ts';

/** `findAndModify`: changes or removes one document and gives it back, as it was before or as it is after. */
export const findAndModify: Handler = (store, command) => {
  const { body } = command;
  const query = queryFor(documentArgument(body, 'query'), {
    sort: sortFields(documentArgument(body, 'sort')),
    limit: 1,
    hint: body.hint,
  });
  const project = compileProjection(documentArgument(body, 'fields'));
  const shown = (bytes: Buffer): Document => decode(project === undefined ? bytes : project(bytes));
  const change = changeOf(body, query);
  const givesNew = flagArgument(body, 'new');
  const upserts = flagArgument(body, 'upsert');
  const namespace = namespaceOf(command);
  return store.storage.write(() => {
    const collection = store.catalog.forWriting(namespace);
    const [hit] = findAll(store.storage, collection, query);
    if (change === undefined) {
      if (hit === undefined || collection === undefined) return { lastErrorObject: { n: 0 }, value: null, ok: 1 };
      store.documents.remove(collection, hit.bytes);
      return { lastErrorObject: { n: 1 }, value: shown(hit.bytes), ok: 1 };
    }
    if (hit !== undefined) {
      const after = updateHit(store, namespace, hit, change);
      return { lastErrorObject: { n: 1, updatedExisting: true }, value: shown(givesNew ? after : hit.bytes), ok: 1 };
    }
    if (!upserts) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 };
    const bytes = upsert(store, store.catalog.ensure(command.database, collectionName(command)), change);
    const lastErrorObject = { n: 1, updatedExisting: false, upserted: idOf(bytes) };
    return { lastErrorObject, value: givesNew ? shown(bytes) : null, ok: 1 };
  });
};

/** What is to be done to the document; undefined removes it. @throws StoreError 9 when the options contradict each other */
function changeOf(body: Document, query: Query): Update | undefined {
  const removes = flagArgument(body, 'remove');
  if (!removes && body.update === undefined)
    throw new StoreError(9, 'Either an update or remove=true must be specified');
  if (!removes) return compileUpdate(body.update, query, body.arrayFilters);
  if (body.update !== undefined) throw new StoreError(9, "Cannot specify both an 'update' and 'remove'=true");
  if (flagArgument(body, 'upsert')) throw new StoreError(9, 'Cannot specify both upsert=true and remove=true');
  if (flagArgument(body, 'new'))
    throw new StoreError(
      9,
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  return undefined;
}
