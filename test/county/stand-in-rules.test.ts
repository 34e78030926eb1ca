import { describe, expect, it } from 'vitest';
import { readStandIn } from '../../src/county/stand-in-rules.ts';

describe('one’s own words for a stand-in', () => {
  it.each([
    ['我出差，请钱二代办到周五', '钱二', '周五', '出差'],
    ['我出差到周五，请钱二同志代办', '钱二', '周五', '出差'],
    ['请孙三代办至12月5日', '孙三', '12月5日', ''],
    ['外出学习，请副局长代我办理单位事务到下周三。', '副局长', '下周三', '外出学习'],
  ])('%s', (said, name, until, reason) => {
    expect(readStandIn(said)).toEqual({ name, until, reason });
  });

  it.each(['请钱二代办', '我出差到周五', '请假到周五', '请问代办到哪里看'])('%s asks nobody', (said) => {
    expect(readStandIn(said)).toBeUndefined();
  });
});
