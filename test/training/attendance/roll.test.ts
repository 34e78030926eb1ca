import { describe, expect, it } from 'vitest';
import { readExceptions } from '../../../src/training/attendance/roll.ts';

describe('who is not simply there', () => {
  it.each([
    '缺课：张三、李四；迟到：王五',
    '缺课张三 李四 迟到王五',
    '张三、李四缺课，王五迟到',
    '王五迟到了，张三和李四没来',
    '张三、李四未到；王五迟到；其余到课',
  ])('is read from %s', (said) => {
    expect(readExceptions(said)).toEqual({ late: [{ person: '王五' }], absent: ['张三', '李四'], onLeave: [] });
  });

  it.each([
    '缺课：张三；迟到：王五12分钟、李四（5分）',
    '张三缺课，王五 12分钟、李四 5 分钟迟到',
    '王五迟到12分钟，李四迟到了5分钟，张三没来',
  ])('is read with the minutes from %s', (said) => {
    const { late, absent } = readExceptions(said);
    expect(absent).toEqual(['张三']);
    expect(late).toEqual([
      { person: '王五', minutes: 12 },
      { person: '李四', minutes: 5 },
    ]);
  });

  it.each(['缺课：张三5分钟', '张三李四', '张三缺课李四', '缺课', '迟到：'])('is not guessed from %s', (said) => {
    expect(() => readExceptions(said)).toThrow('roll.unreadable');
  });
});
