/** Deepest nesting of groups accepted. */
const maxDepth = 10;
/** Most open repeats (`*`, `+`, `{n,}`) on the way through one pattern. */
const maxOpenRepeats = 5;
/** Largest number in `{n,m}`. */
const maxCount = 1000;

/** In how many ways a pattern can be tried from one place of a text of L characters: at most `factor` × L^`openRepeats`. */
export interface Cost {
  readonly factor: number;
  readonly openRepeats: number;
}

/** Why a pattern is not run. */
export class PatternFault extends Error {
  override readonly name = 'PatternFault';
}

const single: Cost = { factor: 1, openRepeats: 0 };
const quantifier = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})/;
/** A group's opening with what it says about the group. */
const opening = /^\((?:\?(?:<?[=!]|:|<\w+>)?)?/;
/** An escape; those with braces or of a letter for control characters take more than one character. */
const escaped = /^\\(?:[pPu]\{[^}]*\}|k<|c?[\s\S])/;

interface Group {
  /** Of the alternatives closed so far, taken together. */
  before: Cost;
  /** Of the alternative being read. */
  current: Cost;
  /** Holds a repeat or alternatives, at any depth. */
  varies: boolean;
}

/**
 * Reads a pattern once. A group that is repeated may hold neither repeats nor alternatives: only so are the ways to try it few enough
 * to be counted. Back references and look-around are refused.
 * @throws PatternFault
 */
export function costOf(pattern: string): Cost {
  const groups: Group[] = [newGroup()];
  let at = 0;
  while (at < pattern.length) {
    const group = groups.at(-1) ?? newGroup();
    let atom: Group | undefined;
    const char = pattern[at];
    if (char === '(') {
      at += openingAt(pattern, at, groups.length);
      groups.push(newGroup());
      continue;
    }
    if (char === '|') {
      endAlternative(group);
      at++;
      continue;
    }
    if (char === ')') {
      if (groups.length === 1) throw new PatternFault('a group that was not opened');
      atom = groups.pop();
      at++;
    } else at = endOfCharacter(pattern, at);
    at = addAtom(groups.at(-1) ?? group, atom, pattern, at);
  }
  const [whole = newGroup()] = groups;
  return total(whole);
}

function newGroup(): Group {
  return { before: { factor: 0, openRepeats: 0 }, current: single, varies: false };
}

function openingAt(pattern: string, at: number, depth: number): number {
  if (depth > maxDepth) throw new PatternFault(`groups nested deeper than ${maxDepth}`);
  const [found = '('] = opening.exec(pattern.slice(at)) ?? [];
  if (/[=!]/.test(found)) throw new PatternFault('look-around');
  return found.length;
}

/** The end of the character, escape or class that starts here. */
function endOfCharacter(pattern: string, at: number): number {
  const char = pattern[at];
  if (char === '[') return endOfClass(pattern, at);
  if (char !== '\\') return at + 1;
  const [found = '\\'] = escaped.exec(pattern.slice(at)) ?? [];
  if (/^\\([1-9]|k<)/.test(found)) throw new PatternFault('back references');
  return at + found.length;
}

function endOfClass(pattern: string, start: number): number {
  let at = start + 1;
  while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Takes a character or a closed group with its quantifier into the alternative being read. @returns where to go on */
function addAtom(into: Group, atom: Group | undefined, pattern: string, at: number): number {
  const found = quantifier.exec(pattern.slice(at));
  const inner = atom === undefined ? single : total(atom);
  into.varies ||= atom?.varies === true || found !== null;
  if (found === null) {
    into.current = product(into.current, inner);
    return at;
  }
  const { least, most } = countsOf(found);
  if (most > 1 && atom?.varies === true)
    throw new PatternFault('a repeated group that contains a repeat or alternatives');
  const ways =
    most === Number.POSITIVE_INFINITY ? { factor: 1, openRepeats: 1 } : { factor: most - least + 1, openRepeats: 0 };
  into.current = product(product(into.current, inner), ways);
  if (into.current.openRepeats > maxOpenRepeats) throw new PatternFault(`more than ${maxOpenRepeats} open repeats`);
  const after = at + found[0].length;
  return pattern[after] === '?' ? after + 1 : after;
}

function countsOf([text, from, comma, to]: RegExpExecArray): { least: number; most: number } {
  if (text === '*') return { least: 0, most: Number.POSITIVE_INFINITY };
  if (text === '+') return { least: 1, most: Number.POSITIVE_INFINITY };
  if (text === '?') return { least: 0, most: 1 };
  const least = Number(from);
  const most = comma === undefined ? least : to === '' ? Number.POSITIVE_INFINITY : Number(to);
  if (least > maxCount || (most > maxCount && most !== Number.POSITIVE_INFINITY))
    throw new PatternFault(`a repeat count over ${maxCount}`);
  return { least, most };
}

function endAlternative(group: Group): void {
  group.before = sum(group.before, group.current);
  group.current = single;
  group.varies = true;
}

function total(group: Group): Cost {
  return sum(group.before, group.current);
}

function sum(a: Cost, b: Cost): Cost {
  return { factor: a.factor + b.factor, openRepeats: Math.max(a.openRepeats, b.openRepeats) };
}

function product(a: Cost, b: Cost): Cost {
  return { factor: a.factor * b.factor, openRepeats: a.openRepeats + b.openRepeats };
}
