import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnitRow } from '../../../src/county/units.ts';
import { gatheredPicks, type SeatTaker, seatTakers, shareSeats } from '../../../src/training/call-up/quota.ts';
import { chooseNamed } from '../../../src/training/call-up/sending.ts';
import { backwards, candidate, pack, shortBy, target } from '../builders.ts';

const { quota } = pack.callUp;

const someTakers = fc
  .array(fc.tuple(fc.nat(200), fc.nat(8)), { maxLength: 12 })
  .map((units) => units.map(([people, most], index): SeatTaker => ({ unitId: `u${index}`, people, most })));

const sumOf = (shares: ReadonlyMap<string, number>) => [...shares.values()].reduce((sum, seats) => sum + seats, 0);

describe('seats shared among units', () => {
  it('go by size: twice the people, twice the seats', () => {
    const takers = [
      { unitId: 'a', people: 60, most: 20 },
      { unitId: 'b', people: 30, most: 20 },
      { unitId: 'small', people: 2, most: 2 },
    ];
    expect(shareSeats(takers, 12, quota)).toEqual(
      new Map([
        ['a', 8],
        ['b', 4],
      ]),
    );
  });

  it('are all given as long as units may send more, and never more than a unit may', () => {
    fc.assert(
      fc.property(someTakers, fc.nat(60), (takers, seats) => {
        const shares = shareSeats(takers, seats, quota);
        const large = takers.filter(({ people }) => people >= quota.leastPeople);
        const room = large.reduce((sum, { most }) => sum + most, 0);
        expect(sumOf(shares)).toBe(Math.min(seats, room));
        for (const { unitId, most } of takers) expect(shares.get(unitId) ?? 0).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('are the same for any order of the units, and a seat more takes none away', () => {
    fc.assert(
      fc.property(someTakers, fc.nat(60), (takers, seats) => {
        const shares = shareSeats(takers, seats, quota);
        expect(shareSeats(backwards(takers), seats, quota)).toEqual(shares);
        const more = shareSeats(takers, seats + 1, quota);
        for (const [unitId, count] of shares) expect(more.get(unitId) ?? 0).toBeGreaterThanOrEqual(count);
      }),
    );
  });
});

describe('the units that pick', () => {
  const unit = (id: string, more: Partial<UnitRow> = {}): UnitRow => ({
    ...{ _id: id, name: id, kind: 'government', size: 40, liaisonId: `liaison-${id}`, ...more },
  });
  const town = unit('town', { kind: 'town' });
  const office = unit('office', { parentId: 'town', size: 2 });
  const { liaisonId: _, ...lonely } = unit('lonely');

  it('leave a small unit to the one above it, and name those for whom nobody answers', () => {
    const peopleIn = new Map([
      ['town', 20],
      ['office', 2],
      ['lonely', 7],
    ]);
    const { takers, silent } = seatTakers([town, office, lonely], peopleIn, pack.callUp);
    expect(takers).toEqual([{ unitId: 'town', people: 22, most: 10 }]);
    expect(silent).toBe(1);
  });

  it('have each person in one of them at most', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const trees = fc.tuple(
      ...ids.map((_id, index) =>
        fc.record({ up: fc.nat(5), answers: fc.boolean(), people: fc.nat(9), index: fc.constant(index) }),
      ),
    );
    fc.assert(
      fc.property(trees, (facts) => {
        const units = facts.map(({ up, answers, index }): UnitRow => {
          const { liaisonId, ...rest } = unit(ids[index] ?? '');
          const parentId = ids[up];
          return {
            ...rest,
            ...(answers && liaisonId !== undefined && { liaisonId }),
            ...(parentId !== undefined && up < index && { parentId }),
          };
        });
        const peopleIn = new Map(facts.map(({ people, index }) => [ids[index] ?? '', people]));
        const { takers } = seatTakers(units, peopleIn, pack.callUp);
        const all = facts.reduce((sum, { people }) => sum + people, 0);
        expect(takers.reduce((sum, { people }) => sum + people, 0)).toBeLessThanOrEqual(all);
      }),
    );
  });
});

describe('whom the units picked', () => {
  it('comes onto the list once, for the unit that is first, and says who picked them', () => {
    const somebody = (id: string) => candidate({ id, unitId: `unit-${id}`, training: shortBy(40) });
    const picks = gatheredPicks([
      { cadreIds: ['a', 'b'], pickedBy: 'a' },
      { cadreIds: ['b', 'c'], pickedBy: 'x' },
      { cadreIds: [] },
    ]);
    const because = (id: string) => (picks.get(id) === id ? '本人' : '单位');
    const people = ['a', 'b', 'c'].map(somebody);
    const { named } = chooseNamed(people, [...picks.keys()], target(), pack.callUp, because);
    expect(named.map(({ cadreId, reasons }) => [cadreId, reasons.at(-1)])).toEqual([
      ['a', '本人'],
      ['b', '单位'],
      ['c', '单位'],
    ]);
  });

  it('is not named once more where they have a place already', () => {
    const there = { ...target(), alreadyNamed: [{ cadreId: 'a', unitId: 'unit-a' }] };
    const { named, passedOver } = chooseNamed([candidate({ id: 'a', unitId: 'unit-a' })], ['a'], there, pack.callUp);
    expect(named).toEqual([]);
    expect(passedOver[0]?.because).toBe('alreadyNamed');
  });

  it('never exceeds the seats of the units and holds nobody twice, whatever they pick', () => {
    const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const units = fc.array(fc.tuple(fc.nat(3), fc.array(ids, { maxLength: 5 })), { maxLength: 5 });
    fc.assert(
      fc.property(units, (said) => {
        const kept = said.filter(([seats, cadreIds]) => new Set(cadreIds).size <= seats);
        const picks = gatheredPicks(kept.map(([, cadreIds]) => ({ cadreIds, pickedBy: 'x' })));
        expect(picks.size).toBeLessThanOrEqual(kept.reduce((sum, [seats]) => sum + seats, 0));
        expect(new Set(picks.keys()).size).toBe(picks.size);
      }),
    );
  });
});
