import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allRefusals, hasSentence, sentenceOf } from '../../src/bot/refusals.ts';
import { RuleError } from '../../src/errors.ts';

const root = new URL('../..', import.meta.url).pathname;

/** Where a refusal is passed on whose code was given to it elsewhere. */
const passedOn = ['answer.refused.code', 'code'];

/** The first argument of each refusal made in the product, as it is written. */
function codeExpressions(): string[] {
  const files = ['src', 'handlers', 'jobs'].flatMap((folder) => sources(join(root, folder)));
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/new (?:RuleError|NearMiss)\(\s*((?:[^,()]|\([^()]*\))+)/g)].map(
      ([, first = '']) => first.trim(),
    ),
  );
}

/** The codes an expression may give: of a choice both, without the words it compares with. */
function codesIn(expression: string): string[] {
  const compared = expression.replaceAll(/[!=]== '[^']*'/g, '');
  return [...compared.matchAll(/'([^']*)'/g)].map(([, code = '']) => code);
}

function thrownCodes(): string[] {
  return [...new Set(codeExpressions().flatMap(codesIn))].sort();
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

describe('words for a rule that says no', () => {
  it('exist for every code thrown anywhere', () => {
    const codes = thrownCodes();
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => !hasSentence(code))).toEqual([]);
  });

  it('are looked for in every refusal: none has a code that only running the program would tell', () => {
    const unread = codeExpressions().filter((expression) => codesIn(expression).length === 0);
    expect(unread.filter((expression) => !passedOn.includes(expression))).toEqual([]);
  });

  it('exist for no code that is thrown nowhere', () => {
    const codes = thrownCodes();
    expect(Object.keys(allRefusals).filter((code) => !codes.includes(code))).toEqual([]);
  });

  it('belong to codes spelt one way: words with hyphens, a dot, words with hyphens', () => {
    for (const code of thrownCodes()) expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
  });

  it('never show a code or an English word to the reader, but the names of file types', () => {
    for (const code of thrownCodes().filter(hasSentence)) {
      expect(sentenceOf(new RuleError(code, {})).replaceAll(/undefined|\.xlsx|\.lrmx|Excel/g, '')).not.toMatch(
        /[a-z]{4,}/,
      );
    }
  });
});
