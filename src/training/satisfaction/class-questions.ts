import { addDays, beijingTime } from '../../calendar/beijing-time.ts';
import { RANK_LEVELS, type RankLevel, rankLevelLabel } from '../../county/cadre.ts';
import type { ClassRow } from '../class/classes.ts';
import { groupsOf } from '../needs-survey/sheet-groups.ts';
import type { SatisfactionPart, SatisfactionQuestion, SatisfactionRules } from './satisfaction-rules.ts';

/** Trainees whose answers are told together: levels with enough people in the class, those with fewer merged. */
export interface RaterGroup {
  /** E.g. `township`; what a vote says of whoever gave it, and nothing else. */
  id: string;
  levels: readonly RankLevel[];
}

/** The questions a class of this kind is asked at its end, by part. */
export function classQuestions(questions: readonly SatisfactionQuestion[], kind: string): SatisfactionQuestion[] {
  const asked = (part: SatisfactionPart) =>
    questions.filter((each) => each.part === part && (each.classKinds?.includes(kind) ?? true));
  return [...asked('class'), ...asked('logistics')];
}

/** The questions asked about single aspects of a lesson. */
export function lessonQuestions(questions: readonly SatisfactionQuestion[], kind: string): SatisfactionQuestion[] {
  return questions.filter(({ part, classKinds }) => part === 'lesson' && (classKinds?.includes(kind) ?? true));
}

/** Those of them that somebody of this level is asked. */
export function questionsFor<Question extends Pick<SatisfactionQuestion, 'rankLevels'>>(
  questions: readonly Question[],
  level: RankLevel,
): Question[] {
  return questions.filter(({ rankLevels }) => rankLevels?.includes(level) ?? true);
}

/**
 * The groups by which results of a class are told, fixed before the first vote: single levels, and the small ones together, so that a vote
 * never says more of whoever gave it than that they are one of `smallestGroup` people.
 * @param levels - of every trainee
 */
export function raterGroups(
  levels: readonly RankLevel[],
  { smallestGroup }: Pick<SatisfactionRules, 'smallestGroup'>,
): RaterGroup[] {
  return groupsOf(levels, (level) => level, smallestGroup).map(({ keys }) => ({
    id: keys.join('+'),
    levels: RANK_LEVELS.filter((level) => keys.includes(level)),
  }));
}

/** Of which group somebody of this level is; people of a level that came to the class later are of the last one. */
export function groupOf(groups: readonly RaterGroup[], level: RankLevel): string {
  return (groups.find(({ levels }) => levels.includes(level)) ?? groups.at(-1))?.id ?? '';
}

export const groupLabel = ({ levels }: Pick<RaterGroup, 'levels'>) => levels.map(rankLevelLabel).join('、');

/** Until when a class is rated. */
export function classRatedUntil(
  { closesOn }: Pick<ClassRow, 'closesOn'>,
  { classDays, byClock }: Pick<SatisfactionRules, 'classDays' | 'byClock'>,
): Date {
  return beijingTime(addDays(closesOn, classDays), byClock);
}
