import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { ManualClock } from '../../src/clock.ts';
import { demoSeed, makeDemoCounty } from '../../src/demo/county.ts';
import { makePastYears } from '../../src/demo/past-years.ts';
import { fillDemoCounty } from '../../src/start/demo.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';
import type { Figure } from '../../src/training/statistics/figure.ts';
import { countyFigures } from '../../src/training/statistics/figures.ts';
import { readPeriod } from '../../src/training/statistics/period.ts';
import { type BareStore, openBareStore } from '../helpers/bare-store.ts';

const todayOn = '2026-03-02';
const clock = new ManualClock(beijingTime(todayOn, '09:00'));

let bare: BareStore;
let figures: readonly Figure[];
beforeAll(async () => {
  bare = await openBareStore(clock);
  await fillDemoCounty(bare.store, { clock });
  figures = await figuresOf('2023-2025');
});
afterAll(() => bare.stop());

async function figuresOf(years: string): Promise<readonly Figure[]> {
  const period = readPeriod(years, todayOn);
  if (period === undefined) throw new Error(`no years: ${years}`);
  return (await countyFigures(bare.store, period, defaultRulePack(), clock.now())).figures;
}

const named = (key: Figure['key'], all = figures) => all.find((figure) => figure.key === key);

/** What the county reported that gave the model. */
const reported: Partial<Record<Figure['key'], number>> = {
  ...{ topicClasses: 27, mainClasses: 21, upperPeople: 478, shadowing: 80 },
  ...{ forums: 19, bookSessions: 14, discussions: 16, promoted: 40 },
};

describe('the three years before the demo', () => {
  it('are reported in the figures of the county that gave the model, each with the list behind it', () => {
    const keys = Object.keys(reported) as Figure['key'][];
    expect(Object.fromEntries(keys.map((key) => [key, named(key)?.value]))).toEqual(reported);
    expect(Object.fromEntries(keys.map((key) => [key, named(key)?.rows?.rows.length]))).toEqual(reported);
  });

  it('add up year by year to the same', async () => {
    const years = await Promise.all(['2023', '2024', '2025'].map(figuresOf));
    for (const [key, value] of Object.entries(reported)) {
      const each = years.map((all) => named(key as Figure['key'], all)?.value ?? Number.NaN);
      expect([key, each.reduce((sum, one) => sum + one, 0)]).toEqual([key, value]);
      expect(Object.values(named(key as Figure['key'])?.byYear ?? {})).toEqual(each);
    }
  });

  it('are the same for the same county and day, with nobody in two classes of a year or trained elsewhere meanwhile', () => {
    const county = makeDemoCounty(demoSeed);
    const past = makePastYears(county, todayOn);
    expect(makePastYears(makeDemoCounty(demoSeed), todayOn)).toEqual(past);
    const perYear = past.enrollments.map(({ cadreId, classId }) => `${cadreId} ${classId.slice(0, 4)}`);
    expect(new Set(perYear).size).toBe(perYear.length);
    const known = new Map(county.hourEntries.map((entry) => [`${entry.cadreId} ${entry.toOn.slice(0, 7)}`, entry]));
    const atOnce = past.hourEntries.filter((entry) => {
      const other = known.get(`${entry.cadreId} ${entry.toOn.slice(0, 7)}`);
      return other?.kind === 'group' && other.fromOn <= entry.toOn && entry.fromOn <= other.toOn;
    });
    expect(atOnce).toEqual([]);
  });
});
