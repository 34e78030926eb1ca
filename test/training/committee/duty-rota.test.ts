import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dutyRota } from '../../../src/training/committee/duty-rota.ts';

const days = Array.from({ length: 20 }, (_, at) => `2026-03-${String(at + 1).padStart(2, '0')}`);
const cases = fc.record({
  days: fc.subarray(days, { minLength: 1 }),
  trainees: fc.subarray(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { minLength: 1 }),
});

describe('a duty rota', () => {
  it('has one trainee on each day, and nobody twice more than another', () => {
    fc.assert(
      fc.property(cases, ({ days: each, trainees }) => {
        const rota = dutyRota(each, trainees);
        expect(rota.map(({ dateOn }) => dateOn)).toEqual([...each].sort());
        const counts = trainees.map((id) => rota.filter(({ cadreId }) => cadreId === id).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is the same whatever the order of days and people', () => {
    fc.assert(
      fc.property(cases, ({ days: each, trainees }) => {
        expect(dutyRota([...each].reverse(), [...trainees].reverse())).toEqual(dutyRota(each, trainees));
      }),
    );
  });

  it('takes those first who were on duty least before', () => {
    const rota = dutyRota(['2026-03-02', '2026-03-03'], ['a', 'b', 'c'], new Map([['a', 1]]));
    expect(rota.map(({ cadreId }) => cadreId)).toEqual(['b', 'c']);
  });
});
