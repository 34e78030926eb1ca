import type { Collection } from '../collection.ts';
import { countArgument, documentArgument, wrongType } from '../command.ts';
import { type Document, isPlainObject } from '../document.ts';
import { StoreError } from '../errors.ts';
import { readPipeline } from '../pipeline.ts';
import type { Plan } from '../plan.ts';
import { type Finder, find, type Query, queryFor } from '../query.ts';
import { sortFields } from '../sort.ts';
import type { Handler, Store } from '../store.ts';

const verbosities: readonly unknown[] = ['queryPlanner', 'executionStats', 'allPlansExecution'];

/** `explain`: which index a command would use, and how much it reads to find its documents. It changes nothing. */
export const explain: Handler = (store, command) => {
  const explained = command.body.explain;
  if (!isPlainObject(explained)) throw new StoreError(9, "BSON field 'explain' must be a command document");
  const [name = ''] = Object.keys(explained);
  const namespace = `${command.database}.${String(explained[name])}`;
  const query = queryExplained(name, explained);
  const collection = store.catalog.forReading(namespace);
  const verbosity = command.body.verbosity ?? 'allPlansExecution';
  if (!verbosities.includes(verbosity))
    throw new StoreError(9, `verbosity string must be one of {'${verbosities.join("', '")}'}`);
  const verbose = verbosity !== 'queryPlanner';
  const result = collection === undefined ? missing(query) : explainFind(store, collection, query, verbose);
  return {
    queryPlanner: { namespace, parsedQuery: query.filter, winningPlan: result.stage },
    ...result.stats,
    command: explained,
    ok: 1,
  };
};

function queryExplained(name: string, body: Document): Query {
  switch (name) {
    case 'find':
      return queryIn(body, 'filter');
    case 'count':
    case 'distinct':
      return queryIn(body, 'query');
    case 'findAndModify':
      return { ...queryIn(body, 'query'), limit: 1 };
    case 'aggregate':
      if (!Array.isArray(body.pipeline)) throw wrongType('aggregate.pipeline', 'array');
      return readPipeline(body.pipeline, body.hint).query;
    case 'update':
      return statementQuery(body.updates);
    case 'delete':
      return statementQuery(body.deletes);
    default:
      throw new StoreError(59, `Explain failed due to unknown command: ${name}`);
  }
}

function queryIn(body: Document, filterName: string): Query {
  return queryFor(documentArgument(body, filterName), {
    sort: sortFields(documentArgument(body, 'sort')),
    skip: countArgument(body, 'skip') ?? 0,
    limit: Math.abs(countArgument(body, 'limit', Number.NEGATIVE_INFINITY) ?? 0) || Number.POSITIVE_INFINITY,
    hint: body.hint,
  });
}

function statementQuery(statements: unknown): Query {
  const [first] = Array.isArray(statements) ? statements : [];
  if (!isPlainObject(first)) throw new StoreError(9, 'nothing to explain');
  return queryFor(documentArgument(first, 'q'), { hint: first.hint });
}

interface Explained {
  readonly stage: Document;
  readonly stats: Document;
}

function missing(query: Query): Explained {
  const stats = {
    executionStats: { executionSuccess: true, nReturned: 0, totalKeysExamined: 0, totalDocsExamined: 0 },
  };
  return { stage: { stage: 'EOF', filter: query.filter }, stats };
}

function explainFind({ storage }: Store, collection: Collection, query: Query, verbose: boolean): Explained {
  const finder = find(storage, collection, query);
  const found = accessStage(finder.plan);
  const needsSort = query.sort.length > 0 && !finder.plan.sorted;
  const stage = needsSort ? { stage: 'SORT', sortPattern: patternOf(query), inputStage: found } : found;
  return { stage, stats: verbose ? { executionStats: execute(finder) } : {} };
}

function execute(finder: Finder): Document {
  let nReturned = 0;
  while (finder.next() !== undefined) nReturned++;
  const { keysExamined, documentsExamined } = finder.counts;
  const totalKeysExamined =
    finder.plan.index === undefined && finder.plan.points?.length !== 1 && finder.plan.alternatives === undefined
      ? 0
      : keysExamined;
  return { executionSuccess: true, nReturned, totalKeysExamined, totalDocsExamined: documentsExamined };
}

function patternOf(query: Query): Document {
  return Object.fromEntries(query.sort.map((field) => [field.path, field.descending ? -1 : 1]));
}

function accessStage(plan: Plan): Document {
  if (plan.alternatives !== undefined) return { stage: 'OR', inputStages: plan.alternatives.map(accessStage) };
  const direction = plan.reverse ? 'backward' : 'forward';
  if (plan.index !== undefined) {
    const { name, key, unique, sparse, multikey, partialFilterExpression } = plan.index.record;
    const isPartial = partialFilterExpression !== undefined;
    const scan = {
      stage: 'IXSCAN',
      indexName: name,
      keyPattern: key,
      isUnique: unique,
      isSparse: sparse,
      isMultiKey: multikey,
      isPartial,
      direction,
    };
    return { stage: 'FETCH', inputStage: scan };
  }
  if (plan.points?.length === 1) return { stage: 'IDHACK', indexName: '_id_' };
  if (plan.score > 0)
    return { stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName: '_id_', keyPattern: { _id: 1 }, direction } };
  return { stage: 'COLLSCAN', direction };
}
