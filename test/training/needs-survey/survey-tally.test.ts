import { describe, expect, it } from 'vitest';
import type { AnswerSheet, Question } from '../../../src/training/needs-survey/question.ts';
import { tallyByTopic, tallyWritten } from '../../../src/training/needs-survey/survey-tally.ts';
import { themesOf } from '../../../src/training/needs-survey/themes.ts';

const options = ['a', 'b', 'c', 'd', 'e'].map((value) => ({ value, label: value.toUpperCase() }));
const question = (kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  ...{ id: 'q1', title: '题目', kind, options, askedOf: 'everyone' as const },
  ...more,
});
const chosen = (...choices: string[]): AnswerSheet => ({
  unitId: 'u1',
  answers: [{ questionId: 'q1', choices, text: '' }],
});
const written = (...texts: string[]): AnswerSheet[] =>
  texts.map((text) => ({ unitId: 'u1', answers: [{ questionId: 'q1', choices: [], text }] }));

describe('the tally', () => {
  it('of a scale has a mean of those who answered, the best option counting five', () => {
    const [tally] = tallyByTopic([question('scale')], [chosen('a'), chosen('a'), chosen('e'), chosen()]);
    expect(tally).toMatchObject({ answered: 3, mean: 11 / 3 });
  });

  it('of a ranking counts three points for the first of three and one for the last', () => {
    const sheets = [chosen('b', 'a', 'c'), chosen('b', 'c', 'a'), chosen('a', 'b', 'd')];
    const [tally] = tallyByTopic([question('ranking', { maxChoices: 3 })], sheets);
    expect(tally?.options.map(({ value, people, points }) => [value, people, points])).toEqual([
      ['b', 3, 8],
      ['a', 3, 6],
      ['c', 2, 3],
      ['d', 1, 1],
      ['e', 0, 0],
    ]);
  });

  it('of a number is its mean, of days their months, of names only those that enough people wrote', () => {
    const numbers = tallyWritten(question('number', { options: [] }), written('1', '2', '6', ''), 2);
    expect(numbers).toMatchObject({ answered: 3, mean: 3, options: [] });
    const days = tallyWritten(question('date'), written('2026-03-01', '2026-03-16', '2026-04-01'), 2);
    expect(days.options.map(({ label, people }) => [label, people])).toEqual([
      ['2026年3月', 2],
      ['其他', 1],
    ]);
    const names = tallyWritten(question('person'), written('张三', '李四', '张三', '王五'), 2);
    expect(names.options.map(({ label, people }) => [label, people])).toEqual([
      ['张三', 2],
      ['其他', 2],
    ]);
  });

  it('of texts tells which topics they speak of, each text once', () => {
    const topics = [
      { name: '基层治理', words: ['网格'] },
      { name: '应急处置', words: [] },
      { name: '招商引资', words: [] },
    ];
    expect(themesOf(topics, ['网格员的基层治理', '讲讲网格化', '应急处置演练'])).toEqual([
      { name: '基层治理', people: 2 },
      { name: '应急处置', people: 1 },
    ]);
  });
});
