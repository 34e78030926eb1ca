import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { kindCalled, markedAs } from '../../../src/training/works/work-kind.ts';
import { type WorkMark, waitsFor, workMarking } from '../../../src/training/works/work-marks.ts';

const { works, scoring } = defaultRulePack();
const report = kindCalled(works, '调研报告');
if (report === undefined) throw new Error('there are reports');
const { part } = markedAs(report, works, scoring);
const mark = (markerId: string, points: number, more: Partial<WorkMark> = {}): WorkMark => ({
  ...{
    markerId,
    markHundredths: Math.round(points * 100),
    words: '',
    version: 1,
    at: new Date(0),
    byUpdate: `${markerId}${points}`,
  },
  ...more,
});
const markers = ['a', 'b', 'c'];
const waiting = (marks: readonly WorkMark[]) => markers.filter((each) => waitsFor(part, marks, 1, markers, each));

describe('the marks of a work', () => {
  it('are for both markers first, for a third only where the two are too far apart', () => {
    expect(waiting([])).toEqual(['a', 'b']);
    expect(waiting([mark('a', 13)])).toEqual(['b']);
    expect(waiting([mark('a', 13), mark('b', 11)])).toEqual([]);
    expect(waiting([mark('a', 13), mark('b', 9)])).toEqual(['c']);
    expect(waiting([mark('a', 13), mark('b', 9), mark('c', 10)])).toEqual([]);
  });

  it('give their mean, after a third that of the third and the nearer one', () => {
    expect(workMarking(part, [mark('a', 13), mark('b', 11)], 1).resultHundredths).toBe(1200);
    const three = workMarking(part, [mark('a', 13), mark('b', 9), mark('c', 10)], 1);
    expect([three.resultHundredths, three.counting.map(({ markerId }) => markerId)]).toEqual([950, ['b', 'c']]);
  });

  it('count as they were corrected last, and not for a version that was revised', () => {
    const corrected = [mark('a', 13), mark('b', 9), mark('b', 12)];
    expect(workMarking(part, corrected, 1)).toMatchObject({ missing: 0, resultHundredths: 1250 });
    expect(workMarking(part, corrected, 2)).toMatchObject({ missing: 2, counting: [] });
  });

  it('give a result between the lowest and the highest of those that count, whoever marks first', () => {
    const points = fc.integer({ min: 0, max: 150 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(points, points, points, (a, b, c) => {
        const given = [mark('a', a), mark('b', b), mark('c', c)];
        const { resultHundredths = -1, counting } = workMarking(part, given, 1);
        const counted = counting.map(({ markHundredths }) => markHundredths);
        expect(resultHundredths).toBeGreaterThanOrEqual(Math.min(...counted));
        expect(resultHundredths).toBeLessThanOrEqual(Math.max(...counted));
        const turned = workMarking(part, [given[1], given[0], given[2]] as WorkMark[], 1);
        expect(turned.resultHundredths).toBe(resultHundredths);
      }),
    );
  });

  it('go into the score where the scheme has the part, and count for themselves elsewhere', () => {
    expect(markedAs(report, works, scoring).counts?.item).toBe('researchOutput');
    const without = { ...scoring, indicators: scoring.indicators.filter(({ id }) => id !== 'researchOutput') };
    expect(markedAs(report, works, without)).toEqual({ part: works.marking });
  });
});
