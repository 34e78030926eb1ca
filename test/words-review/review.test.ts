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
  '祝贺您',
  '长处',
  '不足：',
  '已经过时',
  '计入课时',
  '无需重复操作',
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

  it.each([
    ['doubled punctuation', /[，。、；：][，。、；：]|[！？]。/],
    ['half-width punctuation beside Chinese', /[\u4e00-\u9fff”）][,;:?!()](?!\/)|[,;?!()][\u4e00-\u9fff“]/],
    ['a clock behind a date without its weekday: 3月4日 周三 08:30', /月\d+日\s?\d+:/],
    ['a count without spaces: 3 人', /\d[人名次位项处笔份节](?!\d)/],
    ['a measure with a space: 10分钟, 6小时, 90学时', /\d (?:分钟|小时|学时|月|日|%)/],
    ['a space between a day and the words before it', /[\u4e00-\u9fff] \d+月\d+日 周/],
  ])('shows no line with %s', (_what, form) => {
    expect(
      reviewPage()
        .split('\n')
        .filter((line) => form.test(line)),
    ).toEqual([]);
  });

  it('writes days as people do, and as computers do only in file names and in what is typed', () => {
    const typed = /\.(?:xlsx|pdf)|> \/|请写成|没有适用于/;
    const lines = reviewPage()
      .split('\n')
      .filter((line) => /\d{4}-\d\d-\d\d/.test(line));
    expect(lines.filter((line) => !typed.test(line))).toEqual([]);
  });

  it('shows no sentence that ends twice, and no wording that was given up', () => {
    const page = reviewPage();
    expect(page).not.toMatch(/。[；。]/);
    for (const words of retired) expect(page).not.toContain(words);
  });
});
