import { BSONRegExp } from 'bson';
import { StoreError } from './errors.ts';

/** Longest pattern accepted, in characters. */
const maxPatternLength = 1000;
/** Deepest nesting of groups accepted. */
const maxGroups = 10;
/** Most `*`, `+` and open `{n,}` in one pattern: each multiplies the time a text without match takes. */
const maxRepeats = 5;
/** Largest number in `{n,m}`. */
const maxCount = 1000;
/** A group that repeats inside a group that repeats can take exponential time, e.g. `(a+)+`. */
const nestedRepeat = /\((?:[^()\\]|\\.)*(?:[^\\][*+]|\{\d+,\d*\})(?:[^()\\]|\\.)*\)(?:[*+]|\{\d+,\d*\})/;

/** So can alternatives that begin alike, e.g. `(a|a)*`. */
const repeatedChoice = /\((?:[^()\\]|\\.)*\|(?:[^()\\]|\\.)*\)(?:[*+]|\{\d+,\d*\})/;

/**
 * Turns a pattern from a client into a regular expression under a bound, so that one query cannot hold the event loop.
 * @throws StoreError 2 when the pattern is too long, nests too deeply, repeats a repeat, or is not one JavaScript knows
 */
export function boundedRegExp(pattern: string, options: string): RegExp {
  if (pattern.length > maxPatternLength) throw refused(`longer than ${maxPatternLength} characters`);
  if (groupDepth(pattern) > maxGroups) throw refused(`groups nested deeper than ${maxGroups}`);
  if (nestedRepeat.test(pattern)) throw refused('a repeated group that contains a repeat');
  if (repeatedChoice.test(pattern)) throw refused('a repeated group that contains alternatives');
  if (repeatsOf(pattern) > maxRepeats) throw refused(`more than ${maxRepeats} open repeats`);
  if (countsOf(pattern).some((count) => count > maxCount)) throw refused(`a repeat count over ${maxCount}`);
  if (/\\[1-9]|\(\?<?[=!]/.test(pattern)) throw refused('back references and look-around');
  if (/[^imsu]/.test(options)) throw refused(`option other than i, m, s, u in "${options}"`);
  try {
    return new RegExp(pattern, options.includes('u') ? options : `${options}u`);
  } catch {
    return compileLoosely(pattern, options);
  }
}

function compileLoosely(pattern: string, options: string): RegExp {
  try {
    return new RegExp(pattern, options.replace('u', ''));
  } catch {
    throw refused('not a valid pattern');
  }
}

/** The regular expression behind a decoded value, or undefined when it is none. @throws StoreError 2, see boundedRegExp */
export function asRegExp(value: unknown): RegExp | undefined {
  if (value instanceof BSONRegExp) return boundedRegExp(value.pattern, value.options);
  if (value instanceof RegExp) return boundedRegExp(value.source, value.flags.replace(/[gyd]/g, ''));
  return undefined;
}

function groupDepth(pattern: string): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') i++;
    else if (char === '(') deepest = Math.max(deepest, ++depth);
    else if (char === ')') depth--;
  }
  return deepest;
}

function repeatsOf(pattern: string): number {
  return pattern.replace(/\\./g, '').match(/[*+]|\{\d+,\}/g)?.length ?? 0;
}

function countsOf(pattern: string): number[] {
  return [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, from, to]) => [Number(from), Number(to ?? 0)]);
}

function refused(why: string): StoreError {
  return new StoreError(2, `Regular expression is invalid or refused: ${why}`);
}
