import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingTime } from '../../../src/calendar/beijing-time.ts';
import { RANK_LEVELS, type RankLevel } from '../../../src/county/cadre.ts';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { classForm } from '../../../src/training/satisfaction/class-form.ts';
import {
  classQuestions,
  groupOf,
  questionsFor,
  raterGroups,
} from '../../../src/training/satisfaction/class-questions.ts';

const { satisfaction: rules } = defaultRulePack();
const ids = (questions: readonly { id: string }[]) => questions.map(({ id }) => id);
const people = (count: number, rankLevel: RankLevel) => Array.from({ length: count }, () => ({ rankLevel }));
const trainingClass = { _id: '2026-01', name: '中青班', kind: 'youngMidClass', closesOn: '2026-03-27' };

describe('what a class is asked', () => {
  it('differs by its kind and by the level of who is asked, first the class, then logistics', () => {
    expect(ids(classQuestions(rules.questions, 'youngMidClass'))).toContain('fieldPart');
    const business = classQuestions(rules.questions, 'businessClass');
    expect(ids(business)).not.toContain('fieldPart');
    expect(ids(questionsFor(business, 'staff'))).not.toContain('workBalance');
    expect(ids(questionsFor(business, 'townshipChief'))).toContain('workBalance');
    expect(business.map(({ part }) => part).join()).toMatch(/^(class,)+(logistics,?)+$/);
  });

  it('is nothing where too few are in it for anything to be told, and is asked until a fixed time', () => {
    expect(classForm(trainingClass, [], people(4, 'staff'), rules)).toBeUndefined();
    expect(classForm(trainingClass, [], people(5, 'staff'), rules)?.closesAt).toEqual(
      beijingTime('2026-03-30', '18:00'),
    );
  });
});

describe('the groups by which results are told', () => {
  it('are fixed before the first answer, so that an answer says of nobody more than that they are one of five', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...RANK_LEVELS), { minLength: 5, maxLength: 40 }), (levels) => {
        const groups = raterGroups(levels, rules);
        for (const group of groups)
          expect(levels.filter((level) => groupOf(groups, level) === group.id).length).toBeGreaterThanOrEqual(5);
        for (const level of levels) expect(groups.some(({ id }) => id === groupOf(groups, level))).toBe(true);
      }),
    );
  });
});
