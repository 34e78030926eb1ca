import { setImmediate } from 'node:timers/promises';
import { comparedQuestions, type LevelTally, tallyByLevel } from './level-tally.ts';
import { type AnswerSheet, hasOptions } from './question.ts';
import { type QuestionTally, tallyByTopic, tallyByUnit, tallyWritten, type UnitTally } from './survey-tally.ts';
import type { SurveyRow } from './surveys.ts';

/** The tally of each question but those for free text, one at a time so that the event loop is never blocked for long. */
export async function questionTallies(survey: SurveyRow, sheets: readonly AnswerSheet[]): Promise<QuestionTally[]> {
  const tallies: QuestionTally[] = [];
  for (const question of survey.questions) {
    if (hasOptions(question)) tallies.push(...tallyByTopic([question], sheets));
    else if (question.kind !== 'text') tallies.push(tallyWritten(question, sheets, survey.smallestGroup));
    await setImmediate();
  }
  return tallies;
}

/** The topics wanted by each unit, also one question at a time. */
export async function unitTallies(survey: SurveyRow, sheets: readonly AnswerSheet[]): Promise<UnitTally[]> {
  let units: UnitTally[] = [];
  for (const question of comparedQuestions(survey.questions)) {
    const tallied = tallyByUnit([question], sheets, survey.smallestGroup);
    units = tallied.map((unit, index) => ({
      ...unit,
      questions: [...(units[index]?.questions ?? []), ...unit.questions],
    }));
    await setImmediate();
  }
  return units;
}

/** What each level wants, of the questions where at least two can be told apart. */
export async function levelTallies(survey: SurveyRow, sheets: readonly AnswerSheet[]): Promise<LevelTally[][]> {
  const tallies: LevelTally[][] = [];
  for (const question of comparedQuestions(survey.questions)) {
    tallies.push(tallyByLevel(question, sheets, survey.smallestGroup));
    await setImmediate();
  }
  return tallies.filter((each) => each.length > 1);
}
