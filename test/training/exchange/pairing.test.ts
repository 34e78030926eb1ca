import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RANK_LEVELS } from '../../../src/county/cadre.ts';
import { cheapestPairs } from '../../../src/training/exchange/assignment.ts';
import type { PairPerson } from '../../../src/training/exchange/pair-facts.ts';
import { costOf, proposePairs } from '../../../src/training/exchange/pairing.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const rules = defaultRulePack().exchange;
const isSame = (one: string, other: string) => one === other;

const somePerson = fc.record({
  unitId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  rankLevel: fc.constantFrom(...RANK_LEVELS),
  birthMonth: fc.integer({ min: 1970, max: 2000 }).map((year) => `${year}-05`),
  isInTown: fc.boolean(),
  grassrootsMonths: fc.integer({ min: 0, max: 300 }),
  departmentKind: fc.constantFrom('lineDept', 'generalDept', undefined),
});

const somePeople = fc.array(somePerson, { maxLength: 12 }).map((people) =>
  people.map(
    ({ departmentKind, isInTown, grassrootsMonths, ...rest }, at): PairPerson => ({
      ...{ cadreId: `c${String(at).padStart(2, '0')}`, name: `人${at}`, ...rest, isInTown },
      ...(departmentKind === undefined ? {} : { departmentKind }),
      grassrootsMonths: isInTown ? grassrootsMonths : 0,
      knowsGrassroots: isInTown,
    }),
  ),
);

/** The least cost of any choice of so many pairs, by trying all. */
function leastByTrying(costs: readonly (readonly (number | undefined)[])[], pairs: number, from = 0): number {
  if (pairs === 0) return 0;
  if (from >= costs.length) return Number.POSITIVE_INFINITY;
  const without = leastByTrying(costs, pairs, from + 1);
  const withIt = (costs[from] ?? []).map((cost, column) =>
    cost === undefined
      ? Number.POSITIVE_INFINITY
      : cost +
        leastByTrying(
          costs.map((row) => row.map((each, at) => (at === column ? undefined : each))),
          pairs - 1,
          from + 1,
        ),
  );
  return Math.min(without, ...withIt);
}

describe('the cheapest pairs', () => {
  const someCosts = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined }), {
        minLength: columns,
        maxLength: columns,
      }),
      { minLength: rows, maxLength: rows },
    ),
  );

  it('are as many as may be, and no other choice of so many costs less', () => {
    fc.assert(
      fc.property(someCosts, fc.integer({ min: 1, max: 5 }), (costs, most) => {
        const pairs = cheapestPairs(costs, most);
        const cost = pairs.reduce((sum, [row, column]) => sum + (costs[row]?.[column] ?? Number.NaN), 0);
        expect(new Set(pairs.map(([row]) => row)).size).toBe(pairs.length);
        expect(new Set(pairs.map(([, column]) => column)).size).toBe(pairs.length);
        expect(pairs.length).toBeLessThanOrEqual(most);
        expect(cost).toBe(leastByTrying(costs, pairs.length));
        if (pairs.length < most) expect(leastByTrying(costs, pairs.length + 1)).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });
});

describe('pairing for exchange shadowing', () => {
  it('does not depend on the order in which people come in', () => {
    fc.assert(
      fc.property(somePeople, fc.integer({ min: 1, max: 6 }), (people, most) => {
        expect(proposePairs([...people].reverse(), rules, isSame, most)).toEqual(
          proposePairs(people, rules, isSame, most),
        );
      }),
    );
  });

  it('puts nobody in two pairs, sends nobody to their own unit, and no more of a unit than may go', () => {
    fc.assert(
      fc.property(somePeople, (people) => {
        const { pairs } = proposePairs(people, rules, isSame);
        const all = pairs.flatMap(({ one, other }) => [one, other]);
        expect(new Set(all.map(({ cadreId }) => cadreId)).size).toBe(all.length);
        for (const { one, other } of pairs) expect(one.unitId).not.toBe(other.unitId);
        // Each kind takes so many of a unit on either side.
        for (const unitId of new Set(all.map((each) => each.unitId)))
          expect(all.filter((each) => each.unitId === unitId).length).toBeLessThanOrEqual(2 * rules.unitPeople);
      }),
    );
  });

  it('says of each pair what one has and the other lacks', () => {
    fc.assert(
      fc.property(somePeople, (people) => {
        for (const { kind, one, other, cost, reasons } of proposePairs(people, rules, isSame).pairs) {
          expect(cost).toBe(costOf(kind, one, other, rules, isSame));
          expect(reasons).toHaveLength(4);
          if (kind === 'grassrootsOffice') {
            expect(one.grassrootsMonths).toBeGreaterThanOrEqual(rules.longGrassrootsYears * 12);
            expect(other.knowsGrassroots).toBe(false);
          } else expect([one.departmentKind, other.departmentKind]).toEqual(['lineDept', 'generalDept']);
        }
      }),
    );
  });
});
