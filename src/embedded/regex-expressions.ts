import { evalExpr } from 'mingo/core';
import type * as expressionOps from 'mingo/operators/expression';
import { StoreError } from './errors.ts';
import { asRegExp, boundedRegExp } from './regex.ts';

type Expression = typeof expressionOps.$regexMatch;

/** One place where a pattern was found, as MongoDB shows it; `idx` counts whole characters. */
interface Match {
  readonly match: string;
  readonly idx: number;
  readonly captures: readonly (string | null)[];
}

/** `$regexMatch`, `$regexFind` and `$regexFindAll` under the same bounds as patterns in filters. */
export const regexExpressions: Readonly<Record<'$regexMatch' | '$regexFind' | '$regexFindAll', Expression>> = {
  $regexMatch: (document, expression, options) => search(evalExpr(document, expression, options), 1).length > 0,
  $regexFind: (document, expression, options) => search(evalExpr(document, expression, options), 1)[0] ?? null,
  $regexFindAll: (document, expression, options) =>
    search(evalExpr(document, expression, options), Number.POSITIVE_INFINITY),
};

function search(argument: unknown, most: number): Match[] {
  const { input, regex, options } = argument as { input?: unknown; regex?: unknown; options?: unknown };
  if (typeof input !== 'string' || regex === null || regex === undefined) return [];
  const pattern = patternOf(regex, options);
  if (pattern.exec(input) === null) return [];
  const found: Match[] = [];
  for (const match of input.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))) {
    const [text, ...groups] = match;
    const idx = [...input.slice(0, match.index)].length;
    found.push({ match: text, idx, captures: groups.map((group) => group ?? null) });
    if (found.length >= most) break;
  }
  return found;
}

function patternOf(regex: unknown, options: unknown): RegExp {
  const flags = typeof options === 'string' ? options : undefined;
  const known = asRegExp(regex);
  if (known !== undefined) return flags === undefined ? known : boundedRegExp(known.source, flags);
  if (typeof regex !== 'string') throw new StoreError(2, "$regex needs 'regex' to be of type string or regex");
  return boundedRegExp(regex, flags ?? '');
}
