import { expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { makeDemoCounty } from '../../src/demo/county.ts';
import { makeDemoPlan } from '../../src/demo/plan.ts';
import { feeFaults } from '../../src/training/annual-plan/plan-fees.ts';
import { PLAN_STATES } from '../../src/training/annual-plan/plan-items.ts';
import { mergeProposals } from '../../src/training/annual-plan/plan-merge.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';

const pack = defaultRulePack();
const county = makeDemoCounty(7);

it.each(['2026-01-05', '2026-06-15', '2026-12-31'])(
  'the demo’s plan of %s has an item in every state and a pair to merge',
  (todayOn) => {
    const plan = makeDemoPlan(county, beijingTime(todayOn, '09:00'), pack);
    expect(new Set(plan.map(({ state }) => state))).toEqual(new Set(PLAN_STATES));
    expect(mergeProposals(plan, pack.annualPlan).map(({ pair }) => pair.map(({ theme }) => theme))).toContainEqual([
      '基层治理专题培训班',
      '基层治理能力提升班',
    ]);
    const units = new Set(county.units.map(({ id }) => id));
    for (const item of plan) {
      expect(units).toContain(item.unitId);
      expect(item.year).toBe('2026');
      expect(feeFaults(item, pack.annualPlan)).toEqual([]);
      expect(item.filedBy).not.toBe('');
    }
  },
);
