import { describe, expect, it } from 'vitest';
import { planQuestions, questionOn, roundsAfter } from '../../../src/training/follow-up/follow-up-days.ts';
import { leftReason } from '../../../src/training/follow-up/round-rows.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';

const { followUp: rules } = defaultRulePack();

describe('after a class', () => {
  it('rounds begin 3, 6 and 12 months later, on working days, and are answered within ten working days', () => {
    // 27 June and 27 September are days off, and the National Day holiday lies in the second.
    expect(roundsAfter('2026-03-27', rules)).toEqual([
      { months: 3, dueOn: '2026-06-29', closesOn: '2026-07-13' },
      { months: 6, dueOn: '2026-09-28', closesOn: '2026-10-16' },
      { months: 12, dueOn: '2027-03-29', closesOn: '2027-04-12' },
    ]);
  });

  it('the plan is asked about after 30 and 60 days, and after 90 on the card of the first round', () => {
    expect(planQuestions('2026-03-27', rules)).toEqual([
      { day: 30, dueOn: '2026-04-27' },
      { day: 60, dueOn: '2026-05-26' },
    ]);
    expect(planQuestions('2026-03-27', { ...rules, months: [6] }).map(({ day }) => day)).toEqual([30, 60, 90]);
  });

  it('what is said belongs to the question asked last', () => {
    const days = ['2026-03-28', '2026-04-26', '2026-05-26', '2026-06-24', '2026-06-25', '2027-01-01'];
    expect(days.map((day) => questionOn('2026-03-27', day, rules))).toEqual([30, 30, 60, 60, 90, 90]);
  });

  it('who is gone or away for long is left out with the reason', () => {
    const away = (fromOn: string, untilOn?: string) => ({
      absences: [{ what: '停职检查', fromOn, ...(untilOn === undefined ? {} : { untilOn }) }],
    });
    expect(leftReason(undefined, '2026-06-29')).toContain('不在干部信息库');
    expect(leftReason(away('2026-06-01'), '2026-06-29')).toBe('停职检查');
    expect(leftReason(away('2026-06', '2026-06'), '2026-06-29')).toBe('停职检查');
    expect(leftReason(away('2026-06-01', '2026-06-28'), '2026-06-29')).toBeUndefined();
    expect(leftReason(away('2026-07-01'), '2026-06-29')).toBeUndefined();
    expect(leftReason({}, '2026-06-29')).toBeUndefined();
  });
});
