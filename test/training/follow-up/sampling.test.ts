import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawn, sampleSize } from '../../../src/training/follow-up/sampling.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const { sample } = defaultRulePack().followUp;

it('a tenth is drawn, rounded up, three at least, twenty at most, and never more than there are', () => {
  expect([1, 3, 29, 30, 31, 49, 199, 200, 201, 500].map((people) => sampleSize(people, sample))).toEqual([
    ...[1, 3, 3, 3, 4, 5, 20, 20, 20, 20],
  ]);
});

it('whoever has the seed and the list draws the same, in whatever order the list is, by a reckoning of their own', () => {
  const people = fc.uniqueArray(fc.stringMatching(/^G\d{5}$/), { minLength: 5, maxLength: 60 });
  fc.assert(
    fc.property(people, fc.stringMatching(/^[0-9a-f]{16}$/), (ids, seed) => {
      const chosen = drawn(ids, seed, 5);
      expect(drawn([...ids].reverse(), seed, 5)).toEqual(chosen);
      const hash = (id: string) => createHash('sha256').update(`${seed}:${id}`).digest('hex');
      const highest = chosen.map(hash).sort().at(-1) ?? '';
      const left = ids.filter((id) => !chosen.includes(id));
      expect(left.every((id) => hash(id) > highest)).toBe(true);
    }),
  );
});

it('over many seeds everybody is drawn about as often', () => {
  const ids = Array.from({ length: 40 }, (_, at) => `G${String(at).padStart(5, '0')}`);
  const times = new Map(ids.map((id) => [id, 0]));
  for (let seed = 0; seed < 2_000; seed += 1)
    for (const id of drawn(ids, String(seed), 4)) times.set(id, (times.get(id) ?? 0) + 1);
  // 200 each are expected, with a standard deviation of 13.4.
  expect(Math.min(...times.values())).toBeGreaterThan(130);
  expect(Math.max(...times.values())).toBeLessThan(270);
});
