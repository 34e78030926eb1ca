import { describe, expect, it } from 'vitest';
import { withoutMentions } from '../../../src/platforms/shared/mentions.ts';

describe('what was said in a group, without the naming of the robot', () => {
  it.each([
    ['no naming', '课程表', '课程表'],
    ['a naming in front', '@学册助手 课程表', '课程表'],
    ['a naming behind', '课程表 @学册助手', '课程表'],
    ['a naming on both sides', '@学册助手 课程表 @学册助手', '课程表'],
    ['two namings', '@学册助手 @张三 课程表', '课程表'],
    ['a full-width sign and space', '＠学册助手　课程表', '课程表'],
    ['the space of U+2005, as in WeChat', '@学册助手\u2005课程表', '课程表'],
    ['a no-break space', '@学册助手\u00a0课程表', '课程表'],
    ['signs that cannot be seen', '\u200b@学册助手\u200b课程表', '课程表'],
    ['a line break', '@学册助手\n课程表', '课程表'],
    ['nothing but the naming', '@学册助手', ''],
    ['an address within the words', '写信到 a@b.cn 即可', '写信到 a@b.cn 即可'],
    ['several lines', '@学册助手 请假 2026-01\n事由：出差', '请假 2026-01\n事由：出差'],
  ])('%s', (_, text, said) => {
    expect(withoutMentions(text)).toBe(said);
  });

  it('is found in time in proportion to the length', () => {
    for (const piece of ['@', '@a ', ' ', '\u200b', 'a@', '@a\u200b'])
      expect(withoutMentions(piece.repeat(50_000)).length).toBeLessThanOrEqual(100_000);
  });
});
