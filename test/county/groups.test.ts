import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '../../src/calendar/beijing-time.ts';
import { ageOn, type GroupFacts, groupsOn, isWithin } from '../../src/county/groups.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';

const { groups: rules } = defaultRulePack();

const person: GroupFacts = {
  ...{ birthMonth: '1980-05', post: '副局长', rankLevel: 'townshipDeputy' },
  ...{ cadreCategory: 'organ', keyPost: false },
};
const on = (facts: Partial<GroupFacts>, dayOn: string, headsUnit = false) =>
  groupsOn({ ...person, ...facts }, headsUnit, dayOn, rules);

describe('the focus groups of a person on a day', () => {
  it('newly promoted: from the promotion to the day on which a year is full, and not a day longer', () => {
    const promotedOn = '2025-03-05';
    const days = ['2025-03-04', '2025-03-05', '2026-03-05', '2026-03-06'];
    expect(days.map((day) => on({ promotedOn }, day).newlyPromoted)).toEqual([false, true, true, false]);
  });

  it('a promotion on 29 February is a year old on 28 February', () => {
    const promotedOn = '2024-02-29';
    expect(['2025-02-28', '2025-03-01'].map((day) => on({ promotedOn }, day).newlyPromoted)).toEqual([true, false]);
  });

  it('a promotion known to the month counts to the end of that month', () => {
    const promotedOn = '2025-03';
    const days = ['2025-02-28', '2025-03-01', '2026-03-31', '2026-04-01'];
    expect(days.map((day) => on({ promotedOn }, day).newlyPromoted)).toEqual([false, true, true, false]);
  });

  it('18 months after the promotion nobody is newly promoted', () => {
    expect(on({ promotedOn: '2024-09-02' }, '2026-03-02').newlyPromoted).toBe(false);
  });

  it('new recruits are civil servants alone, for a year', () => {
    const recruitedOn = '2025-07-01';
    expect(on({ recruitedOn }, '2026-07-01').newRecruit).toBe(true);
    expect(on({ recruitedOn }, '2026-07-02').newRecruit).toBe(false);
    expect(on({ recruitedOn, cadreCategory: 'institution' }, '2025-08-01').newRecruit).toBe(false);
  });

  it('young by age and level, until the month of the next birthday', () => {
    const young = (birthMonth: string, day: string) => on({ birthMonth }, day).youngCadre;
    expect([young('1990-03', '2026-02-28'), young('1990-03', '2026-03-01')]).toEqual([true, false]);
    expect(on({ birthMonth: '1990-03', rankLevel: 'townshipChief' }, '2026-03-01').youngCadre).toBe(true);
    expect(ageOn('1990-03', '2026-03-01')).toBe(36);
  });

  it('a key post: marked, of the head of a unit, or by its name', () => {
    expect(on({}, '2026-03-02').keyPost).toBe(false);
    expect(on({ keyPost: true }, '2026-03-02').keyPost).toBe(true);
    expect(on({}, '2026-03-02', true).keyPost).toBe(true);
    expect(on({ post: '行政审批股股长' }, '2026-03-02').keyPost).toBe(true);
  });

  it('a span of months is one run of days, whatever day it begins', () => {
    const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days));
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 36 }), (fromOn, months) => {
        const last = addMonths(fromOn, months);
        expect(isWithin(fromOn, months, addDays(fromOn, -1))).toBe(false);
        expect(isWithin(fromOn, months, fromOn)).toBe(true);
        expect(isWithin(fromOn, months, last)).toBe(true);
        expect(isWithin(fromOn, months, addDays(last, 1))).toBe(false);
      }),
    );
  });
});
