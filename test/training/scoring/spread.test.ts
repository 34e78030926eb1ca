import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadOf } from '../../../src/training/scoring/spread.ts';

const points = fc.array(fc.integer({ min: 0, max: 3500 }), { minLength: 5, maxLength: 60 });

describe('where a class lies', () => {
  it('is told for as many people as the rules ask for, and for no fewer', () => {
    expect(spreadOf([1, 2, 3, 4], 5)).toBeUndefined();
    expect(spreadOf([], 0)).toBeUndefined();
    expect(spreadOf([5, 1, 4, 2, 3], 5)).toEqual({ from: 2, middle: 3, to: 4 });
  });

  it('has at least a quarter on either side, and depends on no order', () => {
    fc.assert(
      fc.property(points, (all) => {
        const spread = spreadOf(all, 5);
        if (spread === undefined) throw new Error('nothing told');
        const share = (holds: (one: number) => boolean) => all.filter(holds).length / all.length;
        expect(share((one) => one <= spread.from)).toBeGreaterThanOrEqual(0.25);
        expect(share((one) => one >= spread.to)).toBeGreaterThanOrEqual(0.25);
        expect(spread.from).toBeLessThanOrEqual(spread.middle);
        expect(spread.middle).toBeLessThanOrEqual(spread.to);
        expect(spreadOf([...all].reverse(), 5)).toEqual(spread);
      }),
    );
  });

  it('tells neither the lowest nor the highest of people who all differ', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 3500 }), { minLength: 5 }), (all) => {
        const spread = spreadOf(all, 5);
        expect(spread?.from).toBeGreaterThan(Math.min(...all));
        expect(spread?.to).toBeLessThan(Math.max(...all));
      }),
    );
  });
});
