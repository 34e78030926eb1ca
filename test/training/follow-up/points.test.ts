import { describe, expect, it } from 'vitest';
import {
  itemsFor,
  meanHundredths,
  needsExample,
  overallHundredths,
  readPoints,
  weakItems,
} from '../../../src/training/follow-up/points.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const { followUp: rules } = defaultRulePack();
const items = itemsFor(rules, true);

describe('points', () => {
  it.each([
    '4 3 4 4 3 化解两件积案',
    '4、3、4、4、3，化解两件积案',
    '4分 3分 4分 4分 3分。化解两件积案',
    '４ ３ ４ ４ ３ 化解两件积案',
  ])('%j is five numbers and an example', (typed) => {
    expect(readPoints(typed, items)).toEqual({ given: [4, 3, 4, 4, 3], words: '化解两件积案' });
  });

  it.each(['4 3 4 4', '4 3 4 4 3 3', '4 3 4 4 6', '4 3 4 4 0', '4.5 3 4 4 3', '很好', ''])('%j is refused', (typed) => {
    expect(() => readPoints(typed, items)).toThrow('follow-up.bad-points');
  });

  it('an example that begins with a number is none of the points', () => {
    expect(readPoints('3 3 3 3 3 20户全部走访', items)).toEqual({ given: [3, 3, 3, 3, 3], words: '20户全部走访' });
  });

  it('who has no plan is not asked about it', () => {
    expect(itemsFor(rules, false).map(({ id }) => id)).toEqual(['ability', 'role', 'duty', 'applied']);
  });

  it('four and more need an example', () => {
    expect([needsExample([3, 3, 3], rules), needsExample([3, 4, 3], rules)]).toEqual([false, true]);
  });

  it('means count only who was asked, and are truncated', () => {
    const all = [{ ability: 4, plan: 2 }, { ability: 3 }, { ability: 3 }];
    expect([meanHundredths(all, 'ability'), meanHundredths(all, 'plan'), meanHundredths(all, 'role')]).toEqual([
      ...[333, 200, undefined],
    ]);
    expect(overallHundredths(all)).toBe(300);
    expect(overallHundredths([])).toBeUndefined();
    expect(weakItems(all, rules).map(({ id }) => id)).toEqual(['plan']);
  });
});
