import { expect, it } from 'vitest';
import { indicatorSpreads } from '../../../src/training/scoring/indicator-spread.ts';
import { scoreOf } from '../../../src/training/scoring/scoring.ts';
import { event, scheme } from '../builders.ts';

const activities = (times: number) =>
  scoreOf(
    Array.from({ length: times }, () => event({ item: 'groupActivity', step: 'activity', deltaHundredths: 100 })),
    scheme,
  );
const activityOf = (times: readonly number[], least = 5) =>
  indicatorSpreads(times.map(activities), least).find(({ name }) => name === '集体活动');

it('tells least, middle, most and how many have all that can be reached', () => {
  expect(activityOf([7, 1, 9, 3, 2, 2])).toEqual({
    ...{ name: '集体活动', maxHundredths: 700, people: 6, leastHundredths: 100, middleHundredths: 250 },
    ...{ mostHundredths: 700, full: 2, isFlat: false },
  });
});

it('says where all have the same, and nothing of too few people or of what is not marked', () => {
  expect(activityOf([4, 4, 4, 4, 4])?.isFlat).toBe(true);
  expect(activityOf([4, 4, 4, 4])).toBeUndefined();
  const names = indicatorSpreads([1, 2, 3, 4, 5].map(activities), 5).map(({ name }) => name);
  expect(names).not.toContain('调研与结业成果');
  expect(names).toContain('出勤情况');
});
