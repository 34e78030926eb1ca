import { typedWord } from '../../chat/plain-text.ts';
import { RANK_LEVELS, type RankLevel, rankLevelLabel } from '../../county/cadre.ts';
import { FOCUS_GROUP_LABELS, FOCUS_GROUP_WORDS, FOCUS_GROUPS, type FocusGroup } from '../../county/group-words.ts';
import { levelsCalled } from '../../county/rank-level-words.ts';

/** Groups of cadres that a class may be meant for, by the marks of the information base. */
export const AUDIENCE_GROUPS = FOCUS_GROUPS;
export type AudienceGroup = FocusGroup;

/** Whom a class is meant for: these levels (none = all), and of them one group or everybody. */
export interface Audience {
  rankLevels: readonly RankLevel[];
  group?: AudienceGroup;
}

const everybody = '全体干部';
const everybodyWords: ReadonlySet<string> = new Set([everybody, '全体', '全县干部']);

/** What may be written, for whoever wrote something else. */
export const audienceHint = `${RANK_LEVELS.map(rankLevelLabel).join('、')}、${Object.values(FOCUS_GROUP_LABELS).join('、')}或${everybody}`;

/** Reads `乡科级副职、年轻干部`. @returns `undefined` when one of the words is not known, or two groups are named */
export function readAudience(typed: string): Audience | undefined {
  const parts = typed
    .split(/[、,，;；/\s]+/u)
    .map(typedWord)
    .filter((part) => part !== '');
  const levels = new Set<RankLevel>();
  let group: AudienceGroup | undefined;
  for (const part of parts) {
    const several = everybodyWords.has(part) ? [] : levelsCalled(part);
    const named = FOCUS_GROUP_WORDS.get(part);
    if (several !== undefined) for (const each of several) levels.add(each);
    else if (named === undefined || (group !== undefined && group !== named)) return undefined;
    else group = named;
  }
  if (parts.length === 0) return undefined;
  return { rankLevels: RANK_LEVELS.filter((each) => levels.has(each)), ...(group === undefined ? {} : { group }) };
}

/** `乡科级副职、年轻干部`; `全体干部` for everybody. What it writes, `readAudience` reads. */
export function audienceLabel({ rankLevels, group }: Audience): string {
  const parts = [...rankLevels.map(rankLevelLabel), ...(group === undefined ? [] : [FOCUS_GROUP_LABELS[group]])];
  return parts.length === 0 ? everybody : parts.join('、');
}

/** How much two audiences share: of the levels (and the group) that either has, those that both have, as a fraction. */
export function sharedAudience(one: Audience, other: Audience): { shared: number; of: number } {
  const levelsOf = ({ rankLevels }: Audience) => (rankLevels.length === 0 ? RANK_LEVELS : rankLevels);
  const both = levelsOf(one).filter((level) => levelsOf(other).includes(level)).length;
  const either = new Set([...levelsOf(one), ...levelsOf(other)]).size;
  const groups = Number(one.group !== undefined || other.group !== undefined);
  return { shared: both + Number(groups === 1 && one.group === other.group), of: either + groups };
}

/** The audience of one class for both. */
export function joinedAudience(one: Audience, other: Audience): Audience {
  const all = one.rankLevels.length === 0 || other.rankLevels.length === 0;
  const rankLevels = all
    ? []
    : RANK_LEVELS.filter((level) => one.rankLevels.includes(level) || other.rankLevels.includes(level));
  return { rankLevels, ...(one.group !== undefined && one.group === other.group ? { group: one.group } : {}) };
}
