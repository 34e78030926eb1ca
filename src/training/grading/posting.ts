import type { AssessedRow } from './assessments.ts';
import type { GradingRow } from './gradings.ts';

/** How an objection to a posting (公示) is marked: by the release that was posted, so that one to an earlier list holds nothing up. */
const POSTING = 'posting:';

/** Those proposed for 优秀学员, the first of the ranked list first. */
export function candidatesIn<Row extends Pick<AssessedRow, 'excellentTrainee'>>(rows: readonly Row[]): Row[] {
  return rows.filter((row) => row.excellentTrainee === 'candidate');
}

/** In the order in which a list is posted, which tells nobody's place: by the strokes of the surname (姓氏笔画). */
export function inStrokeOrder<Row extends { name: string; cadreId: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => strokes.compare(a.name, b.name) || (a.cadreId < b.cadreId ? -1 : 1));
}

const strokes = new Intl.Collator('zh-CN-u-co-stroke');

/** What an objection to the posting of this release says it is about. */
export function eventOfRelease(release: string): string {
  return `${POSTING}${release}`;
}

/** What an objection to the present posting says it is about; `undefined` while nothing is posted. */
export function postingEvent({ release, postedAt }: Pick<GradingRow, 'release' | 'postedAt'>): string | undefined {
  return release === undefined || postedAt === undefined ? undefined : eventOfRelease(release);
}

export function isPostingEvent(event: string | undefined): boolean {
  return event?.startsWith(POSTING) === true;
}

/** Whether the people proposed are posted now, so that their class may object. */
export function isPosted(
  { state, postedUntilOn, publishedAt }: Pick<GradingRow, 'state' | 'postedUntilOn' | 'publishedAt'>,
  todayOn: string,
): boolean {
  return state === 'released' && publishedAt === undefined && postedUntilOn !== undefined && postedUntilOn >= todayOn;
}

/** Why released results do not go out yet; `undefined` when they may. */
export type HeldUpBy = 'not posted' | 'posting' | 'objection';

/**
 * Results of a class with people proposed for 优秀学员 go out only after these were posted for the days of the rules, and while no objection to
 * that posting waits or was upheld: then the grades have to be sent back first.
 *
 * @param candidates - how many are proposed; @param objections - those of the class
 */
export function heldUpBy(
  grading: Pick<GradingRow, 'release' | 'postedAt' | 'postedUntilOn' | 'publishedAt'>,
  candidates: number,
  objections: readonly { eventId?: string | undefined; state: string }[],
  todayOn: string,
): HeldUpBy | undefined {
  if (grading.publishedAt !== undefined || candidates === 0) return undefined;
  if (grading.postedUntilOn === undefined) return 'not posted';
  const event = postingEvent(grading);
  // Whoever was posted before a class was graded anew is not posted again.
  const counts = objections.some(
    ({ eventId, state }) => event !== undefined && eventId === event && (state === 'open' || state === 'upheld'),
  );
  if (counts) return 'objection';
  return grading.postedUntilOn >= todayOn ? 'posting' : undefined;
}
