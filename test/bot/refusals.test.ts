import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasSentence, sentenceOf } from '../../src/bot/refusals.ts';
import { RuleError } from '../../src/errors.ts';

const root = new URL('../..', import.meta.url).pathname;

/** Every code of a `RuleError` thrown anywhere in the product. */
function thrownCodes(): string[] {
  const files = ['src', 'handlers', 'jobs'].flatMap((folder) => sources(join(root, folder)));
  const found = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/new RuleError\(\s*'([^']+)'/g)].map(([, code = '']) => code),
  );
  return [...new Set(found)].sort();
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
