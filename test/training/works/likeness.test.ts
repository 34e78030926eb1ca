import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparedText, fingerprintOf, mostLike, sharePercent } from '../../../src/training/works/likeness.ts';
import { longText } from '../../helpers/work-files.ts';

const own = longText(1, 40).join('。');
const print = (text: string) => fingerprintOf(text);

describe('how much of a text is found in another', () => {
  it('is everything for the same text, however it is spaced, punctuated and written in wide letters', () => {
    const spaced = [...`ABC${own}`].join(' ').replaceAll('A', 'Ａ');
    expect(sharePercent(print(`abc${own}`), print(spaced))).toBe(100);
  });

  it('is about the part that was taken over, wherever it stands', () => {
    const half = `${longText(2, 20).join('')}${longText(1, 40).slice(10, 30).join('')}`;
    expect(sharePercent(print(half), print(own))).toBeGreaterThan(40);
    expect(sharePercent(print(half), print(own))).toBeLessThan(60);
    expect(sharePercent(print(longText(3, 40).join('')), print(own))).toBeLessThan(5);
  });

  it('finds every passage of twelve characters that two texts share', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'甲乙丙丁戊己庚辛壬癸'), minLength: 12, maxLength: 12 });
    const around = fc.string({ unit: fc.constantFrom(...'子丑寅卯辰巳午未申酉戌亥'), maxLength: 40 });
    fc.assert(
      fc.property(letters, around, around, around, around, (shared, a, b, c, d) => {
        const one = new Set(print(`${a}${shared}${b}`));
        expect([...print(`${c}${shared}${d}`)].some((each) => one.has(each))).toBe(true);
      }),
    );
  });

  it('lies between 0 and 100, and is 100 for a text with itself, if it has a run of characters at all', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'grapheme' }), fc.string({ maxLength: 60 }), (one, other) => {
        const share = sharePercent(print(one), print(other));
        expect(share >= 0 && share <= 100).toBe(true);
        const isLong = [...comparedText(one)].length >= 8;
        expect(sharePercent(print(one), print(one))).toBe(isLong ? 100 : 0);
      }),
    );
  });

  it('names the work that is most alike, and none below the share that is worth a hint', () => {
    const archive = [
      { workId: 'b', print: print(own.slice(0, 600)) },
      { workId: 'a', print: print(own) },
    ];
    expect(mostLike(print(own), archive, 25)).toEqual({ percent: 100, workId: 'a' });
    expect(mostLike(print(longText(4, 40).join('')), archive, 25)).toBeUndefined();
  });
});
