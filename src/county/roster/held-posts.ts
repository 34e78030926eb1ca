import { type CadreRecord, type HeldPost, RANK_LEVELS, type RankLevel } from '../cadre.ts';
import type { RosterIndex } from './roster-index.ts';

type Main = Pick<CadreRecord, 'unitId' | 'post' | 'rankLevel' | 'inPostSince'>;

/**
 * The other posts of somebody whose main post becomes another one: the present one is kept with the time for which it was held. Without a
 * later beginning it is no new post but the same one written otherwise.
 */
export function withFormerPost(
  existing: CadreRecord,
  next: Pick<Main, 'unitId' | 'post' | 'inPostSince'>,
  index: RosterIndex,
): readonly HeldPost[] | undefined {
  const isNew = next.unitId !== existing.unitId || next.post !== existing.post;
  if (!isNew || next.inPostSince <= existing.inPostSince) return existing.otherPosts;
  return withPost(existing.otherPosts, {
    unitId: existing.unitId,
    unitName: index.unit(existing.unitId)?.name ?? existing.unitId,
    post: existing.post,
    rankLevel: existing.rankLevel,
    fromOn: existing.inPostSince,
    untilOn: next.inPostSince,
  });
}

/** A new main post with all that follows from it: the former one is kept, a higher level is a promotion, and a mark as key post ends with the post it was for. */
export function appointed(
  existing: CadreRecord,
  {
    rankLevel = existing.rankLevel,
    ...next
  }: Pick<Main, 'unitId' | 'post' | 'inPostSince'> & { rankLevel?: RankLevel },
  index: RosterIndex,
) {
  return {
    ...{ ...next, rankLevel, keyPost: false },
    otherPosts: withFormerPost(existing, next, index),
    ...(isPromotion(existing.rankLevel, rankLevel) ? { promotedOn: next.inPostSince } : {}),
  };
}

/** Whether the second level is the higher one. */
export function isPromotion(from: RankLevel, to: RankLevel): boolean {
  return RANK_LEVELS.indexOf(to) < RANK_LEVELS.indexOf(from);
}

/** The list with this post in its place by time; one of the same unit, name and beginning is replaced. */
export function withPost(posts: readonly HeldPost[] | undefined, added: HeldPost): HeldPost[] {
  const keyOf = ({ unitName, post, fromOn }: HeldPost) => [fromOn, unitName, post].join('\n');
  const others = (posts ?? []).filter((each) => keyOf(each) !== keyOf(added));
  return [...others, added].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
