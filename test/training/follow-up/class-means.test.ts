import { expect, it } from 'vitest';
import { pointsOfMany } from '../../../src/training/follow-up/class-follow-up.ts';
import { type FollowUpRow, followUpId } from '../../../src/training/follow-up/follow-ups.ts';
import type { ItemPoints } from '../../../src/training/follow-up/points.ts';

/** Somebody who was spoken of twice, by themselves and by the unit. */
function spokenOf(cadreId: string, points: ItemPoints): FollowUpRow {
  const at = new Date(0);
  return {
    ...{ _id: followUpId('2026-01', 3, cadreId), classId: '2026-01', cadreId, name: cadreId, months: 3 },
    ...{ dueOn: '2026-06-29', closesOn: '2026-07-10', state: 'open', openedAt: at, leavings: [] },
    entries: (['self', 'unit'] as const).map((way) => ({
      ...{ way, what: 'given' as const, points, words: '', by: cadreId, byUpdate: `${cadreId}:${way}`, at },
    })),
    ...{ revision: 2, updates: [] },
  };
}

it('a class tells nothing of an item on which fewer than five people were spoken of, however often each was', () => {
  const four = ['a', 'b', 'c', 'd'].map((id) => spokenOf(id, { duty: 4, plan: 2 }));
  const told = (rows: readonly FollowUpRow[]) => pointsOfMany({ rows }, 5);
  expect(told([...four, spokenOf('e', { duty: 5 })])).toEqual([
    ...Array.from({ length: 8 }, () => ({ duty: 4 })),
    ...Array.from({ length: 2 }, () => ({ duty: 5 })),
  ]);
  expect(told([...four, spokenOf('e', { duty: 5, plan: 3 })])[0]).toEqual({ duty: 4, plan: 2 });
});
