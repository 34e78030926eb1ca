import { describe, expect, it } from 'vitest';
import { readGoals, refuseGoals } from '../../../src/training/follow-up/goals.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const { plan } = defaultRulePack().followUp;

describe('goals', () => {
  it.each([
    '每月走访十户群众\n年底前化解两件积案',
    '1. 每月走访十户群众 2. 年底前化解两件积案',
    '一、每月走访十户群众；二、年底前化解两件积案。',
    '第一，每月走访十户群众。第二，年底前化解两件积案。',
    '目标一：每月走访十户群众；目标二：年底前化解两件积案',
    '（一）每月走访十户群众（二）年底前化解两件积案',
  ])('%j is two goals, as typed or dictated', (said) => {
    expect(readGoals(said)).toEqual(['每月走访十户群众', '年底前化解两件积案']);
  });

  it('a sentence that names numbers stays one goal', () => {
    expect(readGoals('2026年前完成3项改造，走访12.5%的农户')).toEqual(['2026年前完成3项改造，走访12.5%的农户']);
    expect(readGoals(' \n ')).toEqual([]);
  });

  it('more goals than asked, or a long one, are refused', () => {
    expect(() => refuseGoals(['甲', '乙', '丙'], plan)).toThrow('follow-up.too-many-goals');
    expect(() => refuseGoals(['甲'.repeat(plan.mostLetters + 1)], plan)).toThrow('follow-up.long-goal');
    expect(() => refuseGoals(['甲'.repeat(plan.mostLetters), '乙'], plan)).not.toThrow();
  });
});
