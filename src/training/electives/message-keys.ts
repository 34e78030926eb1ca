import type { Choice } from './elective.ts';
import type { ElectiveRow } from './electives.ts';

/** The delivery key of the card that offers somebody a seat; the next offer to them has another one. */
export function offerKey(classId: string, { cadreId, offeredAt }: Choice): `elective-offer:${string}` {
  return `elective-offer:${classId}:${cadreId}:${offeredAt?.getTime() ?? 0}`;
}

/** The delivery key of what tells somebody that they may choose a class. @param opened - the update that opened it */
export function announcementKey(classId: string, opened: string, cadreId: string): `elective-open:${string}` {
  return `elective-open:${classId}:${opened}:${cadreId}`;
}

/** Those of the latest opening, for these people. */
export function announcementKeys(
  { _id, changes }: Pick<ElectiveRow, '_id' | 'changes'>,
  cadreIds: readonly string[],
): string[] {
  const opened = changes.findLast(({ what }) => what === 'opened')?.byUpdate;
  return opened === undefined ? [] : cadreIds.map((cadreId) => announcementKey(_id, opened, cadreId));
}
