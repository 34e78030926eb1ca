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
    expect(readExceptions(said)).toEqual({ late: ['王五'], absent: ['张三', '李四'], onLeave: [] });
  });

  it.each(['张三李四', '张三缺课李四', '缺课', '迟到：'])('is not guessed from %s', (said) => {
    expect(() => readExceptions(said)).toThrow('roll.unreadable');
  });
});
