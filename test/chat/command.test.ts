import { describe, expect, it } from 'vitest';
import { joinedNames, nearestNames, readCommand, readNumbers, withNameWhole } from '../../src/chat/command.ts';

describe('reading a command', () => {
  it.each([
    ['/点名 2026-01 20', '点名', ['2026-01', '20']],
    ['／点名　２０２６－０１　２０', '点名', ['２０２６－０１', '２０']],
    ['  /Call-Up  2026-01   20 ', 'call-up', ['2026-01', '20']],
    ['/ 帮助', '帮助', []],
    ['/点名\t2026-01', '点名', ['2026-01']],
    ['\u200B/点\u200B名\uFE0F 2026\u2060-01', '点名', ['2026-01']],
    ['/帮助。', '帮助', []],
    ['“/帮助”', '帮助', []],
    ['⁄ＨＥＬＰ！', 'help', []],
    ['/？', '?', []],
  ])('takes %j', (text, name, args) => {
    expect(readCommand(text)).toMatchObject({ name, args });
  });

  it('keeps pasted lines behind the first one', () => {
    expect(readCommand('/课程 2026-01\r\n日期\t开始\n3月4日\t09:00')?.body).toBe('日期\t开始\n3月4日\t09:00');
  });

  it('sees no command in plain words', () => {
    expect(readCommand('请问/点名怎么用')).toBeUndefined();
  });

  it('keeps the words of a reason as they were typed, signs that nobody sees apart', () => {
    expect(readCommand('/增补 2026-01 张三 （Ａ１）病愈。\u202E')?.args).toEqual(['2026-01', '张三', '（Ａ１）病愈。']);
  });

  it('knows what its name may be where it was typed with spaces inside', () => {
    const typed = readCommand('/签 到 2026-01') ?? { name: '', args: [], body: '' };
    expect([...joinedNames(typed)]).toEqual([
      { name: '签到2026-01', args: [], body: '' },
      { name: '签到', args: ['2026-01'], body: '' },
      { name: '签', args: ['到', '2026-01'], body: '' },
    ]);
  });

  it('keeps emoji and letters of four bytes whole', () => {
    expect(readCommand('/通知 2026-01 加油👍𠮷')?.args).toEqual(['2026-01', '加油👍𠮷']);
  });
});

describe('a name typed with spaces inside', () => {
  it.each([
    [
      ['张', '三', '优秀'],
      ['张三', '优秀'],
    ],
    [
      ['阿卜杜拉', '·', '买买提', '党校'],
      ['阿卜杜拉·买买提', '党校'],
    ],
    [['阿卜杜拉・', '买买提'], ['阿卜杜拉・买买提']],
    [['阿卜杜拉', '‧买买提'], ['阿卜杜拉‧买买提']],
  ])('is one word: %j', (words, whole) => {
    expect(withNameWhole(words)).toEqual(whole);
  });

  it.each([[['张三', '李四']], [['张三', '•', '病愈']], [['张三']], [[]], [['张', '三丰']]])(
    'is left alone: %j',
    (words) => {
      expect(withNameWhole(words)).toEqual(words);
    },
  );
});

describe('reading typed numbers', () => {
  it.each([
    ['1', [1]],
    ['1 3', [1, 3]],
    ['１、３，５', [1, 3, 5]],
    [' 2。', [2]],
    ['①③', [1, 3]],
    ['1️⃣', [1]],
    ['（2）', [2]],
    ['\u200B2\uFE0F！', [2]],
    ['3 ~', [3]],
  ])('takes %j', (text, numbers) => {
    expect(readNumbers(text)).toEqual(numbers);
  });

  it.each(['', '第1个', '1个', '1234', '-1', '1.5x'])('sees no numbers in %j', (text) => {
    expect(readNumbers(text)).toBeUndefined();
  });
});

describe('the nearest command', () => {
  const names = ['点名', '调训进度', 'call-up', '帮助'];

  it('is found for a slip of the pen', () => {
    expect(nearestNames('调训进展', names, 1)).toEqual(['调训进度']);
    expect(nearestNames('callup', names, 1)).toEqual(['call-up']);
  });

  it('is no sign that nobody means by a word', () => {
    expect(nearestNames('查', ['帮助', 'help', '?', '？'], 1)).toEqual([]);
  });

  it('is not made up for something else', () => {
    expect(nearestNames('今天天气怎么样啊', names, 1)).toEqual([]);
  });
});
