import { groupsOf } from '../needs-survey/sheet-groups.ts';
import type { SatisfactionRules } from './satisfaction-rules.ts';

/** One answer to one question: nobody's name, no time, and nothing that holds it together with the same person's other answers. */
export interface Vote {
  question: string;
  /** Of `RaterGroup`; empty where results are not told by group. */
  group: string;
  /** A level's id. */
  level: string;
}

/** How some people answered a question; never fewer than may be told. */
export interface Mean {
  answered: number;
  /** Hundredths of a point of 100, rounded down. */
  hundredths: number;
}

interface GroupMean extends Mean {
  /** The groups, as votes say them. */
  groups: readonly string[];
}

export interface Rating extends Mean {
  question: string;
  /** People by level, the best first. */
  people: readonly number[];
  /** Two at least, which together are all; empty where they cannot be told apart. */
  byGroup: readonly GroupMean[];
}

type Rules = Pick<SatisfactionRules, 'levels' | 'smallestGroup'>;

/**
 * The results of some questions, in their order; those that too few answered are left out. Groups are told only where every one of them is large
 * enough: small ones are merged, so that none follows by subtraction. The order of the votes does not matter.
 */
export function tallyOf(questions: readonly string[], votes: readonly Vote[], rules: Rules): Rating[] {
  return questions.flatMap((question) => {
    const own = votes.filter((each) => each.question === question && isLevel(each, rules));
    if (own.length < rules.smallestGroup) return [];
    const groups = groupsOf(own, ({ group }) => group, rules.smallestGroup);
    return [
      {
        ...{ question, ...meanOf(own, rules) },
        people: rules.levels.map(({ id }) => own.filter(({ level }) => level === id).length),
        byGroup:
          groups.length < 2 ? [] : groups.map(({ keys, sheets }) => ({ groups: keys, ...meanOf(sheets, rules) })),
      },
    ];
  });
}

/** The mean of several results, each counted as often as it was answered. */
export function meanOfAll(means: readonly Mean[]): Mean {
  const answered = means.reduce((sum, each) => sum + each.answered, 0);
  const sum = means.reduce((all, { hundredths, answered: count }) => all + hundredths * count, 0);
  return { answered, hundredths: answered === 0 ? 0 : Math.floor(sum / answered) };
}

function meanOf(votes: readonly Vote[], { levels }: Rules): Mean {
  const points = new Map(levels.map((level) => [level.id, level.points]));
  const sum = votes.reduce((all, { level }) => all + (points.get(level) ?? 0), 0);
  return { answered: votes.length, hundredths: Math.floor((sum * 100) / votes.length) };
}

function isLevel({ level }: Vote, { levels }: Rules): boolean {
  return levels.some(({ id }) => id === level);
}
