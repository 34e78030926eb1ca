import type { ClassRow, KeeperNaming } from '../class/classes.ts';

const monitorTitle = '班长';

/** A post of the committee and who has it. */
export interface Member {
  post: string;
  cadreId: string;
}

/** Who is on the committee of a class now, the monitor first, then by when the post was first filled. */
export function membersOf({ keepers = [] }: Pick<ClassRow, 'keepers'>): Member[] {
  const latest = new Map<string, KeeperNaming>();
  for (const naming of keepers) if (naming.post !== 'duty') latest.set(titleOf(naming), naming);
  const posts = [...latest].sort(([a], [b]) => Number(b === monitorTitle) - Number(a === monitorTitle));
  return posts.flatMap(([post, { cadreId, isOver }]) => (isOver ? [] : [{ post, cadreId }]));
}

/** The same of those who are still trainees of the class. */
export function presentMembers(row: Pick<ClassRow, 'keepers'>, trainees: readonly { cadreId: string }[]): Member[] {
  return membersOf(row).filter((member) => trainees.some(({ cadreId }) => cadreId === member.cadreId));
}

/** The post that somebody has on the committee of a class that is not over on this Beijing day. */
export function postOn(
  row: Pick<ClassRow, 'keepers' | 'closesOn' | 'state'>,
  cadreId: string,
  todayOn: string,
): string | undefined {
  if (row.state === 'withdrawn' || row.closesOn < todayOn) return undefined;
  return membersOf(row).find((member) => member.cadreId === cadreId)?.post;
}

/** How a post is written into the class. */
export function postNaming(post: string): Pick<KeeperNaming, 'post' | 'title'> {
  return post === monitorTitle ? { post: 'monitor' } : { post: 'member', title: post };
}

function titleOf({ post, title }: KeeperNaming): string {
  return post === 'monitor' ? monitorTitle : (title ?? '');
}
