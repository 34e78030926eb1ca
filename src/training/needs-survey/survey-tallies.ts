import { setImmediate } from 'node:timers/promises';
import { type AnswerSheet, type QuestionTally, tallyByTopic, tallyByUnit, type UnitTally } from './survey-tally.ts';
import type { SurveyRow } from './surveys.ts';

/** The tally of each question, one question at a time so that the event loop is never blocked for long. */
export async function questionTallies(survey: SurveyRow, sheets: readonly AnswerSheet[]): Promise<QuestionTally[]> {
  const tallies: QuestionTally[] = [];
  for (const question of survey.questions) {
    tallies.push(...tallyByTopic([question], sheets));
    await setImmediate();
  }
  return tallies;
}

/** The topics wanted by each unit, also one question at a time. */
export async function unitTallies(survey: SurveyRow, sheets: readonly AnswerSheet[]): Promise<UnitTally[]> {
  let units: UnitTally[] = [];
  for (const question of survey.questions.filter(({ topics }) => topics !== undefined)) {
    const tallied = tallyByUnit([question], sheets, survey.smallestGroup);
    units = tallied.map((unit, index) => ({
      ...unit,
      questions: [...(units[index]?.questions ?? []), ...unit.questions],
    }));
    await setImmediate();
  }
  return units;
}
