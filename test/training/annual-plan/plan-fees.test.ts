import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feeFaults } from '../../../src/training/annual-plan/plan-fees.ts';
import { pack } from '../builders.ts';

const rules = pack.annualPlan;
const cap = 550;
const fees = (days: number, yuanPerPersonDay: number) => ({ days, feeClass: 'classThree', yuanPerPersonDay });

describe('the fee of a planned class', () => {
  it.each([
    [3, cap, 0],
    [3, cap + 1, 1],
    [30, cap, 0],
    [31, cap, 1],
    // 30 whole days and one at 70 %: 16,885 yuan in 31 days.
    [31, 544, 0],
    [31, 545, 1],
    [60, 467, 0],
    [60, 468, 1],
  ])('of %i days at %i yuan a day has %i faults', (days, yuan, faults) => {
    expect(feeFaults(fees(days, yuan), rules)).toHaveLength(faults);
  });

  it('is refused above the limit and nowhere below, however long the class', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 1000 }), (days, yuan) => {
        const most = cap * 10 * Math.min(days, 30) + cap * 7 * Math.max(0, days - 30);
        expect(feeFaults(fees(days, yuan), rules).length > 0).toBe(yuan * days * 10 > most);
      }),
    );
  });

  it('of a class nobody knows is no fee', () => {
    expect(feeFaults({ ...fees(3, 100), feeClass: 'none' }, rules)).toEqual(['经费类别不在现行规则中。']);
  });

  it.each([
    ['associateProfessor', 500, 0],
    ['associateProfessor', 501, 1],
    ['professor', 1000, 0],
    ['professor', 1001, 1],
    ['academician', 1500, 0],
    ['academician', 1501, 1],
  ])('for a lecture by %s at %i yuan an hour has %i faults', (lecturerTitle, yuanPerHour, faults) => {
    expect(feeFaults({ ...fees(3, 100), lecturerTitle, yuanPerHour }, rules)).toHaveLength(faults);
  });

  it('for lectures says by whom, and a title says for how much', () => {
    expect(feeFaults({ ...fees(3, 100), yuanPerHour: 300 }, rules)).toHaveLength(1);
    expect(feeFaults({ ...fees(3, 100), lecturerTitle: 'professor' }, rules)).toHaveLength(1);
  });
});
