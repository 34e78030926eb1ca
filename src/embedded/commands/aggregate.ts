import type { Collection } from '../collection.ts';
import { countArgument, documentArgument, type Handler, namespaceOf, refuseCollation } from '../command.ts';
import { countMatching } from '../count.ts';
import { listSource } from '../cursors.ts';
import { type Document, encode, isPlainObject } from '../document.ts';
import { StoreError } from '../errors.ts';
import { compileFilter } from '../filter.ts';
import { runPipeline } from '../pipeline.ts';
import type { Lookup } from '../pipeline-stages.ts';
import { decodeForPipeline, encodeResult } from '../pipeline-values.ts';
import { type Finder, find, sourceOf } from '../query.ts';
import { type Split, splitPipeline } from '../split-pipeline.ts';
import type { Store } from '../store.ts';
import { sortableBytes } from '../value-order.ts';

/** `aggregate`: leading `$match`, `$sort`, `$skip`, `$limit` use the indexes, everything after them is mingo's. */
export const aggregate: Handler = (store, command) => {
  const { body } = command;
  refuseCollation(body);
  const stages = body.pipeline;
  if (!Array.isArray(stages)) throw new StoreError(14, "'pipeline' option must be specified as an array");
  const batchSize = countArgument(documentArgument(body, 'cursor'), 'batchSize');
  if (body.aggregate === 1) return aggregateWithoutCollection(store, command.database, stages, batchSize);
  const namespace = namespaceOf(command);
  const collection = store.catalog.forReading(namespace);
  const split = splitPipeline(stages, body.hint);
  const counted = countOnly(store, collection, split);
  if (counted !== undefined) return store.cursors.first(namespace, listSource(counted), batchSize, false);
  if (collection === undefined) compileFilter(split.query.filter);
  const finder = collection === undefined ? undefined : find(store.storage, collection, split.query);
  if (split.rest.length === 0) {
    const source = finder === undefined ? listSource([]) : sourceOf(finder, {}, {});
    return store.cursors.first(namespace, source, batchSize, false);
  }
  const results = runPipeline(decoded(finder), split.rest, lookupIn(store, command.database), store.clock.now());
  return store.cursors.first(namespace, listSource(results.map(encodeResult)), batchSize, false);
};

function aggregateWithoutCollection(
  store: Store,
  database: string,
  stages: readonly unknown[],
  batchSize: number | undefined,
): Buffer {
  const results = runPipeline([], stages, lookupIn(store, database), store.clock.now());
  return store.cursors.first(`${database}.$cmd.aggregate`, listSource(results.map(encodeResult)), batchSize, false);
}

function* decoded(finder: Finder | undefined): Generator<Document> {
  for (let hit = finder?.next(); hit !== undefined; hit = finder?.next()) yield decodeForPipeline(hit.bytes);
}

/** `countDocuments` of the driver: a `$match` and one group that adds 1 for each; no document is decoded for it. */
function countOnly(store: Store, collection: Collection | undefined, { query, rest }: Split): Buffer[] | undefined {
  const [stage] = rest;
  if (rest.length !== 1 || !isPlainObject(stage) || !isPlainObject(stage.$group)) return undefined;
  const { _id: id, ...fields } = stage.$group;
  const [[name, sum] = []] = Object.entries(fields);
  const isConstant = id === null || typeof id === 'number';
  if (!isConstant || name === undefined || Object.keys(fields).length !== 1 || !isPlainObject(sum) || sum.$sum !== 1)
    return undefined;
  const count = collection === undefined ? 0 : countMatching(store, collection, query);
  return count === 0 ? [] : [encode({ _id: id, [name]: count })];
}

/** Finds the documents `$lookup` asks for; a value asked for before is not looked up again. */
function lookupIn(store: Store, database: string): Lookup {
  const known = new Map<string, Document[]>();
  return (name, filter) => {
    const key = `${name} ${sortableBytes(filter).toString('latin1')}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const collection = store.catalog.forReading(`${database}.${name}`);
    const query = { filter, sort: [], skip: 0, limit: Number.POSITIVE_INFINITY };
    const found = collection === undefined ? [] : [...decoded(find(store.storage, collection, query))];
    known.set(key, found);
    return found;
  };
}
