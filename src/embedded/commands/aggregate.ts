import type { Collection } from '../catalog.ts';
import { countArgument, documentArgument, type Handler, namespaceOf, refuseCollation } from '../command.ts';
import { countMatching } from '../count.ts';
import { listSource } from '../cursors.ts';
import { asNumber, type Document, encode, isPlainObject } from '../document.ts';
import { StoreError } from '../errors.ts';
import { compileFilter } from '../filter.ts';
import { decodeForPipeline, type Lookup, runPipeline } from '../pipeline.ts';
import { sortFields } from '../planner.ts';
import { type Finder, find, type Query, sourceOf } from '../query.ts';
import type { Store } from '../store.ts';
import { sortableBytes } from '../value-order.ts';

interface Split {
  readonly query: Query;
  /** Stages that remain for mingo. */
  readonly rest: readonly unknown[];
}

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
  return store.cursors.first(namespace, listSource(results.map(encode)), batchSize, false);
};

function aggregateWithoutCollection(
  store: Store,
  database: string,
  stages: readonly unknown[],
  batchSize: number | undefined,
): Buffer {
  const results = runPipeline([], stages, lookupIn(store, database), store.clock.now());
  return store.cursors.first(`${database}.$cmd.aggregate`, listSource(results.map(encode)), batchSize, false);
}

function* decoded(finder: Finder | undefined): Generator<Document> {
  for (let hit = finder?.next(); hit !== undefined; hit = finder?.next()) yield decodeForPipeline(hit.bytes);
}

/** Takes the stages an index can serve off the front, in the one order that keeps their meaning. */
function splitPipeline(stages: readonly unknown[], hint: unknown): Split {
  const filters: Document[] = [];
  let query: Query = { filter: {}, sort: [], skip: 0, limit: Number.POSITIVE_INFINITY, hint };
  let at = 0;
  for (; at < stages.length; at++) {
    const stage = stages[at];
    if (!isPlainObject(stage)) break;
    const taken = takeStage(query, stage, filters);
    if (taken === undefined) break;
    query = taken;
  }
  const filter = filters.length === 1 ? (filters[0] ?? {}) : filters.length === 0 ? {} : { $and: filters };
  return { query: { ...query, filter }, rest: stages.slice(at) };
}

function takeStage(query: Query, stage: Document, filters: Document[]): Query | undefined {
  const unlimited = query.skip === 0 && query.limit === Number.POSITIVE_INFINITY;
  const { $match: match, $sort: sort, $skip: skip, $limit: limit } = stage;
  if (isPlainObject(match) && unlimited && query.sort.length === 0) {
    filters.push(match);
    return query;
  }
  if (isPlainObject(sort) && unlimited && query.sort.length === 0) return { ...query, sort: sortFields(sort) };
  if (skip !== undefined && unlimited) return { ...query, skip: wholeArgument(skip, '$skip', 0) };
  if (limit !== undefined && query.limit === Number.POSITIVE_INFINITY)
    return { ...query, limit: wholeArgument(limit, '$limit', 1) };
  return undefined;
}

function wholeArgument(value: unknown, stage: string, smallest: number): number {
  const number = asNumber(value);
  if (number === undefined || !Number.isInteger(number) || number < smallest)
    throw new StoreError(15958, `invalid argument to ${stage} stage: ${String(value)}`);
  return number;
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
