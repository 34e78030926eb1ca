import { RANK_LEVELS, type RankLevel } from '../../county/cadre.ts';
import { type AnswerSheet, hasOptions, type Question } from './question.ts';
import { groupsOf, withoutDifferences } from './sheet-groups.ts';
import { type QuestionTally, sheetsAnswering, tallyByTopic, unitOf } from './survey-tally.ts';

/** The result of one question among the people of some levels. */
export interface LevelTally extends QuestionTally {
  /** One alone, or several that are too small to be told apart; empty for people of no known level. */
  levels: readonly RankLevel[];
}

/** How many people want a topic. */
export interface TopicHeadCount {
  questionId: string;
  /** The topic as the question has it. */
  topic: string;
  people: number;
  /** How many answered the question. */
  answered: number;
  /** Of levels that may be told alone; together they may be fewer than `people`. */
  byLevel: Readonly<Partial<Record<RankLevel, number>>>;
}

/** The questions whose results are told by unit and level: those about topics, or all to be chosen from where there are none. */
export function comparedQuestions(questions: readonly Question[]): Question[] {
  const chosen = questions.filter((question) => hasOptions(question) && question.prefilled === undefined);
  const topics = chosen.filter(({ topics: isAboutTopics }) => isAboutTopics !== undefined);
  return topics.length > 0 ? topics : chosen;
}

/**
 * The result of one question by level, as the information base had it when the survey was sent. Never told: fewer people than `smallestGroup`,
 * nor levels that, compared with the results by unit, would leave fewer than that over.
 */
export function tallyByLevel(question: Question, sheets: readonly AnswerSheet[], smallestGroup: number): LevelTally[] {
  const answering = sheetsAnswering(question, sheets);
  const units = groupsOf(answering, unitOf, smallestGroup);
  return withoutDifferences(groupsOf(answering, levelOf, smallestGroup), units, smallestGroup)
    .flatMap(({ keys, sheets: own }) =>
      tallyByTopic([question], own).map((tally) => ({
        ...tally,
        levels: RANK_LEVELS.filter((level) => keys.includes(level)),
      })),
    )
    .sort((a, b) => orderOf(a) - orderOf(b));
}

/**
 * How many people want each topic of a survey, in all and by level: what the training menu counts as people's own needs.
 * @param sheets - `SurveyAnswerStore.sheetsOf` of a survey that is over and whose results were read (`SurveyStore.noteRead`)
 */
export function topicHeadCounts(
  questions: readonly Question[],
  sheets: readonly AnswerSheet[],
  smallestGroup: number,
): TopicHeadCount[] {
  return comparedQuestions(questions).flatMap((question) => {
    const levels = tallyByLevel(question, sheets, smallestGroup);
    return tallyByTopic([question], sheets).flatMap(({ questionId, answered, options }) =>
      answered < smallestGroup
        ? []
        : options.map(({ value, label: topic, people }) => ({
            ...{ questionId, topic, people, answered },
            byLevel: Object.fromEntries(
              levels.flatMap(({ levels: [only, ...more], options: own }) =>
                only === undefined || more.length > 0
                  ? []
                  : [[only, own.find((each) => each.value === value)?.people ?? 0]],
              ),
            ),
          })),
    );
  });
}

function levelOf({ answers }: AnswerSheet): string {
  return answers.find(({ questionId }) => questionId === 'rankLevel')?.choices[0] ?? '';
}

/** Single levels from the highest down, then what was merged. */
function orderOf({ levels: [first, ...more] }: LevelTally): number {
  return first === undefined || more.length > 0 ? RANK_LEVELS.length : RANK_LEVELS.indexOf(first);
}
