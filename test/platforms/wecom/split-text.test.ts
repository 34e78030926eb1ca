import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortened, splitText } from '../../../src/platforms/wecom/split-text.ts';

const bytes = (text: string) => Buffer.byteLength(text, 'utf8');
const withoutBreaks = (text: string) => text.replaceAll('\n', '');

describe('splitting', () => {
  it('leaves a text of exactly the limit whole and splits one byte more', () => {
    const full = `${'学'.repeat(682)}ab`;
    expect(bytes(full)).toBe(2048);
    expect(splitText(full, 2048)).toEqual([full]);
    expect(splitText(`${full}c`, 2048)).toHaveLength(2);
  });

  it('cuts at the end of a paragraph', () => {
    const [first, second] = ['一'.repeat(30), '二'.repeat(15)];
    expect(splitText(`${first}。\n\n${second}`, 120)).toEqual([`${first}。`, second]);
  });

  it('cuts at the end of a sentence where no paragraph ends late enough', () => {
    expect(splitText(`甲\n${'一'.repeat(25)}。${'二'.repeat(25)}`, 120)).toEqual([
      `甲\n${'一'.repeat(25)}。`,
      '二'.repeat(25),
    ]);
  });

  it('cuts between characters where no sentence ends', () => {
    expect(splitText('一'.repeat(50), 100)).toEqual(['一'.repeat(33), '一'.repeat(17)]);
  });

  it('does not cut a character that is made of several', () => {
    const family = '👨‍👩‍👧‍👦';
    for (const part of splitText(family.repeat(20), 64)) expect(withoutAll(part, family)).toBe('');
  });

  it('cuts a character longer than a whole part between its code points, so that it comes to an end', () => {
    const endless = `a${'\u0301'.repeat(200)}`;
    const parts = splitText(endless, 64);
    expect(parts.join('')).toBe(endless);
    for (const part of parts) expect(bytes(part)).toBeLessThanOrEqual(64);
  });

  it('says an empty text once', () => {
    expect(splitText('', 64)).toEqual(['']);
    expect(splitText('\n'.repeat(100), 64)).toEqual(['']);
  });

  it('loses nothing but line breaks, and every part fits and says something', () => {
    const unit = fc.constantFrom('一', '。', '\n', 'a', ' ', '😀', '👩‍👧', '𠮷', 'e\u0301', '！', ';');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 200 }), fc.integer({ min: 64, max: 300 }), (text, maxBytes) => {
        const parts = splitText(text, maxBytes);
        expect(withoutBreaks(parts.join(''))).toBe(withoutBreaks(text));
        for (const part of parts) expect(bytes(part)).toBeLessThanOrEqual(maxBytes);
        if (parts.length > 1) for (const part of parts) expect(part).not.toBe('');
      }),
    );
  });
});

function withoutAll(text: string, what: string): string {
  return text.replaceAll(what, '');
}

describe('shortening', () => {
  it('leaves what fits alone', () => {
    expect(shortened('一二三', 3)).toBe('一二三');
  });
  it('ends with a dot where something is missing, at a sentence if one ends late enough', () => {
    expect(shortened('一二三四', 3)).toBe('一二…');
    expect(shortened('一二三。四五六七', 7)).toBe('一二三。…');
  });
  it('never halves a character and never goes over', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 3, max: 40 }), (text, maxChars) => {
        const short = shortened(text, maxChars);
        expect(short.length).toBeLessThanOrEqual(maxChars);
        expect(Buffer.from(short, 'utf8').toString('utf8')).toBe(short);
        expect(text.startsWith(short.replace(/…$/, '').trimEnd())).toBe(true);
      }),
    );
  });
});
