import { refusalByCode } from '../platforms/refusals.ts';
import type { DeliveryRow } from './delivery-row.ts';
import type { Result } from './result.ts';

/** Whether somebody whom a platform refused with this code may be reached on another. */
function mayBeReachedElsewhere(code: string | undefined): boolean {
  return code !== undefined && refusalByCode(code)?.fault === 'receiver';
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
