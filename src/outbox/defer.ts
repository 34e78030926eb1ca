import type { QuietHours } from '../calendar/quiet-hours.ts';
import type { ChatPlatform } from '../chat/platform.ts';
import { isTooFarAhead } from '../store/lease-over.ts';
import { mayWaitForMorning } from './causes.ts';
import type { DeliveryStore } from './deliveries.ts';
import type { DeliveryRow } from './delivery-row.ts';
import { mergeGathered } from './digest.ts';
import { sendTime, type Throttle } from './send-time.ts';
import { isTold } from './told.ts';

const dayMs = 24 * 3600_000;

/** What decides how long a row waits, beside the row. */
interface Around {
  quiet: QuietHours;
  throttle: Throttle;
  hadEnough: (cadreId: string) => boolean;
  /** On whose mornings low messages go; every morning unless given. */
  digestWeekdays: readonly number[] | undefined;
}

/**
 * Defers rows that wait for the morning, for a digest or for the month's allowance, also those whose next try falls into the quiet hours,
 * or whose person had enough messages today, and merges the texts gathered for one person. @returns the rows to send now
 */
export async function deferWaiting(
  deliveries: DeliveryStore,
  platform: ChatPlatform['name'],
  due: readonly DeliveryRow[],
  { quiet, throttle, hadEnough, digestWeekdays }: Around,
  now: Date,
): Promise<DeliveryRow[]> {
  const waits = new Map<string, Date>();
  const throttleFor = (row: DeliveryRow) =>
    mayWaitForMorning(row._id) && hadEnough(row.cadreId) ? 'normal' : throttle;
  for (const row of due) {
    const { cadreId, urgency = 'normal', expiresAt } = row;
    const addedAt = addedAtOf(row, now);
    const isNew = row.kind === 'send' || row.kind === 'post';
    const at = isNew
      ? sendTime({ cadreId, urgency, addedAt, expiresAt }, now, quiet, throttleFor(row), digestWeekdays)
      : now;
    if (at > now) waits.set(row._id, at);
  }
  const isGathered = (row: DeliveryRow) =>
    row.kind === 'send' &&
    (row.urgency === 'low' ? isTold(row.message) : row.message.kind === 'text' && throttleFor(row) === 'normal');
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

/** When the row was added; a day ago if that lies ahead because the clock was set back since: it has waited long enough. */
function addedAtOf({ order }: DeliveryRow, now: Date): Date {
  const at = new Date(order / 1_000);
  return isTooFarAhead(at, now) ? new Date(now.getTime() - dayMs) : at;
}
