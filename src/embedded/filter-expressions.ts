import { Context, evalExpr } from 'mingo/core';
import * as accumulatorOps from 'mingo/operators/accumulator';
import * as expressionOps from 'mingo/operators/expression';
import { $bitsAllClear, $bitsAllSet, $bitsAnyClear, $bitsAnySet } from 'mingo/operators/query';
import { Query } from 'mingo/query';
import type { Document } from './document.ts';
import { StoreError } from './errors.ts';
import type { Matcher } from './filter.ts';
import { regexExpressions } from './regex-expressions.ts';

/** Operators taken from mingo as they are; without `scriptEnabled` there is no server-side JavaScript. */
const mingoOptions = {
  context: Context.init({
    query: { $bitsAllClear, $bitsAllSet, $bitsAnyClear, $bitsAnySet },
    expression: { ...expressionOps, ...regexExpressions },
    accumulator: { ...accumulatorOps },
  }),
  scriptEnabled: false,
};

/** Computes the value of an expression for a document. */
export type Evaluate = (document: unknown, expression: unknown) => unknown;

/** Without variables of an aggregation around it. */
export const evaluateAlone: Evaluate = (document, expression) => {
  try {
    return evalExpr(document, expression, mingoOptions as never);
  } catch (error) {
    throw new StoreError(2, `$expr refused: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** Whether `$expr` takes the value of an expression for true. */
export function isTrueExpression(value: unknown): boolean {
  return value !== null && value !== undefined && value !== false && value !== 0;
}

/** The query operators that are mingo's. */
export const bitOperators = new Set(['$bitsAllClear', '$bitsAllSet', '$bitsAnyClear', '$bitsAnySet']);

/** A filter of nothing but `bitOperators`. */
export function mingoMatcher(filter: Document): Matcher {
  const query = new Query(filter, mingoOptions);
  return (document) => query.test(document as Document);
}
