import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRulePack } from '../../../src/training/rule-pack.ts';
import { growthByTopic, percentOf, sharesByTopic } from '../../../src/training/tests/growth.ts';
import { shuffledFor } from '../../../src/training/tests/shuffle.ts';
import { markIn, marksOf, scoreOf, type TestQuestion } from '../../../src/training/tests/test-question.ts';
import { testEvent } from '../../../src/training/tests/test-scores.ts';
import { fourQuestions } from '../../helpers/test-form.ts';

const several: TestQuestion = {
  ...{ id: 'm', title: '多选', kind: 'multiple', askedOf: 'everyone', points: 4, topic: '', why: '' },
  options: ['a', 'b', 'c', 'd'].map((value) => ({ value: `o${value}`, label: value })),
  right: ['oa', 'ob', 'oc'],
};
const half = { incompletePercent: 50 };
const given = (questionId: string, ...choices: string[]) => ({ questionId, choices, text: '' });
const pointsFor = (...choices: string[]) => marksOf([several], [given('m', ...choices)], half)[0]?.pointsHundredths;
const choices = fc.subarray(['oa', 'ob', 'oc', 'od']);

describe('marking a question', () => {
  it('of several gives all points for exactly the right options, half for some of them, none with a wrong one', () => {
    expect([
      pointsFor('oc', 'oa', 'ob'),
      pointsFor('oa'),
      pointsFor('oa', 'od'),
      pointsFor('oa', 'ob', 'oc', 'od'),
    ]).toEqual([400, 200, 0, 0]);
    expect(pointsFor()).toBe(0);
  });

  it('never gives more for fewer right options, nor more than the most, whatever is chosen', () => {
    fc.assert(
      fc.property(choices, (chosen) => {
        const [mark] = marksOf([several], [given('m', ...chosen)], half);
        expect(mark?.pointsHundredths).toBeLessThanOrEqual(400);
        if (chosen.includes('od')) expect(mark?.pointsHundredths).toBe(0);
        expect(mark?.isRight).toBe(mark?.pointsHundredths === 400);
      }),
    );
  });

  it('counts what was answered, and nothing for the rest of a test that was left half done', () => {
    const marks = marksOf(fourQuestions, [given('q1', 'o1'), given('q2', 'o2')], half);
    expect(scoreOf(marks)).toEqual({ right: 1, of: 4, pointsHundredths: 2500, mostHundredths: 10_000 });
  });

  it('does not depend on the order of questions and answers', () => {
    const answers = fourQuestions.map(({ id }, at) => given(id, at % 2 === 0 ? 'o1' : 'o3'));
    const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    fc.assert(
      fc.property(order, order, (a, b) => {
        const pick = <Item>(items: readonly Item[], places: number[]) => places.map((at) => items[at] as Item);
        expect(scoreOf(marksOf(pick(fourQuestions, a), pick(answers, b), half))).toEqual(
          scoreOf(marksOf(fourQuestions, answers, half)),
        );
      }),
    );
  });
});

describe('the order of the questions', () => {
  it('is one person’s own, the same again, and loses nothing', () => {
    fc.assert(
      fc.property(fc.string(), (cadreId) => {
        const shuffled = shuffledFor(fourQuestions, '2026-01-C1', cadreId);
        expect(shuffledFor(fourQuestions, '2026-01-C1', cadreId)).toEqual(shuffled);
        expect(shuffled.map(({ id }) => id).sort()).toEqual(['q1', 'q2', 'q3', 'q4']);
        for (const { options } of shuffled)
          expect(options.map(({ value }) => value).sort()).toEqual(['o1', 'o2', 'o3']);
      }),
    );
    const orders = new Set(
      Array.from({ length: 40 }, (_, at) =>
        shuffledFor(fourQuestions, 't', `c${at}`)
          .map(({ id }) => id)
          .join(),
      ),
    );
    expect(orders.size).toBeGreaterThan(10);
  });
});

describe('growth', () => {
  const marks = (...right: boolean[]) =>
    marksOf(
      fourQuestions,
      fourQuestions.map(({ id }, at) => given(id, right[at] === true ? 'o1' : 'o2')),
      half,
    );

  it('is told by topic of those who took both tests, counts first, the least grown topic first', () => {
    const before = new Map([
      ['a', marks(true, false, false, false)],
      ['left', marks(true, true, true, true)],
    ]);
    const after = new Map([
      ['a', marks(true, false, true, true)],
      ['new', marks(false, false, false, false)],
    ]);
    const { people, topics } = growthByTopic(before, after);
    expect(people).toBe(1);
    expect(topics.map(({ topic, before: then, after: now }) => [topic, percentOf(then), percentOf(now)])).toEqual([
      ['党性', 50, 50],
      ['治理', 0, 100],
    ]);
  });

  it('shares add up to what each person answered', () => {
    const sheet = fc.tuple(fc.boolean(), fc.boolean(), fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(fc.array(sheet, { maxLength: 8 }), (people) => {
        const sheets = people.map((each) => marks(...each));
        const sum = sharesByTopic(sheets).reduce((total, { right }) => total + right, 0);
        expect(sum).toBe(sheets.map((each) => scoreOf(each).right).reduce((a, b) => a + b, 0));
      }),
    );
  });
});

describe('points for a test', () => {
  const { scoring } = defaultRulePack();
  const row = {
    _id: '2026-01-C1',
    name: '结业测试',
    purpose: 'exit' as const,
    createdBy: 'teacher',
    closesAt: new Date(0),
  };
  const score = { right: 3, of: 4, pointsHundredths: 7500, mostHundredths: 10_000 };

  it('are given only where the rules say so, as a share of the part', () => {
    const counts = { purpose: 'exit' as const, item: 'practiceGrowth', part: 'log' };
    expect(testEvent(row, 'c', score, {}, scoring)).toBeUndefined();
    expect(testEvent(row, 'c', score, { counts }, scoring)?.deltaHundredths).toBe(300);
    expect(testEvent({ ...row, purpose: 'entry' }, 'c', score, { counts }, scoring)).toBeUndefined();
    expect(testEvent(row, 'c', score, { counts: { ...counts, item: 'nothing' } }, scoring)).toBeUndefined();
  });

  it('are a mark with one decimal between nothing and the most', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 100 }), (pointsHundredths, most) => {
        const mark = markIn(most * 100, { ...score, pointsHundredths });
        expect(mark % 10).toBe(0);
        expect(mark >= 0 && mark <= most * 100).toBe(true);
      }),
    );
  });
});
