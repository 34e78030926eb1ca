import { collectionName, documentArgument, type Handler, namespaceOf, refuseCollation } from '../command.ts';
import { type Document, decode, isTruthy } from '../document.ts';
import { StoreError } from '../errors.ts';
import { findAll, idOf, updateHit, upsert } from '../modify.ts';
import { compileProjection } from '../projection.ts';
import { queryOf } from '../query.ts';
import { compileUpdate } from '../update.ts';

/** `findAndModify`: changes or removes one document and gives it back, as it was before or as it is after. */
export const findAndModify: Handler = (store, command) => {
  const { body } = command;
  refuseCollation(body);
  const query = { ...queryOf(body, 'query'), limit: 1 };
  const project = compileProjection(documentArgument(body, 'fields'), query.filter);
  const shown = (bytes: Buffer): Document => decode(project === undefined ? bytes : project(bytes));
  const removes = isTruthy(body.remove);
  if (removes && body.update !== undefined)
    throw new StoreError(9, "Cannot specify both an 'update' and 'remove'=true");
  const change = removes ? undefined : compileUpdate(body.update, query.filter, body.arrayFilters, store.clock.now());
  const namespace = namespaceOf(command);
  return store.storage.write(() => {
    const collection = store.catalog.forWriting(namespace);
    const [hit] = collection === undefined ? [] : findAll(store, collection, query);
    if (change === undefined) {
      if (hit === undefined || collection === undefined) return { lastErrorObject: { n: 0 }, value: null, ok: 1 };
      store.documents.remove(collection, hit.bytes);
      return { lastErrorObject: { n: 1 }, value: shown(hit.bytes), ok: 1 };
    }
    if (hit !== undefined) {
      const after = updateHit(store, namespace, hit, change);
      const value = shown(isTruthy(body.new) ? after : hit.bytes);
      return { lastErrorObject: { n: 1, updatedExisting: true }, value, ok: 1 };
    }
    if (!isTruthy(body.upsert)) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 };
    const bytes = upsert(store, store.catalog.ensure(command.database, collectionName(command)), change);
    const value = isTruthy(body.new) ? shown(bytes) : null;
    return { lastErrorObject: { n: 1, updatedExisting: false, upserted: idOf(bytes) }, value, ok: 1 };
  });
};
