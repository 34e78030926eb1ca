import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameTopic, lessonTopics, readTopics } from '../../../src/training/class/topics.ts';
import { session } from '../builders.ts';

const third = { numerator: 1, denominator: 3 };

describe('the topics of a class', () => {
  it('are read from one typed word or several, each once', () => {
    expect(readTopics('基层治理、 应急处置，基层治理')).toEqual(['基层治理', '应急处置']);
    expect(readTopics('')).toEqual([]);
    expect(isSameTopic('基层治理 ', '基层治理')).toBe(true);
  });

  it('are those that a third of its lessons are about, whatever was typed', () => {
    const lessons = [
      session({ title: '基层治理的“粤路”探索' }),
      session({ title: '新质生产力', from: '10:40', to: '12:40' }),
      session({ title: '数字政府', from: '14:30', to: '16:30' }),
    ];
    expect(lessonTopics(lessons, ['基层治理', '乡村振兴'], third)).toEqual(['基层治理']);
    const [first, ...others] = lessons;
    const more = session({ title: '公文写作', from: '16:40', to: '17:10' });
    expect(lessonTopics([...(first ? [first] : []), ...others, more], ['基层治理'], third)).toEqual([]);
  });

  it('are not made of the opening, and none come of no lessons', () => {
    expect(lessonTopics([session({ title: '基层治理', countsInRatio: false })], ['基层治理'], third)).toEqual([]);
    expect(lessonTopics([], ['基层治理'], third)).toEqual([]);
  });

  it('are among those that are known, and no order of the lessons changes them', () => {
    const titles = fc.array(fc.constantFrom('基层治理', '乡村振兴', '党章', '公文'), { maxLength: 8 });
    fc.assert(
      fc.property(titles, (some) => {
        const lessons = some.map((title) => session({ title }));
        const found = lessonTopics(lessons, ['基层治理', '乡村振兴'], third);
        expect(lessonTopics([...lessons].reverse(), ['基层治理', '乡村振兴'], third)).toEqual(found);
        for (const topic of found)
          expect(some.filter((title) => title === topic).length * 3).toBeGreaterThanOrEqual(some.length);
      }),
    );
  });
});
