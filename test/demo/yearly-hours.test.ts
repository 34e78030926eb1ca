import { describe, expect, it } from 'vitest';
import { groupedBy } from '../../src/county/grouped-by.ts';
import { demoSeed, makeDemoCounty } from '../../src/demo/county.ts';
import { makePastYears } from '../../src/demo/past-years.ts';
import { makeYearlyHours } from '../../src/demo/yearly-hours.ts';
import { dutiesIn } from '../../src/training/hours/duties.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';

const todayOn = '2026-11-30';
const { hours } = defaultRulePack();
const county = makeDemoCounty(demoSeed);
const others = [...county.hourEntries, ...makePastYears(county, todayOn).hourEntries];
const entries = makeYearlyHours(county.cadres, others, todayOn);

describe("the demo county's yearly courses", () => {
  it.each([
    ['2025', 2],
    ['2026', 3],
  ])('leave some of each level short in %s, and more not', (year, levels) => {
    const known = groupedBy([...others, ...entries], ({ cadreId }) => cadreId);
    const duties = county.cadres.flatMap((person) => {
      const duties = dutiesIn(year, person, known.get(person.id) ?? [], hours);
      const isMeant = levels === 3 || person.rankLevel !== 'staff';
      if (!isMeant || duties.every(({ kind }) => kind !== 'yearly')) return [];
      // Last year's online study is not there.
      const counted = duties.filter(({ kind }) => levels === 3 || kind !== 'online');
      return [{ level: person.rankLevel, isMet: counted.every(({ isMet }) => isMet) }];
    });
    const byLevel = groupedBy(duties, ({ level }) => level);
    expect(byLevel.size).toBe(levels);
    for (const of of byLevel.values()) {
      const share = of.filter(({ isMet }) => isMet).length / of.length;
      expect(share).toBeGreaterThan(0.3);
      expect(share).toBeLessThan(0.9);
    }
  });

  it('are over, and never at the same time as another of the same person', () => {
    const known = groupedBy(others, ({ cadreId }) => cadreId);
    expect(entries.length).toBeGreaterThan(5_000);
    expect(entries.filter(({ toOn }) => toOn >= todayOn)).toEqual([]);
    const atOnce = entries.filter(
      (one) =>
        one.kind === 'group' &&
        (known.get(one.cadreId) ?? []).some(({ fromOn, toOn }) => fromOn <= one.toOn && one.fromOn <= toOn),
    );
    expect(atOnce).toEqual([]);
    expect(new Set(entries.map(({ _id }) => _id)).size).toBe(entries.length);
  });

  it('are the same for the same people and day, and lack this year while it is young', () => {
    expect(makeYearlyHours(county.cadres, others, todayOn)).toEqual(entries);
    const inJanuary = makeYearlyHours(county.cadres, others, '2026-01-20');
    expect(new Set(inJanuary.map(({ toOn }) => toOn.slice(0, 4)))).toEqual(new Set(['2025']));
  });
});
