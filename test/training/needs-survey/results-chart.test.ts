import { describe, expect, it } from 'vitest';
import { mostBars } from '../../../src/drawing/chart.ts';
import { surveyChart } from '../../../src/training/needs-survey/results-chart.ts';
import type { QuestionTally } from '../../../src/training/needs-survey/survey-tally.ts';
import type { SurveyRow } from '../../../src/training/needs-survey/surveys.ts';

const survey: Pick<SurveyRow, 'name' | 'smallestGroup'> = { name: '培训需求调查', smallestGroup: 5 };
const count = { done: 20, all: 25 };

function tally(title: string, options: number, answered = 20): QuestionTally {
  return {
    ...{ questionId: title, title, answered },
    options: Array.from({ length: options }, (_, index) => ({
      value: String(index),
      label: `选项${index}`,
      people: Math.max(1, answered - index),
    })),
  };
}

describe('the picture of a survey', () => {
  it('shows of each question how many chose what, and of how many', () => {
    const chart = surveyChart(survey, count, [tally('培训主题', 2)]);
    expect(chart.lines).toEqual(['应填 25 人，已填 20 人（80%）']);
    expect(chart.parts[0]?.heading).toBe('培训主题（20 人填写）');
    expect(chart.parts[0]?.bars.map(({ label, text }) => `${label} ${text}`)).toEqual([
      '选项0 20 人（100%）',
      '选项1 19 人（95%）',
    ]);
    expect(chart.notes).toEqual([]);
  });

  it('names what too few answered and what has no room, and shows none of it', () => {
    const few = tally('参训地点', 3, 4);
    const many = Array.from({ length: 4 }, (_, index) => tally(`第${index + 1}题`, 30));
    const chart = surveyChart(survey, count, [few, ...many]);
    expect(chart.parts.map(({ bars }) => bars.length)).toEqual([12, 12, 12]);
    expect(chart.parts.flatMap(({ bars }) => bars).length).toBeLessThanOrEqual(mostBars);
    expect(chart.notes).toEqual(['图中未列：参训地点、第4题。各题结果以文字为准。']);
  });
});
