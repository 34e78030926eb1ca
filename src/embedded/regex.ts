import { BSONRegExp } from 'bson';
import { StoreError } from './errors.ts';
import { type Cost, costOf, PatternFault } from './regex-cost.ts';

/** Longest pattern accepted, in characters. */
const maxPatternLength = 1000;
/** Most steps one search may take in the worst case, which is most of a second. */
const maxSteps = 2e8;

/** A regular expression that refuses texts on which it could take too long. Every way of searching with it goes through `exec`. */
class BoundedRegExp extends RegExp {
  readonly #cost: Cost;

  constructor(pattern: string, flags: string, cost: Cost) {
    super(pattern, flags);
    this.#cost = cost;
  }

  /** @throws StoreError 2 when the search could take too many steps */
  override exec(text: string): RegExpExecArray | null {
    const length = text.length + 1;
    const starts = this.source.startsWith('^') && !this.source.includes('|') && !this.multiline ? 1 : length;
    if (starts * this.#cost.factor * length ** this.#cost.openRepeats > maxSteps)
      throw refused(`too many ways to match a text of ${text.length} characters`);
    return super.exec(text);
  }
}

/**
 * Turns a pattern from a client into a regular expression under a bound, so that one query cannot hold up all others.
 * @throws StoreError 2 when the pattern is too long, nests too deeply, repeats a repeat, or is not one JavaScript knows
 */
export function boundedRegExp(pattern: string, options: string): RegExp {
  if (pattern.length > maxPatternLength) throw refused(`longer than ${maxPatternLength} characters`);
  if (/[^imsu]/.test(options)) throw refused(`option other than i, m, s, u in "${options}"`);
  const cost = checkedCost(pattern);
  try {
    return new BoundedRegExp(pattern, options.includes('u') ? options : `${options}u`, cost);
  } catch {
    return compileLoosely(pattern, options, cost);
  }
}

function checkedCost(pattern: string): Cost {
  try {
    return costOf(pattern);
  } catch (error) {
    throw error instanceof PatternFault ? refused(error.message) : error;
  }
}

function compileLoosely(pattern: string, options: string, cost: Cost): RegExp {
  try {
    return new BoundedRegExp(pattern, options.replace('u', ''), cost);
  } catch {
    throw refused('not a valid pattern');
  }
}

/** The regular expression behind a decoded value, or undefined when it is none. @throws StoreError 2, see boundedRegExp */
export function asRegExp(value: unknown): RegExp | undefined {
  if (value instanceof BoundedRegExp) return value;
  if (value instanceof BSONRegExp) return boundedRegExp(value.pattern, value.options);
  if (value instanceof RegExp) return boundedRegExp(value.source, value.flags.replace(/[gyd]/g, ''));
  return undefined;
}

function refused(why: string): StoreError {
  return new StoreError(2, `Regular expression is invalid or refused: ${why}`);
}
