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
