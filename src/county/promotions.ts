import { type CadreRecord, RANK_LEVELS, type RankLevel } from './cadre.ts';

/** That somebody came to a higher level than any held before (提拔). */
export interface Promotion {
  /** Known to the day, or only to the month. */
  on: string;
  to: RankLevel;
  /** Absent where the information base has no post for it. */
  unitName?: string;
  /** Of the present post, whose unit has its name elsewhere. */
  unitId?: string;
  post: string;
}

type Posts = Pick<CadreRecord, 'unitId' | 'post' | 'rankLevel' | 'inPostSince' | 'promotedOn' | 'otherPosts'>;

/**
 * The promotions of a person, the earliest first, as their posts over time tell them; the first known post is none. 任现层级时间 counts where no
 * post tells of that level.
 */
export function promotionsOf({ otherPosts = [], ...present }: Posts): Promotion[] {
  const { unitId, post, rankLevel, inPostSince, promotedOn } = present;
  const posts = [
    ...otherPosts.flatMap(({ rankLevel: level, fromOn, unitName, post: held }) =>
      level === undefined ? [] : [{ on: fromOn, to: level, unitName, post: held }],
    ),
    { on: inPostSince, to: rankLevel, unitId, post },
  ].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : heightOf(a.to) - heightOf(b.to)));
  const promotions: Promotion[] = [];
  let highest = posts[0]?.to ?? rankLevel;
  for (const each of posts) {
    if (heightOf(each.to) <= heightOf(highest)) continue;
    highest = each.to;
    promotions.push(each);
  }
  const isTold = promotions.some(({ to }) => to === rankLevel);
  if (isTold || promotedOn === undefined) return promotions;
  return [...promotions, { on: promotedOn, to: rankLevel, unitId, post }].sort((a, b) => (a.on < b.on ? -1 : 1));
}

/** Whether a date known to the day or only to the month is surely after a day. */
export function isAfterDay(known: string, dayOn: string): boolean {
  return known > dayOn.slice(0, known.length);
}

function heightOf(level: RankLevel): number {
  return -RANK_LEVELS.indexOf(level);
}
