import { calculateObjectSize } from 'bson';
import { Aggregator } from 'mingo/aggregator';
import { evalExpr } from 'mingo/core';
import { Lazy } from 'mingo/lazy';
import * as pipelineOps from 'mingo/operators/pipeline';
import type { Document } from './document.ts';
import { compileFilter } from './filter.ts';
import { valuesAt } from './paths.ts';
import { Sorter } from './sort.ts';
import { sortFields } from './sort-fields.ts';

type PipelineOperator = typeof pipelineOps.$match;

/** Finds the documents of another collection for `$lookup` and `$unionWith`, decoded. */
export type Lookup = (collection: string, filter: Document) => Document[];

/** `$match` by the store's own filters. */
export const matchStage: PipelineOperator = (documents, filter, options) =>
  documents.filter(
    compileFilter(filter as Document, (document, expression) => evalExpr(document, expression, options)),
  );

/** `$sort` in the store's own order, and within its limit. */
export const sortStage: PipelineOperator = (documents, sort) =>
  documents.transform((items) => {
    const sorter = new Sorter<unknown>(sortFields(sort as Document), Number.POSITIVE_INFINITY);
    for (const item of items) sorter.add(item, item as Document, calculateObjectSize(item as Document));
    return Lazy(sorter.take() as never);
  });

/** Equality joins go through the indexes of the other collection; joins with `let` are mingo's. */
export function lookupStage(lookup: Lookup): PipelineOperator {
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

/** `$unionWith` over what the store finds itself. */
export function unionStage(lookup: Lookup): PipelineOperator {
  return (documents, spec, options) => {
    const named = typeof spec === 'string' ? { coll: spec } : (spec as Document);
    const { coll } = named;
    if (typeof coll !== 'string') return pipelineOps.$unionWith(documents, spec as never, options);
    return pipelineOps.$unionWith(documents, { ...named, coll: lookup(coll, {}) } as never, options);
  };
}
