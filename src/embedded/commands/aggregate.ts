import { countArgument, documentArgument, namespaceOf, wrongType } from '../command.ts';
import { refuseOtherFields } from '../command-fields.ts';
import { listSource } from '../cursors.ts';
import { StoreError } from '../errors.ts';
import { readPipeline } from '../pipeline.ts';
import { countMatching, find, sourceOf } from '../query.ts';
import type { Handler } from '../store.ts';

/** `aggregate`: the stages that one query can answer, and a count of what it finds. */
export const aggregate: Handler = (store, command) => {
  const { body } = command;
  if (body.aggregate === 1)
    throw new StoreError(73, '{aggregate: 1} is not valid for the stages served; a collection is required.');
  if (!Array.isArray(body.pipeline)) throw wrongType('aggregate.pipeline', 'array');
  if (body.cursor === undefined) throw new StoreError(9, "The 'cursor' option is required");
  const cursor = documentArgument(body, 'cursor');
  refuseOtherFields('aggregate.cursor', cursor, new Set(['batchSize']));
  const batchSize = countArgument(cursor, 'batchSize');
  const namespace = namespaceOf(command);
  const collection = store.catalog.forReading(namespace);
  const { query, countAs } = readPipeline(body.pipeline, body.hint);
  if (countAs !== undefined) {
    const count = collection === undefined ? 0 : countMatching(store, collection, query);
    return store.cursors.first(namespace, listSource(count === 0 ? [] : [countAs(count)]), batchSize, false);
  }
  const source = collection === undefined ? listSource([]) : sourceOf(find(store.storage, collection, query));
  return store.cursors.first(namespace, source, batchSize, false);
};
