import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reviewPage, reviewSections } from '../../src/words-review/review.ts';

const root = new URL('../..', import.meta.url).pathname;

/** Every file that exports an object of sentences. */
function wordsFiles(): string[] {
  return ['src', 'handlers', 'jobs'].flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)))
      .filter((file) => /^export const \w+Words = \{/m.test(readFileSync(join(root, file), 'utf8'))),
  );
}

/** Wordings that gave way to the field's official terms. */
const retired = [
  '被点名',
  '/定等',
  '定等方案',
  '没有听懂',
  '还差',
  '不收取任何费用',
  '应作退学处理',
  '单聊',
  '现在不能办理',
  '旷课 ',
];

describe('the review of words', () => {
  it('lists every words module, and nothing else but the refusals', () => {
    const listed = reviewSections.map(({ place }) => place).filter((place) => place.endsWith('.ts'));
    expect(listed.sort()).toEqual(wordsFiles().sort());
  });

  it('fills every sentence', () => {
    for (const { place, sentences } of reviewSections)
      for (const { name, text } of sentences) {
        expect(text.trim(), `${place} ${name}`).not.toBe('');
        expect(text, `${place} ${name}`).not.toMatch(/undefined|NaN|\[object/);
      }
  });

  it('shows no card with two numbered lists, of which nobody could tell which a number means', () => {
    const starts = (text: string) => text.split('\n').filter((line) => /^\s*1\s*[.．、](?!\d)/.test(line)).length;
    for (const { place, sentences } of reviewSections)
      for (const { name, text } of sentences)
        if (/请回复.*序号/.test(text)) expect(starts(text), `${place} ${name}`).toBeLessThan(2);
  });

  it('shows no sentence that ends twice, and no wording that was given up', () => {
    const page = reviewPage();
    expect(page).not.toMatch(/。[；。]/);
    for (const words of retired) expect(page).not.toContain(words);
  });
});
