import { expect, it } from 'vitest';
import { registerPageWords } from '../../../src/training/registers/register-page-words.ts';
import { registerLeave } from '../../../src/training/registers/register-sheet.ts';
import { fullRegister } from '../../../src/words-review/result-sections.ts';

const issue = {
  number: 'DJ-1',
  by: '吴组织',
  at: new Date('2026-11-30T02:00:00Z'),
  address: 'https://x.example/verify/DJ-1',
};

it('every part of a full register has a numeral of its own', () => {
  const { blocks } = registerPageWords.pages(fullRegister, issue);
  const titles = blocks.flatMap((block) => (block.kind === 'text' && block.size === 13 ? [block.text] : []));
  expect(titles.length).toBeGreaterThan(8);
  expect(titles.every((title) => /^[一二三四五六七八九十]+、/.test(title))).toBe(true);
});

it('the hours begin with what of the year is met and the hours of five years', () => {
  const text = JSON.stringify(registerPageWords.pages(fullRegister, issue));
  expect(text).toContain('近五年（2022—2026年）登记学时：脱产250学时，网络120学时。');
});

it('leave stands with its share of the hours of the class, and is empty where there was none', () => {
  expect(registerLeave({ count: 1, minutes: 360, totalMinutes: 3_600 })).toBe('6学时，10%');
  expect(registerLeave({ count: 0, minutes: 0, totalMinutes: 3_600 })).toBe('');
  expect(registerLeave({ count: 1, minutes: 60, totalMinutes: 0 })).toBe('');
});
