import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answererOf, consultationOf } from '../../../src/training/call-up/consultation.ts';

const row = (cadreId: string, unitId: string, listed: 'named' | 'reserve' | 'struck' = 'named') => ({
  ...{ cadreId, unitId, listed },
});
const view = (unitId: string, cadreIds: readonly string[], byUpdate = unitId) => ({
  ...{ unitId, cadreIds, byUpdate, by: 'x', enteredAt: new Date(0), reason: '借调' },
});
const units = [
  { _id: 'u1', liaisonId: 'l1', headId: 'h1' },
  { _id: 'u2', liaisonId: 'l2', headId: 'h2' },
];

describe('asking the units', () => {
  it('asks the liaison, the head where the liaison is on the list, and nobody where both are', () => {
    const unit = { liaisonId: 'l1', headId: 'h1' };
    expect(answererOf(unit, [])).toBe('l1');
    expect(answererOf(unit, [{ cadreId: 'l1' }])).toBe('h1');
    expect(answererOf(unit, [{ cadreId: 'l1' }, { cadreId: 'h1' }])).toBeUndefined();
  });

  it('counts the last answer of each unit, and no longer those who were struck', () => {
    const rows = [row('a', 'u1'), row('b', 'u1'), row('c', 'u2', 'struck')];
    const first = consultationOf(rows, units, [view('u1', ['a'], 'one')]);
    expect(first.openUnitIds).toEqual(['u2']);
    expect(first.objected).toEqual([{ cadreId: 'a', unitId: 'u1', reason: '借调' }]);
    const last = consultationOf(rows, units, [view('u1', ['a'], 'one'), view('u1', [], 'two'), view('u2', ['c'])]);
    expect([last.openUnitIds, last.objected]).toEqual([[], []]);
  });

  it('never takes a unit at its word about people of another', () => {
    fc.assert(
      fc.property(fc.subarray(['a', 'b', 'c', 'd']), (cadreIds) => {
        const rows = [row('a', 'u1'), row('b', 'u1'), row('c', 'u2'), row('d', 'u2')];
        const { objected } = consultationOf(rows, units, [view('u1', cadreIds)]);
        expect(objected.map(({ cadreId }) => cadreId)).toEqual(cadreIds.filter((id) => id === 'a' || id === 'b'));
      }),
    );
  });
});
