import { describe, expect, it } from 'vitest';
import { promotionsOf } from '../../../src/county/promotions.ts';
import { promotedPeople, trainingToUse } from '../../../src/training/appointments/training-to-use.ts';

const post = (fromOn: string, rankLevel: 'staff' | 'townshipDeputy' | 'townshipChief', untilOn?: string) => ({
  ...{ unitName: '县财政局', post: '股长', fromOn, rankLevel },
  ...(untilOn !== undefined && { untilOn }),
});
const person = (id: string, inPostSince: string, more = {}) => ({
  ...{ _id: id, unitId: 'u', post: '副局长', rankLevel: 'townshipDeputy' as const, inPostSince },
  ...{ otherPosts: [post('2015-01', 'staff', inPostSince)], ...more },
});
const spring = { classId: '2024-01', name: '春季班', closesOn: '2024-04-12', cadreIds: ['a', 'b', 'c', 'd'] };
const autumn = { classId: '2024-05', name: '秋季班', closesOn: '2024-10-25', cadreIds: ['a', 'e'] };
const period = { fromOn: '2024-01-01', toOn: '2025-12-31' };

describe('promotions', () => {
  it('are levels above any held before, not posts of the same level or beside the main one', () => {
    const otherPosts = [post('2010-01', 'staff', '2015-01'), post('2015-01', 'townshipDeputy', '2020-01')];
    const levels = promotionsOf({ ...person('a', '2020-01'), otherPosts }).map(({ on, to }) => `${on} ${to}`);
    expect(levels).toEqual(['2015-01 townshipDeputy']);
    expect(promotionsOf({ ...person('a', '2020-01'), otherPosts: [] })).toEqual([]);
    const marked = { ...person('a', '2020-01'), otherPosts: [], promotedOn: '2019-05' };
    expect(promotionsOf(marked).map(({ on }) => on)).toEqual(['2019-05']);
  });
});

describe('the link from training to promotion', () => {
  const uses = trainingToUse(
    [spring, autumn],
    [
      person('a', '2024-12-01'),
      person('b', '2024-04'),
      person('c', '2024-04-13'),
      person('d', '2026-01'),
      person('e', '2023-01'),
    ],
    period,
  );

  it('counts of each class who was promoted after its last day and in the period, with the months since', () => {
    expect(
      uses.map(({ classId, promoted }) => [classId, promoted.map((each) => [each.cadreId, each.monthsSince])]),
    ).toEqual([
      [
        '2024-01',
        [
          ['a', 7],
          ['c', 0],
        ],
      ],
      ['2024-05', [['a', 1]]],
    ]);
  });

  it('names everybody once, with the class before the promotion', () => {
    expect(promotedPeople(uses).map(({ cadreId, use }) => [cadreId, use.classId])).toEqual([
      ['c', '2024-01'],
      ['a', '2024-05'],
    ]);
  });
});
