import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PassedOver } from '../../../src/training/call-up/call-up.ts';
import { passedOverAlike, passedOverOn } from '../../../src/training/call-up/call-up-lists.ts';

const list = (passedOver: readonly PassedOver[]) => ({
  ...{ _id: 'p1', classId: '2026-01', proposedBy: 'org', proposedAt: new Date(0), seats: 1, reserveSeats: 1 },
  ...{ rankLevels: [], groups: [], passedOver: passedOverAlike(passedOver) },
});

describe('a list that was drawn', () => {
  it('keeps the reasons of each person who was passed over, those alike together', () => {
    const reasons = fc.uniqueArray(fc.constantFrom('甲。', '乙。', '丙。'), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(reasons, { maxLength: 20 }), (all) => {
        const people = all.map((each, place) => ({
          cadreId: `c${place}`,
          because: 'conflict' as const,
          reasons: each,
        }));
        const kept = list(people);
        for (const { cadreId, reasons: own } of people) expect(passedOverOn(kept, cadreId)).toEqual(own);
        expect(kept.passedOver).toHaveLength(new Set(all.map((each) => each.join(''))).size);
      }),
    );
  });

  it('says nothing of somebody who was not weighed', () => {
    expect(passedOverOn(list([]), 'c1')).toEqual([]);
    expect(passedOverOn(null, 'c1')).toEqual([]);
  });
});
