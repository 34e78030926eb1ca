import { Long } from 'bson';
import { countArgument, documentArgument, flagArgument, namespaceOf, wrongType } from '../command.ts';
import { listSource } from '../cursors.ts';
import { compileProjection } from '../projection.ts';
import { queryFor, sourceOf, find as startFind } from '../query.ts';
import { sortFields } from '../sort.ts';
import type { Handler } from '../store.ts';

/** `find`: the first batch of matching documents and a cursor for the rest. */
export const find: Handler = ({ storage, catalog, cursors }, command) => {
  const { body } = command;
  const namespace = namespaceOf(command);
  const query = queryFor(documentArgument(body, 'filter'), {
    sort: sortFields(documentArgument(body, 'sort')),
    skip: countArgument(body, 'skip') ?? 0,
    limit: countArgument(body, 'limit') || Number.POSITIVE_INFINITY,
    hint: body.hint,
  });
  const project = compileProjection(documentArgument(body, 'projection'));
  const batchSize = countArgument(body, 'batchSize');
  const single = flagArgument(body, 'singleBatch');
  const collection = catalog.forReading(namespace);
  if (collection === undefined) return cursors.first(namespace, listSource([]), undefined, true);
  return cursors.first(namespace, sourceOf(startFind(storage, collection, query), project), batchSize, single);
};

/** `getMore`: the next batch of a cursor. */
export const getMore: Handler = ({ cursors, catalog }, command) => {
  const id = command.body.getMore;
  if (!(id instanceof Long)) throw wrongType('getMore.getMore', 'long');
  const name = command.body.collection;
  if (typeof name !== 'string') throw wrongType('getMore.collection', 'string');
  const namespace = `${command.database}.${name}`;
  const batchSize = countArgument(command.body, 'batchSize');
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
