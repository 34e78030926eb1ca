import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenGroups, type Groupable } from '../../../src/training/committee/study-groups.ts';

const people = fc
  .array(
    fc.record({
      unitId: fc.constantFrom('u1', 'u2', 'u3', 'u4', 'u5'),
      rankLevel: fc.constantFrom('townshipDeputy' as const, 'townshipChief' as const),
      sex: fc.constantFrom('male' as const, 'female' as const),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((each) => each.map((one, at): Groupable => ({ ...one, cadreId: `c${String(at).padStart(2, '0')}` })));
const grouped = people.chain((each) =>
  fc.tuple(fc.constant(each), fc.integer({ min: 1, max: Math.min(each.length, 8) })),
);

function spread(counts: readonly number[]): number {
  return Math.max(...counts) - Math.min(...counts);
}

describe('study groups', () => {
  it('have everybody once, and differ by one person at most', () => {
    fc.assert(
      fc.property(grouped, ([each, count]) => {
        const groups = evenGroups(each, count);
        expect(groups.flat().sort()).toEqual(each.map(({ cadreId }) => cadreId).sort());
        expect(groups.length).toBe(count);
        expect(spread(groups.map((group) => group.length))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('have the people of each unit spread so that groups differ by one of them at most', () => {
    fc.assert(
      fc.property(grouped, ([each, count]) => {
        const groups = evenGroups(each, count);
        for (const unit of new Set(each.map(({ unitId }) => unitId))) {
          const ofUnit = new Set(each.filter(({ unitId }) => unitId === unit).map(({ cadreId }) => cadreId));
          expect(spread(groups.map((group) => group.filter((id) => ofUnit.has(id)).length))).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('are the same whatever the order of the roll', () => {
    fc.assert(
      fc.property(grouped, ([each, count]) => {
        expect(evenGroups([...each].reverse(), count)).toEqual(evenGroups(each, count));
      }),
    );
  });

  it('spread men and women where units allow it', () => {
    const sexes = ['male', 'male', 'male', 'male', 'female', 'female', 'female', 'female'] as const;
    const each = sexes.map(
      (sex, at): Groupable => ({ cadreId: `c${at}`, unitId: `u${at}`, rankLevel: 'townshipDeputy', sex }),
    );
    for (const group of evenGroups(each, 4))
      expect(new Set(group.map((id) => each.find(({ cadreId }) => cadreId === id)?.sex)).size).toBe(2);
  });
});
