import { describe, expect, it } from 'vitest';
import { scoringWords } from '../../src/training/scoring/words.ts';

describe('a score told to a trainee', () => {
  it.each(['“第一讲”未到课，未请假。', '“第一讲”未到课，未请假'])(
    'ends its reason with one full stop: %s',
    (reason) => {
      const [trainingClass, event] = [{ name: '春季班' }, { deltaHundredths: -500, reason }];
      const told = scoringWords.toTrainee(trainingClass as never, '出勤情况', event as never, 2);
      expect(told).toContain('事由：“第一讲”未到课，未请假。如有异议');
    },
  );
});
