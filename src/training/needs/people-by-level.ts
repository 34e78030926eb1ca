import { typedWord } from '../../chat/plain-text.ts';
import { RANK_LEVELS, type RankLevel, rankLevelLabel } from '../../county/cadre.ts';
import { RANK_LEVEL_WORDS } from '../../county/rank-level-words.ts';
import { RuleError } from '../../errors.ts';

/** How many people of each level; a level that is not there has none. */
export type PeopleByLevel = Readonly<Partial<Record<RankLevel, number>>>;

export function peopleTotal(people: PeopleByLevel): number {
  return RANK_LEVELS.reduce((sum, level) => sum + (people[level] ?? 0), 0);
}

export function addedPeople(all: readonly PeopleByLevel[]): PeopleByLevel {
  const sum = (level: RankLevel) => all.reduce((total, each) => total + (each[level] ?? 0), 0);
  return withoutNone(Object.fromEntries(RANK_LEVELS.map((level) => [level, sum(level)])));
}

/** The levels that have anybody. */
export function withoutNone(people: PeopleByLevel): PeopleByLevel {
  return Object.fromEntries(RANK_LEVELS.flatMap((level) => ((people[level] ?? 0) > 0 ? [[level, people[level]]] : [])));
}

/** `乡科级副职 20 人、科员及以下 10 人`. */
export function peopleLabel(people: PeopleByLevel): string {
  return RANK_LEVELS.flatMap((level) =>
    (people[level] ?? 0) > 0 ? [`${rankLevelLabel(level)} ${people[level]} 人`] : [],
  ).join('、');
}

/**
 * Takes from the front of what was typed how many people of which level are meant: `科级副职20人、科员 10`.
 * @returns the words that are left
 * @throws RuleError `need.bad-number` for a number that is none from 1, `need.level-twice`
 */
export function takePeople(words: readonly string[]): { people: PeopleByLevel; rest: string[] } {
  const left = words.flatMap((word) => word.split(/[、,，;；]/u)).filter((word) => word !== '');
  const people: Partial<Record<RankLevel, number>> = {};
  for (;;) {
    const [first = '', second = ''] = left;
    const whole = readCount(first);
    const found = whole ?? readCount(`${first}${second}`);
    if (found === undefined) return { people, rest: left };
    if (found.level in people) throw new RuleError('need.level-twice', { level: rankLevelLabel(found.level) });
    people[found.level] = found.count;
    left.splice(0, whole === undefined ? 2 : 1);
  }
}

/** `科级副职20人`. */
function readCount(typed: string): { level: RankLevel; count: number } | undefined {
  const [, word = '', digits = ''] =
    /^(\p{Script=Han}+?)(?:共|约)?(-?\d+(?:\.\d+)?)(?:人|名)?$/u.exec(typedWord(typed)) ?? [];
  const level = RANK_LEVEL_WORDS.get(word);
  if (level === undefined) return undefined;
  const count = Number(digits);
  if (!Number.isInteger(count) || count < 1 || count > 10_000) throw new RuleError('need.bad-number', { typed });
  return { level, count };
}
