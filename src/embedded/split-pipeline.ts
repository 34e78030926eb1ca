import { asNumber, type Document, isPlainObject } from './document.ts';
import { StoreError } from './errors.ts';
import type { Query } from './query.ts';
import { sortFields } from './sort-fields.ts';

/** An aggregation cut in two: what the indexes can serve, and the stages that remain. */
export interface Split {
  readonly query: Query;
  /** Stages that remain for mingo. */
  readonly rest: readonly unknown[];
}

/** Takes the stages an index can serve off the front, in the one order that keeps their meaning. */
export function splitPipeline(stages: readonly unknown[], hint: unknown): Split {
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
