import { describe, expect, it } from 'vitest';
import { asksForLeave, readLeaveSentence } from '../../../src/training/leave/leave-sentence.ts';

/** A Sunday. */
const todayOn = '2026-03-15';

describe('leave asked for in a sentence', () => {
  it.each([
    ['我明天上午要去医院，请个病假', { kind: 'sickLeave', dateOn: '2026-03-16', half: 'morning', reason: '要去医院' }],
    [
      '请病假，明天上午到医院复查。',
      { kind: 'sickLeave', dateOn: '2026-03-16', half: 'morning', reason: '到医院复查' },
    ],
    [
      '想请事假3月18日至3月20日回老家办事',
      { kind: 'personalLeave', dateOn: '2026-03-18', untilOn: '2026-03-20', reason: '回老家办事' },
    ],
    ['下周三县里开会，需要请假', { kind: 'officialLeave', dateOn: '2026-03-18', reason: '县里开会' }],
  ])('%s', (said, meant) => {
    expect(asksForLeave(said)).toBe(true);
    const read = readLeaveSentence(said, todayOn);
    expect({ ...read, reason: undefined }).toEqual({ ...meant, reason: undefined });
    expect(read?.reason).toContain(meant.reason.replace(/^要去/, ''));
  });

  it('leaves open what it cannot tell', () => {
    expect(readLeaveSentence('明天想请个假', todayOn)).toBeUndefined();
    expect(readLeaveSentence('我要请病假', todayOn)).toBeUndefined();
    expect(readLeaveSentence('请病假2月30日看病', todayOn)).toBeUndefined();
  });

  it('is no question about leave, and nothing else that names a day', () => {
    for (const said of ['明天请假怎么办？', '明天几点上课', '我还能请几天假', '今天的病假批了吗'])
      expect([said, asksForLeave(said)]).toEqual([said, false]);
  });
});
