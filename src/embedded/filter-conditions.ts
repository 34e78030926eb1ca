import { ownField, someValueAt } from './paths.ts';

/** Which array element made a document match: what the positional `$` of an update stands for. */
export interface MatchDetails {
  position?: number | undefined;
}

/** Decides whether a decoded document fulfils a filter; fills `details` when they are given. */
export type Matcher = (document: unknown, details?: MatchDetails) => boolean;

/** What a filter says about one path, whatever the path is. */
export type Condition =
  | { readonly kind: 'test'; readonly test: ElementTest; readonly entersArrays: boolean }
  | { readonly kind: 'all'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition };

/** Whether one value passes; one that looks into arrays fills `details`. */
export type ElementTest = (value: unknown, details?: MatchDetails) => boolean;

/** Holds when the value at the path, or one element of an array there, passes. */
export function onValues(test: (value: unknown) => boolean): Condition {
  return { kind: 'test', test, entersArrays: true };
}

/** Holds when the value at the path itself passes, which may be an array. */
export function onWhole(test: ElementTest): Condition {
  return { kind: 'test', test, entersArrays: false };
}

/** Holds when the other condition does not. */
export function not(part: Condition): Condition {
  return { kind: 'not', part };
}

/** The field is there. */
export const present = onWhole((value) => value !== undefined);

/** All of them. */
export function every(tests: readonly Matcher[]): Matcher {
  const [first] = tests;
  if (first !== undefined && tests.length === 1) return first;
  return (document, details) => tests.every((test) => test(document, details));
}

/** The condition on one element alone: an array inside an array is not entered. */
export function onElement(condition: Condition): (value: unknown) => boolean {
  if (condition.kind === 'test') return condition.test;
  if (condition.kind === 'not') {
    const part = onElement(condition.part);
    return (value) => !part(value);
  }
  const parts = condition.parts.map(onElement);
  return (value) => parts.every((part) => part(value));
}

/** The condition on what a path leads to, arrays on the way and at its end entered. */
export function onPath(path: readonly string[], condition: Condition): Matcher {
  if (condition.kind === 'all') return every(condition.parts.map((part) => onPath(path, part)));
  if (condition.kind === 'not') {
    const part = onPath(path, condition.part);
    return (document) => !part(document);
  }
  const { test, entersArrays } = condition;
  const check = (value: unknown, position: number | undefined, details?: MatchDetails): boolean => {
    let at = position;
    if (!test(value, details)) {
      const element = entersArrays && Array.isArray(value) ? value.findIndex((one) => test(one)) : -1;
      if (element < 0) return false;
      at ??= element;
    }
    if (at !== undefined && details !== undefined) details.position = at;
    return true;
  };
  const [only] = path;
  if (only !== undefined && path.length === 1)
    return (document, details) => check(ownField(document, only), undefined, details);
  return (document, details) => someValueAt(document, path, (value, position) => check(value, position, details));
}
