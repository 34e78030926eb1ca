import { refusalByCode } from '../platforms/refusals.ts';
import type { DeliveryRow } from './delivery-row.ts';
import type { Result } from './result.ts';

/** Whether a person refused with this code may be reached on another platform. */
function mayBeReachedOnAnother(code: string | undefined): boolean {
  return code !== undefined && refusalByCode(code)?.fault === 'receiver';
}

/** What is done about messages that one platform did not take. */
export interface Failover {
  /** Sends refused messages on another platform, where their people have one. @returns the new deliveries' keys by the old ones' */
  moveToOtherPlatform: (rows: readonly DeliveryRow[]) => Promise<ReadonlyMap<string, string>>;
  /** Tells people of files that did not arrive, or of which nobody knows. */
  tellLostFiles: (rows: readonly DeliveryRow[], unsure: ReadonlySet<string>) => Promise<void>;
}

/**
 * Sends messages on another platform whose person cannot be reached on this one, and tells people of lost files.
 * @returns the results to store: a refusal names the delivery on the other platform
 */
export async function failOver(
  { moveToOtherPlatform, tellLostFiles }: Failover,
  group: readonly DeliveryRow[],
  results: readonly Result[],
): Promise<readonly Result[]> {
  const ends = results.filter(({ set }) => set.state === 'refused' || set.state === 'expired');
  if (ends.length === 0) return results;
  const errors = new Map(ends.map(({ key, set }) => [key, set.error]));
  const rows = group.filter((row) => errors.has(row._id));
  const movable = rows.filter((row) => mayBeReachedOnAnother(errors.get(row._id)));
  const moved = movable.length === 0 ? new Map<string, string>() : await moveToOtherPlatform(movable);
  const isFile = (row: DeliveryRow) => row.kind === 'send' && ['file', 'picture'].includes(row.message.kind);
  const lost = rows.filter((row) => !moved.has(row._id) && isFile(row));
  const unsure = new Set(lost.map(({ _id }) => _id).filter((key) => errors.get(key) === 'unanswered'));
  if (lost.length > 0) await tellLostFiles(lost, unsure);
  return results.map((each) => {
    const movedTo = moved.get(each.key);
    return movedTo === undefined ? each : { ...each, set: { ...each.set, movedTo } };
  });
}
