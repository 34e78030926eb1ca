import { describe, expect, it } from 'vitest';
import { lecturerResults, lessonResults, questionResults } from '../../../src/training/satisfaction/results-list.ts';
import type { SatisfactionFormRow } from '../../../src/training/satisfaction/satisfaction-forms.ts';

const rating = (question: string, answered: number, hundredths: number) => ({
  ...{ question, answered, hundredths, people: [answered, 0, 0, 0], byGroup: [] },
});

function form(id: string, more: Partial<SatisfactionFormRow>): SatisfactionFormRow {
  return {
    ...{ _id: id, classId: '2026-01', kind: 'lesson', title: id, lecturer: '', place: '', heldOn: '2026-03-16' },
    questions: [
      { id: 'overall', part: 'lesson', name: '总体' },
      { id: 'theory', part: 'lesson', name: '理论深度' },
    ],
    ...{ groups: [], closesAt: new Date(0), asked: 40, state: 'closed', results: [] },
    ...more,
  };
}

const forms = [
  form('lesson:1', { lecturer: '张三', results: [rating('overall', 10, 9000), rating('theory', 5, 8000)] }),
  form('lesson:2', { lecturer: '李四', results: [rating('overall', 20, 7000)] }),
  form('lesson:3', { lecturer: '张三', results: [rating('overall', 30, 8000)] }),
  form('lesson:few', { lecturer: '王五' }),
  form('lesson:nobody', { results: [rating('overall', 8, 9500)] }),
];

describe('results of a class as a list', () => {
  it('have the lessons that enough people rated, each with its aspects', () => {
    expect(lessonResults(forms).map((each) => each.form._id)).toEqual([
      'lesson:1',
      'lesson:2',
      'lesson:3',
      'lesson:nobody',
    ]);
    expect(lessonResults(forms)[0]?.aspects.map(({ question }) => question.name)).toEqual(['理论深度']);
  });

  it('have each lecturer with the mean over all answers, the lowest first, and nobody of whom nothing may be told', () => {
    expect(lecturerResults(forms).map(({ name, mean, lessons }) => [name, mean, lessons.length])).toEqual([
      ['李四', { answered: 20, hundredths: 7000 }, 1],
      ['张三', { answered: 40, hundredths: 8250 }, 2],
    ]);
    expect(lecturerResults(forms)[1]?.aspects).toEqual([{ name: '理论深度', mean: { answered: 5, hundredths: 8000 } }]);
  });

  it('keep what a line of a lecturer is chosen by when further lessons are counted', () => {
    const before = lecturerResults(forms.slice(0, 2)).find(({ name }) => name === '张三');
    expect(lecturerResults(forms).find(({ name }) => name === '张三')?.key).toBe(before?.key);
  });

  it('have the questions of the class apart from those of its lessons', () => {
    const questions = [
      { id: 'plan', part: 'class', name: '培训计划' },
      { id: 'meals', part: 'logistics', name: '用餐' },
    ] as const;
    const ofClass = form('class:2026-01', {
      kind: 'class',
      questions: [...questions],
      results: [rating('meals', 9, 8800)],
    });
    expect(questionResults([...forms, ofClass]).map(({ question }) => question.name)).toEqual(['用餐']);
  });
});
