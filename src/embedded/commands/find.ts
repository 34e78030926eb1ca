import { Long } from 'bson';
import { countArgument, documentArgument, type Handler, namespaceOf, refuseCollation } from '../command.ts';
import { listSource } from '../cursors.ts';
import { StoreError } from '../errors.ts';
import { compileFilter } from '../filter.ts';
import { queryOf, sourceOf, find as startFind } from '../query.ts';

/** `find`: the first batch of matching documents and a cursor for the rest. */
export const find: Handler = ({ storage, catalog, cursors }, command) => {
  const { body } = command;
  refuseCollation(body);
  for (const option of ['tailable', 'awaitData', 'min', 'max', 'returnKey', 'showRecordId']) {
    if (body[option] !== undefined && body[option] !== false)
      throw new StoreError(2, `${option} is not supported by the embedded store`);
  }
  const namespace = namespaceOf(command);
  const limit = countArgument(body, 'limit') ?? 0;
  const skip = countArgument(body, 'skip') ?? 0;
  if (skip < 0) throw new StoreError(51024, "BSON field 'skip' value must be >= 0");
  const single = body.singleBatch === true || limit < 0;
  const query = { ...queryOf(body, 'filter'), skip, limit: limit === 0 ? Number.POSITIVE_INFINITY : Math.abs(limit) };
  const collection = catalog.forReading(namespace);
  if (collection === undefined) {
    compileFilter(query.filter);
    return cursors.first(namespace, listSource([]), undefined, true);
  }
  const finder = startFind(storage, collection, query);
  const source = sourceOf(finder, documentArgument(body, 'projection'), query.filter);
  return cursors.first(namespace, source, countArgument(body, 'batchSize'), single);
};

/** `getMore`: the next batch of a cursor. */
export const getMore: Handler = ({ cursors, catalog }, command) => {
  const id = command.body.getMore;
  if (!(id instanceof Long))
    throw new StoreError(14, "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
  const batchSize = countArgument(command.body, 'batchSize');
  const namespace = `${command.database}.${String(command.body.collection)}`;
  return cursors.more(id, namespace, batchSize === 0 ? undefined : batchSize, catalog.forReading(namespace));
};

/** `killCursors`: closes cursors. */
export const killCursors: Handler = ({ cursors }, command) => {
  const ids = Array.isArray(command.body.cursors) ? command.body.cursors.filter((id) => id instanceof Long) : [];
  const cursorsKilled: Long[] = [];
  const cursorsNotFound: Long[] = [];
  for (const id of ids) (cursors.kill(id) ? cursorsKilled : cursorsNotFound).push(id);
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
};
