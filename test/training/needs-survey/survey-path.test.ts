import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Question } from '../../../src/training/needs-survey/question.ts';
import { nextQuestion } from '../../../src/training/needs-survey/survey.ts';
import { nextPage } from '../../../src/training/needs-survey/survey-page.ts';
import { answersThatCount, pathOf } from '../../../src/training/needs-survey/survey-path.ts';

const options = ['a', 'b', 'c'].map((value) => ({ value, label: value.toUpperCase() }));
const question = (number: number, shownIf?: Question['shownIf']): Question => ({
  id: `q${number}`,
  title: `第${number}题`,
  kind: 'single',
  options,
  askedOf: 'everyone',
  ...(shownIf === undefined ? {} : { shownIf }),
});
const answer = (number: number, value: string): Answer => ({ questionId: `q${number}`, choices: [value], text: '' });
const ids = (questions: readonly Question[]) => questions.map(({ id }) => id).join(' ');

const four = [
  question(1),
  question(2, { question: 'q1', anyOf: ['a'] }),
  question(3, { question: 'q2', anyOf: ['b'] }),
  question(4),
];

describe('the way through a survey', () => {
  it('keeps what is not decided yet and leaves out what an answer rules out, with all that hangs on it', () => {
    expect(ids(pathOf(four, []))).toBe('q1 q2 q3 q4');
    expect(ids(pathOf(four, [answer(1, 'b')]))).toBe('q1 q4');
    expect(ids(pathOf(four, [answer(1, 'a'), answer(2, 'b')]))).toBe('q1 q2 q3 q4');
    expect(ids(pathOf(four, [answer(1, 'a'), answer(2, 'a')]))).toBe('q1 q2 q4');
  });

  it('follows what the information base holds, and hides what hangs on a question somebody is not asked', () => {
    const asked = [question(5, { question: 'rankLevel', anyOf: ['staff'] })];
    expect(ids(pathOf(asked, [{ questionId: 'rankLevel', choices: ['staff'], text: '' }]))).toBe('q5');
    expect(ids(pathOf(asked, []))).toBe('');
  });

  it('a message of several questions ends before one that depends on one of them', () => {
    expect(ids(nextPage(pathOf(four, []), []))).toBe('q1');
    expect(ids(nextPage(four.slice(0, 1).concat(four.slice(3)), []))).toBe('q1 q4');
  });

  it('an answer that became unreachable does not count', () => {
    const answers = [answer(1, 'b'), answer(2, 'b'), answer(3, 'c'), answer(4, 'a')];
    expect(answersThatCount(four, answers).map(({ questionId }) => questionId)).toEqual(['q1', 'q4']);
  });
});

/** Surveys of up to eight questions, some depending on an earlier one, and somebody's answers. */
const surveys = fc
  .array(fc.record({ on: fc.nat(7), anyOf: fc.subarray(['a', 'b', 'c'], { minLength: 1 }), is: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((shapes) =>
    shapes.map(({ on, anyOf, is }, at) =>
      question(at + 1, is && at > 0 ? { question: `q${(on % at) + 1}`, anyOf } : undefined),
    ),
  );
const choices = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 8, maxLength: 8 });

describe('any survey with conditions', () => {
  it('is answered question by question to an end at which exactly the answers given count', () => {
    fc.assert(
      fc.property(surveys, choices, (questions, said) => {
        const answers: Answer[] = [];
        let left = pathOf(questions, answers).length;
        for (let next = nextQuestion(pathOf(questions, answers), answers); next !== undefined; ) {
          answers.push({ questionId: next.id, choices: [said[answers.length] ?? 'a'], text: '' });
          const now = pathOf(questions, answers).length;
          expect(now).toBeLessThanOrEqual(left);
          left = now;
          next = nextQuestion(pathOf(questions, answers), answers);
        }
        expect(answersThatCount(questions, answers)).toEqual(answers);
        expect(answers).toHaveLength(pathOf(questions, answers).length);
      }),
    );
  });

  it('counts the same whatever the order in which answers are stored', () => {
    fc.assert(
      fc.property(surveys, choices, (questions, said) => {
        const all = questions.map(({ id }, at) => ({ questionId: id, choices: [said[at] ?? 'a'], text: '' }));
        const idsOf = (answers: readonly Answer[]) => answers.map(({ questionId }) => questionId).sort();
        expect(idsOf(answersThatCount(questions, [...all].reverse()))).toEqual(idsOf(answersThatCount(questions, all)));
      }),
    );
  });
});
