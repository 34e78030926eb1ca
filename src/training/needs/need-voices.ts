import type { SurveyAnswerStore } from '../needs-survey/survey-answers.ts';
import type { SurveyRules } from '../needs-survey/survey-rules.ts';
import type { SurveyRow, SurveyStore } from '../needs-survey/surveys.ts';
import { surveysFor } from './gathered-needs.ts';
import type { NeedVoice } from './need-outcomes.ts';
import type { NeedsRules } from './needs-rules.ts';
import type { ReportRoundStore } from './report-rounds.ts';
import type { ResearchNoteStore } from './research-notes.ts';
import { type MenuTopic, menuTopics, topicMeant } from './topics.ts';
import type { UnitReportStore } from './unit-reports.ts';

interface VoiceStores {
  researchNotes: Pick<ResearchNoteStore, 'forYear'>;
  reportRounds: Pick<ReportRoundStore, 'forYear'>;
  unitReports: Pick<UnitReportStore, 'ofRounds'>;
  surveys: Pick<SurveyStore, 'ofYears'>;
  surveyAnswers: Pick<SurveyAnswerStore, 'submittedTo'>;
}

/** Who said what for the plan of a year: in notes, in reports of units, in surveys. */
export async function needVoices(
  store: VoiceStores,
  year: string,
  rules: { needs: NeedsRules; survey: Pick<SurveyRules, 'questions'> },
  now: Date,
): Promise<NeedVoice[]> {
  const [notes, rounds, surveys] = await Promise.all([
    store.researchNotes.forYear(year),
    store.reportRounds.forYear(year),
    surveysFor(store, year, rules, now),
  ]);
  const reports = await store.unitReports.ofRounds(rounds.map(({ _id }) => _id));
  const known = menuTopics(rules);
  const answered = await Promise.all(surveys.map((survey) => answersTo(store, survey, known)));
  return [
    ...notes.filter(({ state }) => state === 'confirmed').map(({ madeBy, topics }) => ({ cadreId: madeBy, topics })),
    ...reports.flatMap(({ filedBy, state, items }) =>
      filedBy === undefined || state === 'waiting'
        ? []
        : [{ cadreId: filedBy, topics: items.map(({ topic }) => topic) }],
    ),
    ...answered.flat(),
  ];
}

async function answersTo(
  { surveyAnswers }: Pick<VoiceStores, 'surveyAnswers'>,
  survey: SurveyRow,
  known: readonly MenuTopic[],
): Promise<NeedVoice[]> {
  const asked = survey.questions.filter(({ topics }) => topics === true);
  return (await surveyAnswers.submittedTo(survey)).map(({ cadreId, answers }) => ({
    cadreId,
    topics: asked.flatMap(({ id, options }) => {
      const chosen = answers.find(({ questionId }) => questionId === id)?.choices ?? [];
      return options.filter(({ value }) => chosen.includes(value)).map(({ label }) => topicMeant(known, label));
    }),
  }));
}
