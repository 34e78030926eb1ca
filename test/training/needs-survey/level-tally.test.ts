import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tallyByLevel, topicHeadCounts } from '../../../src/training/needs-survey/level-tally.ts';
import type { AnswerSheet, Question } from '../../../src/training/needs-survey/question.ts';
import { groupsOf, type SheetGroup, withoutDifferences } from '../../../src/training/needs-survey/sheet-groups.ts';
import { tallyByUnit, unitOf } from '../../../src/training/needs-survey/survey-tally.ts';
import { backwards } from '../builders.ts';

const topic: Question = {
  id: 'topics',
  title: '最需要的内容',
  kind: 'multiple',
  options: ['a', 'b', 'c'].map((value) => ({ value, label: value.toUpperCase() })),
  topics: true,
  askedOf: 'everyone',
};
const levels = ['county', 'townshipChief', 'townshipDeputy', 'staff'];

function sheet(unitId: string, level: string, ...choices: string[]): AnswerSheet {
  const given = choices.length === 0 ? [] : [{ questionId: 'topics', choices, text: '' }];
  return { unitId, answers: [{ questionId: 'rankLevel', choices: [level], text: '' }, ...given] };
}
const many = (count: number, unitId: string, level: string, ...choices: string[]) =>
  Array.from({ length: count }, () => sheet(unitId, level, ...choices));

describe('results by level', () => {
  it('name a level of five and more, and merge smaller ones', () => {
    const sheets = [
      ...many(6, 'u1', 'staff', 'a'),
      ...many(5, 'u1', 'townshipDeputy', 'b'),
      ...many(3, 'u1', 'county', 'a', 'b'),
      ...many(4, 'u1', 'townshipChief', 'c'),
      ...many(9, 'u1', 'staff'),
    ];
    const shown = tallyByLevel(topic, sheets, 5).map((each) => [each.levels.join(), each.answered]);
    expect(shown).toEqual([
      ['townshipDeputy', 5],
      ['staff', 6],
      ['county,townshipChief', 7],
    ]);
  });

  it('do not tell what two people of a unit answered who are all of it that is of another level', () => {
    const sheets = [...many(8, 'u1', 'staff', 'a'), ...many(2, 'u1', 'county', 'b'), ...many(6, 'u2', 'county', 'c')];
    // By unit: u1 10, u2 6. The level staff alone would leave two of u1.
    expect(tallyByLevel(topic, sheets, 5).map((each) => each.levels.join())).toEqual(['county,staff']);
  });

  it('tell the training menu how many people want each topic, by the levels that may be told', () => {
    const sheets = [...many(6, 'u1', 'staff', 'a', 'b'), ...many(7, 'u2', 'townshipDeputy', 'b')];
    expect(topicHeadCounts([topic], sheets, 5)).toEqual([
      { questionId: 'topics', topic: 'B', people: 13, answered: 13, byLevel: { townshipDeputy: 7, staff: 6 } },
      { questionId: 'topics', topic: 'A', people: 6, answered: 13, byLevel: { townshipDeputy: 0, staff: 6 } },
      { questionId: 'topics', topic: 'C', people: 0, answered: 13, byLevel: { townshipDeputy: 0, staff: 0 } },
    ]);
    expect(topicHeadCounts([topic], sheets.slice(0, 4), 5)).toEqual([]);
  });
});

const anybody = fc
  .record({ unit: fc.nat(5), level: fc.constantFrom(...levels), choice: fc.constantFrom('a', 'b', 'c', '') })
  .map(({ unit, level, choice }) => sheet(`u${unit}`, level, ...(choice === '' ? [] : [choice])));
const anyCounty = fc.array(anybody, { maxLength: 80 });
const levelOf = ({ answers }: AnswerSheet) => answers[0]?.choices[0] ?? '';

/** Sizes of everything that sums of shown groups tell apart: a set of levels against a set of units, where one lies within the other. */
function smallestDifference(some: readonly SheetGroup[], others: readonly SheetGroup[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  const setsOf = (groups: readonly SheetGroup[]) =>
    Array.from(
      { length: 2 ** groups.length - 1 },
      (_, at) => new Set(groups.filter((__, bit) => ((at + 1) >> bit) % 2 === 1).flatMap(({ sheets }) => sheets)),
    );
  for (const one of setsOf(some))
    for (const other of setsOf(others))
      for (const [small, large] of [
        [one, other],
        [other, one],
      ] as const) {
        const difference = large.size - small.size;
        if (difference > 0 && [...small].every((each) => large.has(each))) smallest = Math.min(smallest, difference);
      }
  return smallest;
}

describe('whatever people answered', () => {
  it('no comparison of levels and units, singly or together, leaves fewer than five people', () => {
    fc.assert(
      fc.property(anyCounty, (sheets) => {
        const units = groupsOf(sheets, unitOf, 5);
        const shown = withoutDifferences(groupsOf(sheets, levelOf, 5), units, 5);
        expect(smallestDifference(shown, units)).toBeGreaterThanOrEqual(5);
        expect(shown.flatMap(({ sheets: own }) => own)).toHaveLength(sheets.length < 5 ? 0 : sheets.length);
      }),
      { numRuns: 60 },
    );
  });

  it('no question is told of fewer than five, by level or by unit, and the order of the sheets changes nothing', () => {
    fc.assert(
      fc.property(anyCounty, (sheets) => {
        const byLevel = tallyByLevel(topic, sheets, 5);
        const byUnit = tallyByUnit([topic], sheets, 5).flatMap(({ questions }) => questions);
        expect([...byLevel, ...byUnit].every(({ answered }) => answered >= 5)).toBe(true);
        expect(tallyByLevel(topic, backwards(sheets), 5)).toEqual(byLevel);
        expect(tallyByUnit([topic], backwards(sheets), 5)).toEqual(tallyByUnit([topic], sheets, 5));
      }),
    );
  });
});
