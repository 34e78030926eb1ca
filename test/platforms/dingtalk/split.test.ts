import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../../../src/platforms/dingtalk/split.ts';

describe('splitting a long text', () => {
  it('leaves a short one whole', () => {
    expect(splitText('一段。\n二段。', 1000)).toEqual(['一段。\n二段。']);
  });

  it('cuts between paragraphs first', () => {
    expect(splitText('第一段话。第二句。\n第二段话。', 32)).toEqual(['第一段话。第二句。', '第二段话。']);
  });

  it('cuts a long paragraph between sentences, closing quotes staying with theirs', () => {
    expect(splitText('他说：“好的。”然后走了！真的？', 24)).toEqual(['他说：“好的。”', '然后走了！真的？']);
  });

  it('cuts a long sentence between characters as people see them', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(splitText(family.repeat(3), Buffer.byteLength(family))).toEqual([family, family, family]);
  });

  it('gives one empty part for an empty text', () => {
    expect(splitText('', 10)).toEqual(['']);
  });

  it('loses nothing but space at the cuts, keeps the limit and breaks no character', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom('。', '\n', '！”', '𠮷', '学员'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.integer({ min: 40, max: 200 }), (words, maxBytes) => {
        const text = words.join('');
        const parts = splitText(text, maxBytes);
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const part of parts) {
          expect(Buffer.byteLength(JSON.stringify(part)) - 2).toBeLessThanOrEqual(maxBytes);
          expect(Buffer.from(part).toString()).toBe(part);
        }
      }),
    );
  });
});
