import { addDays, beijingDateOf, beijingTime } from '../calendar/beijing-time.ts';
import type { CadreRecord, UnitRecord } from '../county/cadre.ts';
import { needsYear } from '../training/needs/needs-year.ts';
import { knownAnswers } from '../training/needs-survey/base-facts.ts';
import { hasOptions, type Question } from '../training/needs-survey/question.ts';
import type { GivenAnswer, SurveyAnswerRow } from '../training/needs-survey/survey-answers.ts';
import type { SurveyRow } from '../training/needs-survey/surveys.ts';
import type { RulePack } from '../training/rule-pack.ts';
import { RandomNumbers } from './random-numbers.ts';

/** For how many days back the survey was sent; the first that is about the same plan as a survey of today. */
const DAYS_BACK = [45, 20, 10, 4, 2];
const SCOPE = { label: '科级正职', rankLevel: 'townshipChief' } as const;
/** How many of ten people answered. */
const answering = 0.9;
const mostTopics = 2;
const update = 'demo-survey';

/** A survey that is over and whose results were read, so that the menu of the demo has personal needs too. */
export function makeDemoSurvey(
  { units, cadres }: { units: readonly UnitRecord[]; cadres: readonly CadreRecord[] },
  now: Date,
  { survey: { questions, smallestGroup }, needs }: Pick<RulePack, 'survey' | 'needs'>,
  seed: number,
): { surveys: SurveyRow[]; sheets: SurveyAnswerRow[] } {
  const todayOn = beijingDateOf(now);
  const year = needsYear(todayOn, needs);
  const isOfYear = (days: number) => needsYear(addDays(todayOn, -days), needs) === year;
  const daysBack = DAYS_BACK.find(isOfYear) ?? 2;
  const openedOn = addDays(todayOn, -daysBack);
  const closesOn = addDays(openedOn, Math.floor(daysBack / 2) - 1);
  const closesAt = beijingTime(addDays(closesOn, 1), '00:00');
  const openedAt = beijingTime(openedOn, '09:00');
  const _id = `D${openedOn.slice(0, 4)}-1`;
  const survey: SurveyRow = {
    ...{ _id, year: openedOn.slice(0, 4), number: 1, name: `${year}年度培训需求调查`, scope: SCOPE.label },
    ...{ closesOn, closesAt, questions, smallestGroup, state: 'closed', byUpdate: update, openedByUpdate: update },
    ...{ createdBy: cadres.find(({ roles }) => roles.includes('orgDept'))?.id ?? '', openedAt, closedAt: closesAt },
    ...{ cardsClosedFor: closesAt, resultsReadAt: beijingTime(addDays(closesOn, 1), '09:00') },
  };
  const random = new RandomNumbers(seed);
  const heads = new Set(units.map(({ headId }) => headId));
  const asked = cadres.filter(({ rankLevel }) => rankLevel === SCOPE.rankLevel);
  const sheets = asked.map((cadre): SurveyAnswerRow => {
    const headsUnit = heads.has(cadre.id);
    const empty = { _id: `${_id}:${cadre.id}`, surveyId: _id, cadreId: cadre.id, unitId: cadre.unitId, headsUnit };
    const known = knownAnswers(questions, cadre, openedAt);
    if (!random.happens(answering)) return { ...empty, known, state: 'waiting', answers: [], backs: [] };
    const put = questions.filter(({ prefilled, askedOf }) => !prefilled && (askedOf === 'everyone' || headsUnit));
    const answers = put.flatMap((question) => answerTo(question, random));
    return { ...empty, known, state: 'done', answers, backs: [], doneAt: beijingTime(openedOn, '10:00') };
  });
  return { surveys: [survey], sheets };
}

/** What somebody ticks; questions that ask for words are left out. */
function answerTo(question: Question, random: RandomNumbers): GivenAnswer[] {
  if (!hasOptions(question)) return [];
  const { id: questionId, kind, options, maxChoices = 1 } = question;
  const wanted = kind === 'ranking' ? maxChoices : kind === 'multiple' ? Math.min(maxChoices, mostTopics) : 1;
  const left = options.map(({ value }) => value);
  const choices: string[] = [];
  while (choices.length < wanted && left.length > 0)
    choices.push(...left.splice(random.between(0, left.length - 1), 1));
  const inOrder =
    kind === 'ranking' ? choices : options.map(({ value }) => value).filter((value) => choices.includes(value));
  return [{ questionId, choices: inOrder, text: '', byUpdate: update }];
}
