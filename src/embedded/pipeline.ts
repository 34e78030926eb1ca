import { Aggregator } from 'mingo/aggregator';
import { Context } from 'mingo/core';
import * as accumulatorOps from 'mingo/operators/accumulator';
import * as expressionOps from 'mingo/operators/expression';
import * as pipelineOps from 'mingo/operators/pipeline';
import * as projectionOps from 'mingo/operators/projection';
import * as queryOps from 'mingo/operators/query';
import * as windowOps from 'mingo/operators/window';
import { Query } from 'mingo/query';
import { type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import { type Lookup, lookupStage, matchStage, sortStage, unionStage } from './pipeline-stages.ts';
import { plainValue } from './pipeline-values.ts';
import { regexExpressions } from './regex-expressions.ts';

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
