import { addDays, beijingDateOf } from '../../calendar/beijing-time.ts';
import type { ClassStore } from '../class/class-store.ts';
import { readTopics } from '../class/topics.ts';
import type { FollowUpRules } from '../follow-up/follow-up-rules.ts';
import type { FollowUpStore } from '../follow-up/follow-ups.ts';
import { type WeakClass, weakClasses } from '../follow-up/weak-classes.ts';
import type { SurveyAnswerStore } from '../needs-survey/survey-answers.ts';
import type { SurveyRules } from '../needs-survey/survey-rules.ts';
import { tallyByTopic } from '../needs-survey/survey-tally.ts';
import { isOver, type SurveyRow, type SurveyStore } from '../needs-survey/surveys.ts';
import type { GatheredNeeds } from './menu.ts';
import { type NeedItem, withNeeds } from './need-item.ts';
import type { NeedsRules } from './needs-rules.ts';
import { needsYear } from './needs-year.ts';
import type { ReportRoundStore } from './report-rounds.ts';
import type { ResearchNoteStore } from './research-notes.ts';
import { menuTopics, topicMeant } from './topics.ts';
import type { UnitReportRow, UnitReportStore } from './unit-reports.ts';

/** The stores in which needs lie. */
export interface NeedsStores {
  researchNotes: Pick<ResearchNoteStore, 'forYear'>;
  reportRounds: Pick<ReportRoundStore, 'forYear'>;
  unitReports: Pick<UnitReportStore, 'ofRounds'>;
  surveys: Pick<SurveyStore, 'ofYears'>;
  surveyAnswers: Pick<SurveyAnswerStore, 'sheetsOf'>;
  followUps: Pick<FollowUpStore, 'dueBetween'>;
  classes: Pick<ClassStore, 'byId'>;
}

type Rules = {
  needs: Pick<NeedsRules, 'topics' | 'yearBeginsMonth' | 'smallestGroup'>;
  survey: Pick<SurveyRules, 'questions'>;
  followUp: Pick<FollowUpRules, 'items' | 'weakBelow'>;
};

/** What is weak after a class, as a need for its topics. */
export interface WeakNeed extends WeakClass {
  id: string;
  topics: readonly string[];
}

/** What was gathered for the plan of a year, what of it follow-ups of classes showed, and the surveys that are over but whose results nobody has read: these do not count yet. */
export async function gatheredNeeds(
  store: NeedsStores,
  year: string,
  rules: Rules,
  now: Date,
): Promise<GatheredNeeds & { weak: readonly WeakNeed[]; unread: readonly string[] }> {
  const [notes, rounds, surveys, weak] = await Promise.all([
    store.researchNotes.forYear(year),
    store.reportRounds.forYear(year),
    surveysFor(store, year, rules, now),
    weakNeeds(store, year, rules, now),
  ]);
  // The later round last, so that what it says of a topic replaces the earlier.
  const order = rounds.map(({ _id }) => _id);
  const reports = await store.unitReports.ofRounds(order);
  return {
    org: [
      ...notes
        .filter(({ state }) => state === 'confirmed')
        .map(({ _id, topics, people }) => ({ id: _id, topics, ...(people === undefined ? {} : { people }) })),
      ...weak.map(({ id, topics }) => ({ id, topics })),
    ],
    weak,
    post: unitNeeds(reports.sort((a, b) => order.indexOf(a.roundId) - order.indexOf(b.roundId))),
    personal: await Promise.all(
      surveys
        .filter(({ resultsReadAt }) => resultsReadAt !== undefined)
        .map((survey) => personalNeeds(store, survey, rules)),
    ),
    unread: surveys.filter(({ resultsReadAt }) => resultsReadAt === undefined).map(({ _id }) => _id),
  };
}

/** Surveys about the plan of this year that are over. */
export async function surveysFor(
  { surveys }: Pick<NeedsStores, 'surveys'>,
  year: string,
  { needs }: Pick<Rules, 'needs'>,
  now: Date,
): Promise<SurveyRow[]> {
  const found = await surveys.ofYears([String(Number(year) - 1), year]);
  return found.filter(
    (survey) =>
      survey.openedAt !== undefined && isOver(survey, now) && needsYear(beijingDateOf(survey.openedAt), needs) === year,
  );
}

/** Topics of classes whose people are weak some months later: they are needed again. */
async function weakNeeds(store: NeedsStores, year: string, rules: Rules, now: Date): Promise<WeakNeed[]> {
  const { needs, followUp } = rules;
  const begins = `-${String(needs.yearBeginsMonth).padStart(2, '0')}-01`;
  const days = { fromOn: `${Number(year) - 1}${begins}`, untilOn: addDays(`${year}${begins}`, -1) };
  const found = await weakClasses(store, { ...days, todayOn: beijingDateOf(now) }, followUp, needs.smallestGroup);
  const known = menuTopics(rules);
  return found.map((each) => ({
    ...each,
    id: `${each.trainingClass._id}结业跟踪`,
    topics: [...new Set(readTopics(each.trainingClass.topicTag).map((topic) => topicMeant(known, topic)))],
  }));
}

/** Each unit that answered, once: of a topic it named in several rounds, what the last one says. */
function unitNeeds(reports: readonly UnitReportRow[]): GatheredNeeds['post'] {
  const units = new Map<string, readonly NeedItem[]>();
  for (const { unitId, state, items } of reports)
    if (state !== 'waiting') units.set(unitId, withNeeds(units.get(unitId) ?? [], items));
  return [...units].map(([unitId, items]) => ({ unitId, items }));
}

async function personalNeeds({ surveyAnswers }: NeedsStores, survey: SurveyRow, rules: Rules) {
  const sheets = await surveyAnswers.sheetsOf(survey);
  const topics = menuTopics(rules);
  const asked = survey.questions.filter((question) => question.topics === true);
  return {
    id: survey._id,
    answered: sheets.length,
    topics: tallyByTopic(asked, sheets).flatMap(({ options }) =>
      options.map(({ label, people }) => ({ topic: topicMeant(topics, label), people })),
    ),
  };
}
