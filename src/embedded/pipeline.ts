import {
  BSONRegExp,
  calculateObjectSize,
  Decimal128,
  Double,
  deserialize,
  Int32,
  Long,
  serialize,
  Timestamp,
} from 'bson';
import { Aggregator } from 'mingo/aggregator';
import { Context, evalExpr } from 'mingo/core';
import { Lazy } from 'mingo/lazy';
import * as accumulatorOps from 'mingo/operators/accumulator';
import * as expressionOps from 'mingo/operators/expression';
import * as pipelineOps from 'mingo/operators/pipeline';
import * as projectionOps from 'mingo/operators/projection';
import * as queryOps from 'mingo/operators/query';
import * as windowOps from 'mingo/operators/window';
import { Query } from 'mingo/query';
import { asBuffer, type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import { compileFilter } from './filter.ts';
import { valuesAt } from './paths.ts';
import { asRegExp } from './regex.ts';
import { regexExpressions } from './regex-expressions.ts';
import { Sorter } from './sort.ts';
import { sortFields } from './sort-fields.ts';

type PipelineOperator = typeof pipelineOps.$match;

/** Stages that write or need what this store does not have. */
const refusedStages = new Set([
  '$out',
  '$merge',
  '$geoNear',
  '$search',
  '$changeStream',
  '$currentOp',
  '$collStats',
  '$indexStats',
  '$graphLookup',
]);
const refusedOperators = new Set(['$function', '$accumulator', '$where']);

/** Finds the documents of another collection for `$lookup` and `$unionWith`, decoded. */
export type Lookup = (collection: string, filter: Document) => Document[];

/** Decodes for calculating: every number that a double holds exactly becomes a plain number. */
export function decodeForPipeline(bytes: Buffer): Document {
  return deserialize(bytes, { promoteLongs: true, promoteBuffers: false, bsonRegExp: true });
}

/** Encodes a result; a field an expression left without a value is left out. */
export function encodeResult(document: Document): Buffer {
  return asBuffer(serialize(document, { ignoreUndefined: true }));
}

/**
 * Runs the stages over the documents.
 * @throws StoreError 40324 on a stage that is not offered, 2 on whatever mingo refuses
 */
export function runPipeline(
  documents: Iterable<Document>,
  stages: readonly unknown[],
  lookup: Lookup,
  now: Date,
): Document[] {
  const plain = stages.map((stage) => {
    checkStage(stage);
    return plainValue(stage) as Document;
  });
  try {
    return new Aggregator(plain, optionsFor(lookup, now)).run(documents as Document[]) as Document[];
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(2, `aggregation refused: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Makes a projection with `$elemMatch`, `$slice`, `.$` or expressions out of mingo. @throws StoreError 2 */
export function mingoProjection(projection: Document, filter: Document): (document: Document) => Document {
  const fields = plainValue(projection) as Document;
  const needsFilter = Object.keys(projection).some((path) => path.endsWith('.$'));
  const query = new Query(needsFilter ? (plainValue(filter) as Document) : {}, optionsFor(noLookup, new Date(0)));
  return (document) => {
    try {
      return (query.find([document], fields).all()[0] as Document | undefined) ?? { _id: document._id };
    } catch (error) {
      throw new StoreError(2, `projection refused: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
}

const noLookup: Lookup = () => [];

function checkStage(stage: unknown): asserts stage is Document {
  if (!isPlainObject(stage) || Object.keys(stage).length !== 1) {
    throw new StoreError(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  const [name = ''] = Object.keys(stage);
  if (refusedStages.has(name) || !Object.hasOwn(pipelineOps, name)) {
    throw new StoreError(40324, `Unrecognized or refused pipeline stage name: '${name}'`);
  }
  refuseOperators(stage);
}

function refuseOperators(value: unknown): void {
  if (Array.isArray(value)) for (const element of value) refuseOperators(element);
  if (!isPlainObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (refusedOperators.has(name)) throw new StoreError(2, `${name} is not supported by the embedded store`);
    if (refusedStages.has(name)) throw new StoreError(40324, `Refused pipeline stage: '${name}'`);
    refuseOperators(inner);
  }
}

/** Number classes become numbers and patterns regular expressions, as mingo expects them. */
function plainValue(value: unknown): unknown {
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Timestamp || value instanceof Decimal128) return value;
  if (value instanceof Long) return Number.isSafeInteger(value.toNumber()) ? value.toNumber() : value;
  if (value instanceof BSONRegExp || value instanceof RegExp) return asRegExp(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plainValue(inner)]));
}

function optionsFor(lookup: Lookup, now: Date) {
  const context = Context.init({
    accumulator: { ...accumulatorOps },
    expression: { ...expressionOps, ...regexExpressions },
    projection: { ...projectionOps },
    query: { ...queryOps },
    window: { ...windowOps },
    pipeline: {
      ...pipelineOps,
      $match: matchStage,
      $sort: sortStage,
      $lookup: lookupStage(lookup),
      $unionWith: unionStage(lookup),
    },
  });
  return {
    context,
    scriptEnabled: false,
    idKey: '_id',
    variables: { NOW: now },
    collectionResolver: (name: string) => lookup(name, {}),
  };
}

const matchStage: PipelineOperator = (documents, filter, options) =>
  documents.filter(
    compileFilter(filter as Document, (document, expression) => evalExpr(document, expression, options)),
  );

const sortStage: PipelineOperator = (documents, sort) =>
  documents.transform((items) => {
    const sorter = new Sorter<unknown>(sortFields(sort as Document), Number.POSITIVE_INFINITY);
    for (const item of items) sorter.add(item, item as Document, calculateObjectSize(item as Document));
    return Lazy(sorter.take() as never);
  });

/** Equality joins go through the indexes of the other collection; joins with `let` are mingo's. */
function lookupStage(lookup: Lookup): PipelineOperator {
  return (documents, spec, options) => {
    const { from, localField, foreignField, as, let: variables, pipeline } = spec as Document;
    const isSimple = typeof from === 'string' && typeof localField === 'string' && typeof foreignField === 'string';
    if (!isSimple || typeof as !== 'string' || variables !== undefined || as.includes('.')) {
      return pipelineOps.$lookup(documents, spec as never, options);
    }
    return documents.map((document) => {
      const found = lookup(from, { [foreignField]: { $in: joinValues(document as Document, localField) } });
      const joined = Array.isArray(pipeline) ? new Aggregator(pipeline as Document[], options).run(found) : found;
      return { ...(document as Document), [as]: joined };
    });
  };
}

function joinValues(document: Document, path: string): unknown[] {
  const values = valuesAt(document, path).flatMap((value) => (Array.isArray(value) ? value : [value]));
  return values.length === 0 ? [null] : values.map((value) => value ?? null);
}

function unionStage(lookup: Lookup): PipelineOperator {
  return (documents, spec, options) => {
    const named = typeof spec === 'string' ? { coll: spec } : (spec as Document);
    const { coll } = named;
    if (typeof coll !== 'string') return pipelineOps.$unionWith(documents, spec as never, options);
    return pipelineOps.$unionWith(documents, { ...named, coll: lookup(coll, {}) } as never, options);
  };
}
