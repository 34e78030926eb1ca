import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { markingOf, pointsInWords, uselessMarks } from '../../../src/training/scoring/marking.ts';
import { indicatorOf, ratedPartOf, type ScoreEvent } from '../../../src/training/scoring/score-event.ts';

const scheme = defaultRulePack().scoring;
const paper = ratedPartOf(indicatorOf('researchOutput', scheme), 'paper');
if (paper === undefined) throw new Error('the pack has no paper');

/** The event of a mark in points. */
const mark = (points: number, authorId: string, cadreId = 'c1'): ScoreEvent => ({
  ...{ _id: `${authorId}:${cadreId}:${points}`, cadreId, item: 'researchOutput', step: 'paper' },
  ...{ deltaHundredths: points * 50, reason: '成果评阅', source: 'test', authorId },
  at: beijingTime('2026-03-20', '10:00'),
});
const pointsOf = (marks: readonly ScoreEvent[]) =>
  markingOf(paper, marks).counting.reduce((sum, { deltaHundredths }) => sum + deltaHundredths, 0) / 100;

describe('the marks of a paper', () => {
  it('are those of two people where these agree within the limit', () => {
    expect(markingOf(paper, [mark(12, 'a')])).toMatchObject({ missing: 1 });
    expect(markingOf(paper, [mark(12, 'a'), mark(9, 'b')])).toMatchObject({ missing: 0 });
    expect(pointsOf([mark(12, 'a'), mark(9, 'b'), mark(15, 'c')])).toBe(10.5);
  });

  it('need a third marker above the limit, whose mark counts with the nearer one, of equally near ones the higher', () => {
    expect(markingOf(paper, [mark(12, 'a'), mark(8.9, 'b')])).toMatchObject({ missing: 1, apartHundredths: 310 });
    expect(pointsOf([mark(14, 'a'), mark(8, 'b'), mark(9, 'c')])).toBe(8.5);
    expect(pointsOf([mark(14, 'a'), mark(8, 'b'), mark(11, 'c')])).toBe(12.5);
    expect(pointsOf([mark(14, 'a'), mark(8, 'b'), mark(11, 'c'), mark(0, 'd')])).toBe(12.5);
  });

  it('never give less than the lowest or more than the highest mark, and never count a marker twice', () => {
    const marks = fc.array(fc.record({ points: fc.integer({ min: 0, max: 15 }), by: fc.constantFrom('a', 'b', 'c') }));
    fc.assert(
      fc.property(marks, (given) => {
        const all = given.map(({ points, by }) => mark(points, by));
        const { counting, missing } = markingOf(paper, all);
        expect(new Set(counting.map(({ authorId }) => authorId)).size).toBe(counting.length);
        if (missing > 0) return;
        const points = given.map((each) => each.points);
        expect(pointsOf(all)).toBeGreaterThanOrEqual(Math.min(...points));
        expect(pointsOf(all)).toBeLessThanOrEqual(Math.max(...points));
      }),
    );
  });

  it('are told with the place of the marker and who is still needed', () => {
    const [first, second] = [mark(12, 'a'), mark(8, 'b')];
    expect(pointsInWords(first, [], scheme)).toBe('评阅人 1/2：12分，还需另一人评阅');
    expect(pointsInWords(second, [first], scheme)).toBe('评阅人 2/2：8分，两人相差4分，还需第三人评阅');
    expect(pointsInWords(mark(9, 'c'), [first, second], scheme)).toBe('评阅人 3/3：9分');
  });
});

it('a mark has no effect where its author has marked before or enough others have; the same entry once more is no repeat', () => {
  const [first, again, second] = [mark(12, 'a'), mark(13, 'a'), mark(11, 'b')];
  expect(uselessMarks([again], [first], scheme).repeated).toEqual([again]);
  expect(uselessMarks([first, again], [], scheme).repeated).toEqual([again]);
  expect(uselessMarks([mark(1, 'c')], [first, second], scheme).beyond).toHaveLength(1);
  expect(uselessMarks([first], [first], scheme)).toEqual({ repeated: [], beyond: [] });
  expect(uselessMarks([mark(12, 'a', 'c2')], [first], scheme)).toEqual({ repeated: [], beyond: [] });
});
