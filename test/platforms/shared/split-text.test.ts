import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonBytes, shortened, splitText } from '../../../src/platforms/shared/split-text.ts';

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

  it('keeps an indented line with the line it belongs to', () => {
    const list = ['1. 马翠娟（县林业局）', '　　新提拔领导干部。', '2. 谢俊航（古水镇）', '　　本年度还差90小时。'];
    expect(splitText(list.join('\n'), bytes(list.slice(0, 3).join('\n')) + 3)).toEqual([
      list.slice(0, 2).join('\n'),
      list.slice(2).join('\n'),
    ]);
  });

  it('cuts before an indented line where no other line ends late enough', () => {
    const [line, indented] = ['一'.repeat(20), `　　${'二'.repeat(10)}`];
    expect(splitText(`甲\n${line}\n${indented}`, 90)).toEqual([`甲\n${line}`, indented]);
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

describe('splitting a text that travels inside JSON', () => {
  it('leaves a short one whole', () => {
    expect(splitText('一段。\n二段。', 1000, jsonBytes)).toEqual(['一段。\n二段。']);
  });

  it('cuts between paragraphs first', () => {
    expect(splitText('第一段话。第二句。\n第二段话。', 32, jsonBytes)).toEqual(['第一段话。第二句。', '第二段话。']);
  });

  it('cuts a long paragraph between sentences, closing quotes staying with theirs', () => {
    expect(splitText('他说：“好的。”然后走了！真的？', 24, jsonBytes)).toEqual(['他说：“好的。”', '然后走了！真的？']);
  });

  it('cuts a long sentence between characters as people see them', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(splitText(family.repeat(3), Buffer.byteLength(family), jsonBytes)).toEqual([family, family, family]);
  });

  it('gives one empty part for an empty text', () => {
    expect(splitText('', 10, jsonBytes)).toEqual(['']);
  });

  it('loses nothing but space at the cuts, keeps the limit and breaks no character', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom('。', '\n', '！”', '𠮷', '学员'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.integer({ min: 40, max: 200 }), (words, maxBytes) => {
        const text = words.join('');
        const parts = splitText(text, maxBytes, jsonBytes);
        expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const part of parts) {
          expect(Buffer.byteLength(JSON.stringify(part)) - 2).toBeLessThanOrEqual(maxBytes);
          expect(Buffer.from(part).toString()).toBe(part);
        }
      }),
    );
  });
});

describe('a long list', () => {
  const people = Array.from({ length: 40 }, (_, index) => `张${'三四五六七'[index % 5]}（县农业农村局、${index}股）`);

  it('is cut between two people, never inside one', () => {
    const parts = splitText(`未读 40 人：${people.join('、')}`, 300);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts.slice(0, -1)) expect(part.endsWith('、')).toBe(true);
    expect(parts.join('')).toBe(`未读 40 人：${people.join('、')}`);
  });

  it('is shortened to whole people', () => {
    expect(shortened(`未读 40 人：${people.join('、')}`, 100)).toMatch(/）、…$/);
  });

  it('is not cut inside a command', () => {
    const command = '“/并列 2026-01 张三、李四、王五 研究确定”';
    const parts = splitText(`请先确定名次，再用${command}办理`, 90);
    expect(parts.some((part) => part.includes(command))).toBe(true);
  });
});
