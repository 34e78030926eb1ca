import type { CadreRecord, HeldPost } from '../cadre.ts';
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

/** The list with this post in its place by time; one of the same unit, name and beginning is replaced. */
export function withPost(posts: readonly HeldPost[] | undefined, added: HeldPost): HeldPost[] {
  const keyOf = ({ unitName, post, fromOn }: HeldPost) => [fromOn, unitName, post].join('\n');
  const others = (posts ?? []).filter((each) => keyOf(each) !== keyOf(added));
  return [...others, added].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
