import type { RankLevel } from './cadre.ts';

/** The words for each level in sheets and commands; text of sheets is compared without spaces and half-width. */
export const RANK_LEVEL_WORDS: ReadonlyMap<string, RankLevel> = new Map([
  ['县处级', 'county'],
  ['县处级正职', 'county'],
  ['县处级副职', 'county'],
  ['正处级', 'county'],
  ['副处级', 'county'],
  ['正处', 'county'],
  ['副处', 'county'],
  ['乡科级正职', 'townshipChief'],
  ['科级正职', 'townshipChief'],
  ['正科级', 'townshipChief'],
  ['正科', 'townshipChief'],
  ['乡科级副职', 'townshipDeputy'],
  ['科级副职', 'townshipDeputy'],
  ['副科级', 'townshipDeputy'],
  ['副科', 'townshipDeputy'],
  ['科员及以下', 'staff'],
  ['科员', 'staff'],
  ['办事员', 'staff'],
  ['一般干部', 'staff'],
]);

/** Words for both levels of 科级. */
const townshipWords: ReadonlySet<string> = new Set(['科级', '科级干部', '乡科级', '乡科级干部']);

/** The levels that a word means: one, or both of 科级; `undefined` when it means none. */
export function levelsCalled(word: string): readonly RankLevel[] | undefined {
  if (townshipWords.has(word)) return ['townshipChief', 'townshipDeputy'];
  const level = RANK_LEVEL_WORDS.get(word);
  return level && [level];
}
