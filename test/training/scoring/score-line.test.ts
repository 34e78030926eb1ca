import { describe, expect, it } from 'vitest';
import { RuleError } from '../../../src/errors.ts';
import { readScoreLine } from '../../../src/training/scoring/score-line.ts';
import { scheme } from '../builders.ts';

const read = (line: string) => readScoreLine(line.split(' '), scheme);

describe('a typed line of marks', () => {
  it('names indicator, step and reason; an indicator of a single step needs no step', () => {
    expect(read('课堂互动 提问 主动提问')).toMatchObject({ item: 'classInteraction', reason: '主动提问' });
    expect(read('学习态度 按时交作业')).toMatchObject({ item: 'studyAttitude', reason: '按时交作业' });
  });

  it.each(['学习态度 3', '学习态度 ３分 认真', '学习态度 +3 认真', '课堂互动 提问 2 主动提问', '纪律建设 手机 -2'])(
    'is refused where it gives a step other points than the rules: %s',
    (line) => {
      expect(() => read(line)).toThrow(expect.objectContaining({ code: 'score.mark-not-wanted' }));
      expect(() => read(line)).toThrow(RuleError);
    },
  );

  it('takes a mark where the points are not fixed, with the part for its reason where no other is given', () => {
    expect(read('调研与结业成果 12')).toMatchObject({ markHundredths: 1200, reason: '成果评阅' });
    expect(read('班务履职 6').reason).toBe('班务履职评定');
  });

  it('may begin its reason with a number of something', () => {
    expect(read('学习态度 3篇心得按时上交').reason).toBe('3篇心得按时上交');
  });

  it('may name a marked part alone, as the list of what is missing does, and every such part', () => {
    for (const indicator of scheme.indicators) {
      if (indicator.mode !== 'rate') continue;
      for (const { id, name } of indicator.parts)
        expect(read(`${name} 1`), name).toEqual({ item: indicator.id, step: id, markHundredths: 100, reason: name });
    }
  });
});
