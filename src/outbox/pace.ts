import { createHash } from 'node:crypto';
import { addDays, beijingDateOf, beijingTime, weekdayOf } from '../calendar/beijing-time.ts';
import { type QuietHours, quietFrom } from '../calendar/quiet-hours.ts';
import type { Urgency } from './delivery-row.ts';

/** What the month's allowance leaves: `low` = low messages wait for Monday; `normal` = they wait for the next month, and normal ones for the morning. */
export type Strain = 'none' | 'low' | 'normal';

/** A message, as far as its time to go depends on it. */
export interface Paced {
  cadreId: string;
  urgency: Urgency;
  addedAt: Date;
  expiresAt: Date;
}

const jitterMinutes = [1, 2, 3, 4, 5] as const;
const monday = 1;

/**
 * When a message may go: at once, or at the end of the quiet hours. Low messages always wait for a morning, so that one digest carries
 * them. A message that would be of no use by then goes without regard to the allowance, or even at once: it is never left to expire.
 *
 * The end of the quiet hours differs by a few minutes from person to person, always the same for one, and is never minute 0 or 30: the
 * platforms are slow then (wecom.md 4.1). Few steps only, so that equal texts still share a call.
 *
 * @returns `now` or later
 */
export function goesAt(what: Paced, now: Date, quiet: QuietHours, strain: Strain): Date {
  if (what.urgency === 'urgent') return now;
  const morning = nextMorning(what.cadreId, now, quiet);
  const quietSince = quietFrom(beijingDateOf(morning), quiet);
  const soonest = quietSince !== undefined && now >= quietSince ? morning : now;
  const wanted = latest(soonest, waitsUntil(what, quiet, strain));
  if (wanted < what.expiresAt) return wanted;
  const withoutStrain = latest(soonest, waitsUntil(what, quiet, 'none'));
  return withoutStrain < what.expiresAt ? withoutStrain : now;
}

/** Until when this message waits for company or for allowance, whatever the hour; counted from its beginning, so that it goes when that is over. */
function waitsUntil(what: Paced, quiet: QuietHours, strain: Strain): Date {
  const first = nextMorning(what.cadreId, what.addedAt, quiet);
  if (what.urgency === 'normal') return strain === 'normal' ? first : what.addedAt;
  const dateOn = beijingDateOf(first);
  if (strain === 'none') return first;
  if (strain === 'low') return morningOf(what.cadreId, nextMonday(dateOn), quiet);
  return nextMorning(what.cadreId, beijingTime(firstOfNextMonth(beijingDateOf(what.addedAt)), '00:00'), quiet);
}

/** The first end of quiet hours after an instant, as it is for this person. */
function nextMorning(cadreId: string, after: Date, quiet: QuietHours): Date {
  const today = morningOf(cadreId, beijingDateOf(after), quiet);
  return today > after ? today : morningOf(cadreId, addDays(beijingDateOf(after), 1), quiet);
}

function morningOf(cadreId: string, dateOn: string, quiet: QuietHours): Date {
  const digest = createHash('sha256').update(cadreId).digest();
  const minutes = jitterMinutes[digest.readUInt16BE(0) % jitterMinutes.length] ?? 1;
  const at = new Date(beijingTime(dateOn, quiet.until).getTime() + minutes * 60_000);
  return at.getUTCMinutes() % 30 === 0 ? new Date(at.getTime() + 60_000) : at;
}

function nextMonday(dateOn: string): string {
  return addDays(dateOn, (7 + monday - weekdayOf(dateOn)) % 7);
}

function firstOfNextMonth(dateOn: string): string {
  const [year = 0, month = 1] = dateOn.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}
