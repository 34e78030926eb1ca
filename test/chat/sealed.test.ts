import { describe, expect, it } from 'vitest';
import { encodePress } from '../../src/chat/message.ts';
import { isSealed, isSealedText, openPart, sealedChoice, withSealedChoice } from '../../src/chat/sealed.ts';

const vote = { action: 'committee.vote', data: { ballot: 'b1', sealed: 'zhang' } };

describe('a press that is chosen in secret', () => {
  it('has an open part without the choice, from which it comes back whole', () => {
    expect(encodePress(openPart(vote))).not.toContain('zhang');
    expect(withSealedChoice(openPart(vote), sealedChoice(vote) ?? '')).toEqual(vote);
  });

  it('is told by its fact; every other press is its own open part', () => {
    const other = { action: 'leave.grant', data: { leave: 'l1' } };
    expect([isSealed(vote), isSealed(other)]).toEqual([true, false]);
    expect(openPart(other)).toEqual(other);
  });
});

/** What is read as the label of a secret option, or as its number on a card. */
const typedOtherwise = [
  '“投张三”',
  '【投弃权票】',
  '、投张三',
  '匿 名·满意',
  '“匿名·满意”。',
  '2 #K7Q2M',
  '2、＃k7q2m。',
  '“3”',
];

describe('a text that may be a secret choice', () => {
  it.each(
    ['投张三', ' 投张三 #K7Q2M', '我投张三', '投弃权票', '匿名 1', '2', '１ 3', '\u200b投张三', '3、'].concat(
      typedOtherwise,
    ),
  )('%j', (typed) => {
    expect(isSealedText(typed)).toBe(true);
  });

  it.each([
    '/投票',
    '请假',
    '张三',
    '通知 2026-01 请投递材料',
    '2026-01 班',
    '选学 2026-01',
    '',
    '12个人',
    '12个人 #K7Q2M',
    '我要请假',
  ])('is not %j', (typed) => {
    expect(isSealedText(typed)).toBe(false);
  });
});
