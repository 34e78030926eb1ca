import { expect, it } from 'vitest';
import { beijingTime } from '../../src/calendar/beijing-time.ts';
import { makeDemoCounty } from '../../src/demo/county.ts';
import { makeDemoSurvey } from '../../src/demo/survey.ts';
import { needsYear } from '../../src/training/needs/needs-year.ts';
import { isOver } from '../../src/training/needs-survey/surveys.ts';
import { defaultRulePack } from '../../src/training/rule-pack.ts';

const pack = defaultRulePack();
const county = makeDemoCounty(7);

it.each(['2026-01-05', '2026-03-02', '2026-12-31'])(
  'the demo of %s has a survey for the plan that is gathered for now, over and read, with answers that its questions allow',
  (todayOn) => {
    const now = beijingTime(todayOn, '09:00');
    const { surveys, sheets } = makeDemoSurvey(county, now, pack, 7);
    const [survey] = surveys;
    if (survey === undefined) throw new Error('there is one');
    expect([isOver(survey, now), survey.resultsReadAt !== undefined && survey.resultsReadAt < now]).toEqual([
      true,
      true,
    ]);
    expect(survey.name).toContain(needsYear(todayOn, pack.needs));
    const done = sheets.filter(({ state }) => state === 'done');
    expect(done.length).toBeGreaterThan(pack.survey.smallestGroup);
    expect(done.length).toBeLessThan(sheets.length);
    const questions = new Map(pack.survey.questions.map((question) => [question.id, question]));
    for (const { questionId, choices } of done.flatMap(({ answers }) => answers)) {
      const { options = [], maxChoices = 1 } = questions.get(questionId) ?? {};
      expect(options.map(({ value }) => value)).toEqual(expect.arrayContaining([...choices]));
      expect(new Set(choices).size).toBe(choices.length);
      expect(choices.length).toBeLessThanOrEqual(maxChoices);
    }
  },
);
