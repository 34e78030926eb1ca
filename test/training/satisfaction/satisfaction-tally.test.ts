import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { meanOfAll, tallyOf, type Vote } from '../../../src/training/satisfaction/satisfaction-tally.ts';

const { satisfaction: rules } = defaultRulePack();
const levels = rules.levels.map(({ id }) => id);
const questions = ['plan', 'meals'];
const vote = fc.record({
  question: fc.constantFrom(...questions, 'never'),
  group: fc.constantFrom('a', 'b', 'c', 'd'),
  level: fc.constantFrom(...levels, 'none'),
});
const votes = fc.array(vote, { maxLength: 60 });
const counted = (all: readonly Vote[], question: string) =>
  all.filter((each) => each.question === question && each.level !== 'none');

describe('results of satisfaction', () => {
  it('are told of no fewer answers than the rules say, in all and by group; groups are two at least and together all', () => {
    fc.assert(
      fc.property(votes, (all) => {
        for (const { question, answered, byGroup, people } of tallyOf(questions, all, rules)) {
          expect(answered).toBeGreaterThanOrEqual(rules.smallestGroup);
          expect(answered).toBe(counted(all, question).length);
          expect(people.reduce((sum, each) => sum + each, 0)).toBe(answered);
          for (const group of byGroup) expect(group.answered).toBeGreaterThanOrEqual(rules.smallestGroup);
          if (byGroup.length === 0) continue;
          expect(byGroup.length).toBeGreaterThan(1);
          expect(byGroup.reduce((sum, each) => sum + each.answered, 0)).toBe(answered);
        }
      }),
    );
  });

  it('leave out a question that too few answered, also from every sum', () => {
    const few = Array.from({ length: 4 }, () => ({ question: 'plan', group: 'a', level: 'very' }));
    expect(tallyOf(questions, few, rules)).toEqual([]);
    expect(meanOfAll(tallyOf(questions, few, rules))).toEqual({ answered: 0, hundredths: 0 });
  });

  it('depend on no order, and on nobody who left a question out', () => {
    fc.assert(
      fc.property(
        votes.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(tallyOf(questions, shuffled, rules)).toEqual(tallyOf(questions, all, rules));
          const answered = all.filter(({ level }) => level !== 'none');
          expect(tallyOf(questions, answered, rules)).toEqual(tallyOf(questions, all, rules));
        },
      ),
    );
  });

  it('are means of 100, 85, 70 and 40 points in hundredths', () => {
    const given = ['very', 'very', 'satisfied', 'passing', 'unsatisfied'];
    const all = given.map((level) => ({ question: 'plan', group: '', level }));
    expect(tallyOf(questions, all, rules)).toEqual([
      { question: 'plan', answered: 5, hundredths: 7900, people: [2, 1, 1, 1], byGroup: [] },
    ]);
  });
});
