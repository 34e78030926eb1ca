import { typedWord } from '../../chat/plain-text.ts';
import { RANK_LEVELS, type RankLevel, rankLevelLabel } from '../../county/cadre.ts';
import { RANK_LEVEL_WORDS } from '../../county/rank-level-words.ts';

/** Groups of cadres that a class may be meant for, by the marks of the information base. */
export const AUDIENCE_GROUPS = ['newlyPromoted', 'newRecruit', 'youngCadre', 'keyPost'] as const;
export type AudienceGroup = (typeof AUDIENCE_GROUPS)[number];

/** Whom a class is meant for: these levels (none = all), and of them one group or everybody. */
export interface Audience {
  rankLevels: readonly RankLevel[];
  group?: AudienceGroup;
}

const groupLabels: Readonly<Record<AudienceGroup, string>> = {
  newlyPromoted: '新提拔领导干部',
  newRecruit: '新录用公务员',
  youngCadre: '年轻干部',
  keyPost: '关键岗位干部',
};

const everybody = '全体干部';

const groupWords: ReadonlyMap<string, AudienceGroup> = new Map([
  ...AUDIENCE_GROUPS.map((group) => [groupLabels[group], group] as const),
  ['新提拔干部', 'newlyPromoted'],
  ['新提拔', 'newlyPromoted'],
  ['新录用', 'newRecruit'],
  ['关键岗位', 'keyPost'],
]);

/** Words for several levels at once. */
const levelWords: ReadonlyMap<string, readonly RankLevel[]> = new Map<string, readonly RankLevel[]>([
  [everybody, []],
  ['全体', []],
  ['全县干部', []],
  ['科级干部', ['townshipChief', 'townshipDeputy']],
  ['乡科级干部', ['townshipChief', 'townshipDeputy']],
  ['科级', ['townshipChief', 'townshipDeputy']],
  ['乡科级', ['townshipChief', 'townshipDeputy']],
]);

/** What may be written, for whoever wrote something else. */
export const audienceHint = `${RANK_LEVELS.map(rankLevelLabel).join('、')}、${Object.values(groupLabels).join('、')}或${everybody}`;

/** Reads `乡科级副职、年轻干部`. @returns `undefined` when one of the words is not known, or two groups are named */
export function readAudience(typed: string): Audience | undefined {
  const parts = typed
    .split(/[、,，;；/\s]+/u)
    .map(typedWord)
    .filter((part) => part !== '');
  const levels = new Set<RankLevel>();
  let group: AudienceGroup | undefined;
  for (const part of parts) {
    const level = RANK_LEVEL_WORDS.get(part);
    const several = level === undefined ? levelWords.get(part) : [level];
    const named = groupWords.get(part);
    if (several !== undefined) for (const each of several) levels.add(each);
    else if (named === undefined || (group !== undefined && group !== named)) return undefined;
    else group = named;
  }
  if (parts.length === 0) return undefined;
  return { rankLevels: RANK_LEVELS.filter((each) => levels.has(each)), ...(group === undefined ? {} : { group }) };
}

/** `乡科级副职、年轻干部`; `全体干部` for everybody. What it writes, `readAudience` reads. */
export function audienceLabel({ rankLevels, group }: Audience): string {
  const parts = [...rankLevels.map(rankLevelLabel), ...(group === undefined ? [] : [groupLabels[group]])];
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
