import { typedWord } from '../../chat/plain-text.ts';
import { type RankLevel, rankLevelLabel } from '../../county/cadre.ts';
import { RANK_LEVEL_WORDS } from '../../county/rank-level-words.ts';
import type { CallUpGroup } from './call-up-rules.ts';

/** From whom a list is chosen, as typed after the command; empty = no limit. */
export interface Criteria {
  rankLevels: readonly RankLevel[];
  groups: readonly CallUpGroup[];
}

const groupNames: Readonly<Record<CallUpGroup, string>> = {
  newlyPromoted: '新提拔',
  hoursShort: '学时不足',
  longUntrained: '久未培训',
  keyPost: '关键岗位',
  newRecruit: '新录用',
  youngCadre: '年轻干部',
};
const groupNamed: ReadonlyMap<string, CallUpGroup> = new Map(
  Object.entries(groupNames).map(([group, name]) => [name, group as CallUpGroup]),
);

/** The criteria typed after the number of seats. @returns them, or the first word that is not a criterion */
export function readCriteria(words: readonly string[]): Criteria | { unknown: string } {
  const rankLevels: RankLevel[] = [];
  const groups: CallUpGroup[] = [];
  for (const typed of words) {
    const word = typedWord(typed);
    const level = RANK_LEVEL_WORDS.get(word);
    const group = groupNamed.get(word);
    if (level !== undefined) rankLevels.push(level);
    else if (group !== undefined) groups.push(group);
    else return { unknown: typed };
  }
  return { rankLevels, groups };
}

/** `乡科级正职、乡科级副职`. */
export function levelsInWords(levels: Criteria['rankLevels']): string {
  return levels.map(rankLevelLabel).join('、');
}

/** `新提拔、年轻干部`. */
export function groupsInWords(groups: Criteria['groups']): string {
  return groups.map((group) => groupNames[group]).join('、');
}

/** Whom a list was for: `乡科级副职（年轻干部）`. */
export function criteriaInWords({ rankLevels, groups }: Criteria): string {
  const levels = rankLevels.length === 0 ? '全县干部' : levelsInWords(rankLevels);
  return groups.length === 0 ? levels : `${levels}（${groupsInWords(groups)}）`;
}
