import type { QuietHours } from '../calendar/quiet-hours.ts';
import type { ChatPlatform } from '../chat/platform.ts';
import { isTooFarAhead } from '../store/lease-over.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { DeliveryRow } from './delivery-row.ts';
import { mergeGathered } from './digest.ts';
import { goesAt, type Strain } from './pace.ts';

const dayMs = 24 * 3600_000;

/**
 * Puts off what waits for the morning, for company or for allowance, also rows whose next try falls into the quiet hours, and makes one
 * message of what was gathered. @returns the rows that go now
 */
export async function withoutWaiting(
  deliveries: DeliveryStore,
  platform: ChatPlatform['name'],
  due: readonly DeliveryRow[],
  { quiet, strain }: { quiet: QuietHours; strain: Strain },
  now: Date,
): Promise<DeliveryRow[]> {
  const waits = new Map<string, Date>();
  for (const row of due) {
    const { cadreId, urgency = 'normal', expiresAt } = row;
    const addedAt = addedAtOf(row, now);
    const isNew = row.kind === 'send' || row.kind === 'post';
    const at = isNew ? goesAt({ cadreId, urgency, addedAt, expiresAt }, now, quiet, strain) : now;
    if (at > now) waits.set(row._id, at);
  }
  const isGathered = (row: DeliveryRow) =>
    row.kind === 'send' && row.message.kind === 'text' && (row.urgency === 'low' || strain === 'normal');
  await deliveries.defer(
    due.flatMap((row) => {
      const dueAt = waits.get(row._id);
      return dueAt === undefined ? [] : [{ key: row._id, dueAt, gather: isGathered(row) }];
    }),
  );
  const going = due.filter((row) => !waits.has(row._id));
  const gone = await mergeGathered(deliveries, platform, going, now);
  return going.filter((row) => !gone.has(row._id));
}

/** When the row was added; what was added under a clock that was set back since has waited long enough. */
function addedAtOf({ order }: DeliveryRow, now: Date): Date {
  const at = new Date(order / 1_000);
  return isTooFarAhead(at, now) ? new Date(now.getTime() - dayMs) : at;
}
