import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewestCovering, pickCovering, type Weighed } from '../../../src/training/class/covering.ts';
import { backwards } from '../builders.ts';

const items = (...weights: number[]): Weighed[] => weights.map((weight, index) => ({ id: `i${index}`, weight }));
const weights = (picked: readonly Weighed[]) => picked.map((one) => one.weight);

describe('covering a need by few things', () => {
  it('counts the fewest that reach it, none when nothing is needed, and says when all are too few', () => {
    expect(fewestCovering(items(30, 50, 20), 80)).toBe(2);
    expect(fewestCovering(items(30, 50, 20), 81)).toBe(3);
    expect(fewestCovering(items(30, 50, 20), 0)).toBe(0);
    expect(fewestCovering(items(30, 50, 20), 101)).toBeUndefined();
  });

  it('picks as many as told and no heavier than needed, down to an exact fit', () => {
    expect(weights(pickCovering(items(90, 60, 45, 30), 1, 45))).toEqual([45]);
    expect(weights(pickCovering(items(90, 60, 45, 30), 2, 100))).toEqual([60, 45]);
    expect(weights(pickCovering(items(90, 60), 1, 500))).toEqual([90]);
  });

  it('reaches the need, keeps the count, and no single exchange would do it more lightly, in any order', () => {
    const anyItems = fc
      .array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 })
      .map((all) => items(...all));
    fc.assert(
      fc.property(anyItems, fc.integer({ min: 1, max: 200 }), (all, need) => {
        const count = fewestCovering(all, need);
        if (count === undefined) return;
        const picked = pickCovering(all, count, need);
        const sum = weights(picked).reduce((total, one) => total + one, 0);
        expect(picked.length).toBe(count);
        expect(sum).toBeGreaterThanOrEqual(need);
        expect(pickCovering(backwards(all), count, need)).toEqual(picked);
        const left = all.filter((one) => !picked.includes(one));
        for (const out of picked) {
          for (const into of left) {
            const lighter = into.weight < out.weight && sum - out.weight + into.weight >= need;
            expect(lighter).toBe(false);
          }
        }
      }),
    );
  });
});
