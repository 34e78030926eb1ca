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
    ['16号下午出差，请假', { kind: 'officialLeave', dateOn: '2026-03-16', half: 'afternoon', reason: '出差' }],
  ])('%s', (said, meant) => {
    expect(asksForLeave(said)).toBe(true);
    const read = readLeaveSentence(said, todayOn);
    expect({ ...read, reason: undefined }).toEqual({ ...meant, reason: undefined });
    expect(read?.reason).toContain(meant.reason.replace(/^要去/, ''));
  });

  it.each([
    ['我16号到18号要出差，请个假', '2026-03-16', '2026-03-18'],
    ['16-18号出差，请假', '2026-03-16', '2026-03-18'],
    ['3月16到18号要出差，请公假', '2026-03-16', '2026-03-18'],
    ['从30号到2号出差，请个假', '2026-03-30', '2026-04-02'],
    ['下周二到周四出差，请假', '2026-03-17', '2026-03-19'],
    ['明后两天出差，请个公假', '2026-03-16', '2026-03-17'],
    ['明天后天出差，请个公假', '2026-03-16', '2026-03-17'],
    ['16号和17号要出差，请假', '2026-03-16', '2026-03-17'],
    ['17号起请三天公假，出差', '2026-03-17', '2026-03-19'],
    ['12月31日至1月2日出差，请假', '2025-12-31', '2026-01-02'],
  ])('keeps several days: %s', (said, dateOn, untilOn) => {
    expect(asksForLeave(said)).toBe(true);
    expect(readLeaveSentence(said, todayOn)).toEqual({
      kind: 'officialLeave',
      dateOn,
      untilOn,
      reason: expect.stringContaining('出差'),
    });
  });

  it('leaves open what it cannot tell', () => {
    expect(readLeaveSentence('明天想请个假', todayOn)).toBeUndefined();
    expect(readLeaveSentence('我要请病假', todayOn)).toBeUndefined();
    expect(readLeaveSentence('请病假2月30日看病', todayOn)).toBeUndefined();
    expect(readLeaveSentence('16号下午到18号上午出差，请假', todayOn)).toBeUndefined();
    expect(readLeaveSentence('16号、19号出差，请假', todayOn)).toBeUndefined();
  });

  it('refuses days of which the last comes before the first', () => {
    for (const said of ['18号到16号出差，请假', '请事假3月18日至3月16日，回老家', '3月18到16号请事假'])
      expect(() => readLeaveSentence(said, todayOn), said).toThrow(expect.objectContaining({ code: 'date.backwards' }));
  });

  it('is no question about leave, and nothing else that names a day', () => {
    for (const said of ['明天请假怎么办？', '明天几点上课', '我还能请几天假', '今天的病假批了吗'])
      expect([said, asksForLeave(said)]).toEqual([said, false]);
  });
});
