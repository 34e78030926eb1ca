import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/training/needs-survey/question.ts';
import { checkAnswer } from '../../../src/training/needs-survey/survey.ts';
import { writtenExample } from '../../../src/training/needs-survey/written-answer.ts';
import { known } from './answered-with.ts';

const asked = (kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  id: 'q1',
  title: '题目',
  kind,
  options: [],
  askedOf: 'everyone',
  ...more,
});
const options = ['基层治理', '应急处置', '公文写作', '招商引资'].map((label, at) => ({ value: `o${at + 1}`, label }));
const ranking = asked('ranking', { options, maxChoices: 3 });
const refused = (code: string) => expect.objectContaining({ code });

describe('a ranking', () => {
  it.each(['B A C', 'bac', 'B、A、C', 'B>A>C', '2 1 3', '213', '应急处置、基层治理、公文写作', '②①③'])(
    'keeps the order in which it was written: %s',
    (said) => expect(checkAnswer(ranking, said, known).choices).toEqual(['o2', 'o1', 'o3']),
  );

  it.each(['A A B', 'A B', 'A B C D', 'A B E', '5 1 2', '好的', 'A'])(
    'with an option twice, too few, too many or unknown is asked for again with an example: %s',
    (said) =>
      expect(() => checkAnswer(ranking, said, known)).toThrow(
        expect.objectContaining({ code: 'survey.not-ranked', facts: expect.objectContaining({ example: 'B A C' }) }),
      ),
  );

  it('given before is the same answer again', () => {
    expect(checkAnswer(ranking, ['o3', 'o1', 'o4'], known).choices).toEqual(['o3', 'o1', 'o4']);
  });
});

describe('a number', () => {
  const people = asked('number', { least: 1, most: 200 });

  it.each([
    ['12', '12'],
    ['１２人', '12'],
    ['约30个', '30'],
    ['007', '7'],
  ])('is kept in digits: %s', (said, text) => expect(checkAnswer(people, said, known).text).toBe(text));

  it.each(['0', '201', '十二', '1.5', '-3', '12 13', ''])('out of range or none is asked for again: %s', (said) =>
    expect(() => checkAnswer(people, said, known)).toThrow(
      refused(said === '' ? 'survey.no-answer' : 'survey.not-number'),
    ),
  );
});

describe('a day, a person, a unit', () => {
  it('is kept as the day, the name, the full name', () => {
    expect(checkAnswer(asked('date'), '3月16日', known).text).toBe('2026-03-16');
    expect(checkAnswer(asked('person'), ' 张 三 ', known).text).toBe('张三');
    expect(checkAnswer(asked('unit'), '县财政局', known).text).toBe('县财政局');
  });

  it.each([
    ['date', '2月30日', 'survey.not-date'],
    ['date', '月底', 'survey.not-date'],
    ['person', '13800000000', 'survey.not-person'],
    ['person', '张三、李四', 'survey.not-person'],
    ['unit', '火星局', 'survey.not-unit'],
  ] as const)('a %s that is none is asked for again: %s', (kind, said, code) =>
    expect(() => checkAnswer(asked(kind), said, known)).toThrow(refused(code)),
  );

  it('may be left out only where the question says so', () => {
    expect(() => checkAnswer(asked('date'), '', known)).toThrow(refused('survey.no-answer'));
    expect(checkAnswer(asked('date', { optional: true }), '', known).text).toBe('');
  });
});

it('the example of every question is an answer to it', () => {
  const kinds = fc.constantFrom('ranking', 'number', 'date', 'person', 'unit', 'text' as const);
  const bounds = fc.record({ least: fc.nat(50), above: fc.nat(50), ranks: fc.integer({ min: 1, max: 4 }) });
  fc.assert(
    fc.property(kinds, bounds, (kind, { least, above, ranks }) => {
      const question = asked(kind, { options, maxChoices: ranks, least, most: least + above });
      expect(() => checkAnswer(question, writtenExample(question) || '文字', known)).not.toThrow();
    }),
  );
});
