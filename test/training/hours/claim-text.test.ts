import { describe, expect, it } from 'vitest';
import { proposedMinutes, readClaim, readDates, sentenceOfTraining } from '../../../src/training/hours/claim-text.ts';
import { pack } from '../builders.ts';

const read = (said: string) => readClaim(said, '2026-03-02');

describe('a training told in one’s own words', () => {
  it('gives its name, days and dates, in any order', () => {
    expect(read('我参加了市委党校3天培训')).toEqual({ title: '市委党校培训', kind: 'group', halfDays: 6 });
    expect(read('市委党校乡村振兴专题班两天半，1月12日至14日')).toEqual({
      ...{ title: '市委党校乡村振兴专题班', kind: 'group', halfDays: 5 },
      ...{ fromOn: '2026-01-12', toOn: '2026-01-14' },
    });
    expect(read('1月12日至1月16日 省委党校 十天')).toMatchObject({ title: '省委党校', halfDays: 20 });
    expect(read('干部网络学院20学时 2月10日')).toEqual({
      ...{ title: '干部网络学院', kind: 'online', minutes: 1200, fromOn: '2026-02-10', toOn: '2026-02-10' },
    });
  });

  it('that ends in the coming year was last year’s', () => {
    expect(read('市委党校培训3天 11月3日至5日')).toMatchObject({ fromOn: '2025-11-03', toOn: '2025-11-05' });
    expect(readDates('11.3-11.5', '2026-03-02')).toEqual({ fromOn: '2025-11-03', toOn: '2025-11-05' });
  });

  it('with one day and a number of days ends by itself, over a month’s end too', () => {
    expect(read('市委党校培训3天 2月27日')).toMatchObject({ fromOn: '2026-02-27', toOn: '2026-03-01' });
  });

  it('without a name is refused', () => {
    expect(() => read('3天')).toThrow('hours.no-title');
  });

  it('is known among all that people say', () => {
    expect(sentenceOfTraining('我参加了市委党校3天培训')).toBe('市委党校3天培训');
    for (const said of ['我参加', '参加', '3天', '请假3天', '我参加了会议3天', '我想参加培训'])
      expect(sentenceOfTraining(said)).toBeUndefined();
  });

  it('days are proposed as hours by the rule', () => {
    expect([1, 2, 5, 6].map((halfDays) => proposedMinutes(halfDays, pack.hours))).toEqual([240, 480, 1200, 1440]);
  });
});
