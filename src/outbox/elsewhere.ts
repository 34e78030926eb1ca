import type { DeliveryRow } from './delivery-row.ts';
import type { Result } from './result.ts';

/**
 * Refusals that are about the person on this one platform: not there, not in the app's visible range, without a licence, left, or silent
 * where only an answer may be sent. On another platform they may well be reached. Anything about the message itself would be refused there too.
 */
const aboutThePerson: ReadonlySet<string> = new Set([
  // Our own word for WeCom's AI robot, wecom.md 9
  'no-answer-address',
  // WeCom, wecom.md 3.2 and 4.1
  ...['bad-userid', 'invaliduser', 'unlicenseduser', '81013', '60021', '60111', '60011', '40003', '40031', '46004'],
  // DingTalk, dingtalk.md 4.3, 5.1, 5.4, 6.3
  ...['invalidStaffId', 'staffId.notExisted', 'illegal.receivers', '33012', '60121', '50002', '50004'],
  ...['param.userIdNotExist', 'param.openSpaceIdInvalid', 'card.not-delivered', 'invalidParameter.userId.empty'],
]);

/** Whether somebody whom a platform refused with this code may be reached on another. */
function mayBeReachedElsewhere(code: string | undefined): boolean {
  return code !== undefined && aboutThePerson.has(code);
}

/** What is done about rows that ended without being sent. */
export interface Rescue {
  /** Sends refused messages on another platform, where their people have one. @returns the new deliveries' keys by the old ones' */
  moveElsewhere: (rows: readonly DeliveryRow[]) => Promise<ReadonlyMap<string, string>>;
  /** Tells people of files that are lost for good. */
  tellLostFiles: (rows: readonly DeliveryRow[]) => Promise<void>;
}

/** Whom this platform cannot reach is tried on another one; the refusal then names the delivery there. Files lost for good are told. */
export async function rescue(
  { moveElsewhere, tellLostFiles }: Rescue,
  group: readonly DeliveryRow[],
  results: readonly Result[],
): Promise<readonly Result[]> {
  const ends = results.filter(({ set }) => set.state === 'refused' || set.state === 'expired');
  if (ends.length === 0) return results;
  const errors = new Map(ends.map(({ key, set }) => [key, set.error]));
  const rows = group.filter((row) => errors.has(row._id));
  const movable = rows.filter((row) => mayBeReachedElsewhere(errors.get(row._id)));
  const moved = movable.length === 0 ? new Map<string, string>() : await moveElsewhere(movable);
  const isFile = (row: DeliveryRow) => row.kind === 'send' && ['file', 'picture'].includes(row.message.kind);
  const lost = rows.filter((row) => !moved.has(row._id) && isFile(row));
  if (lost.length > 0) await tellLostFiles(lost);
  return results.map((each) => {
    const movedTo = moved.get(each.key);
    return movedTo === undefined ? each : { ...each, set: { ...each.set, movedTo } };
  });
}
