import { describe, expect, it } from 'vitest';
import { scoringWords } from '../../src/training/scoring/words.ts';

describe('a score told to a trainee', () => {
  it.each(['“第一讲”未到课，未请假。', '“第一讲”未到课，未请假'])(
    'ends its reason with one full stop: %s',
    (reason) => {
      const [trainingClass, event] = [{ name: '春季班' }, { deltaHundredths: -500, reason }];
      const names = { item: () => '出勤情况', points: () => '扣5分' };
      const told = scoringWords.toTrainee(trainingClass as never, [event as never], names, 2);
      expect(told).toContain('事由：“第一讲”未到课，未请假。如有异议');
    },
  );
});
