import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedPart } from '../../../src/training/class-messages/changed-part.ts';
import { noticeCorrectionWords } from '../../../src/training/class-messages/notice-correction-words.ts';
import type { NoticeRow } from '../../../src/training/class-messages/notices.ts';

describe('what of a text was changed', () => {
  it('is told up to the nearest stops', () => {
    expect(changedPart('明天上午九点，在第二教室，请准时', '明天上午九点，在第三教室，请准时')).toEqual({
      from: '在第二教室',
      to: '在第三教室',
    });
    expect(changedPart('明天开会。', '明天开会。请带笔记本。')).toEqual({ from: '', to: '请带笔记本。' });
    expect(changedPart('九点', '十点')).toEqual({ from: '九点', to: '十点' });
  });

  it('stands in the texts as it is told, and is nothing where they are the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, one, other, tail) => {
        const { from, to } = changedPart(`${head}${one}${tail}`, `${head}${other}${tail}`);
        expect(`${head}${one}${tail}`).toContain(from);
        expect(`${head}${other}${tail}`).toContain(to);
        expect(changedPart(head, head)).toEqual({ from: '', to: '' });
      }),
    );
  });
});

it('a text that was changed as a whole is told once, another one below what was changed in it', () => {
  const about = { name: '县委组织部', kind: '通知' } as const;
  const notice = (words: string): NoticeRow => ({
    ...{ _id: '2026-T1', number: 1, year: '2026', state: 'sent', createdBy: 'org', byUpdate: 'test', words },
  });
  const told = (former: string, words: string) => noticeCorrectionWords.told(about, notice(words), former);
  expect(told('周五开会', '周四开会').split('周四开会')).toHaveLength(2);
  expect(told('周五开会，请准时', '周四开会，请准时')).toContain('“周五开会”改为“周四开会”。\n周四开会，请准时');
});
