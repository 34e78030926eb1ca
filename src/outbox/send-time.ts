import { createHash } from 'node:crypto';
import { addDays, beijingDateOf, beijingTime, formatClock } from '../calendar/beijing-time.ts';
import { nextOnWeekday } from '../calendar/next-on-weekday.ts';
import { type QuietHours, quietFrom } from '../calendar/quiet-hours.ts';
import type { Urgency } from './delivery-row.ts';

/** Which messages wait to save the month's allowance: `low` = low ones until Monday; `normal` = low ones until next month, normal ones until the morning. */
export type Throttle = 'none' | 'low' | 'normal';

/** What the time of sending depends on. */
export interface Timing {
  cadreId: string;
  urgency: Urgency;
  addedAt: Date;
  expiresAt: Date;
}

const jitterMinutes = [1, 2, 3, 4, 5] as const;
/** One more where that would be minute 0 or 30. */
const mostLateMinutes = 6;
const monday = 1;
const everyDay = [0, 1, 2, 3, 4, 5, 6];

/**
 * The earliest time at which a message may be sent: now, or at the end of the quiet hours. Low messages always wait for the morning of a
 * day on which digests go, so that one message carries them. A message that would expire while it waits is sent earlier, regardless of the allowance and at night if need be.
 *
 * Each person's quiet hours end one to five minutes late, always the same for one person, and never at minute 0 or 30, when the platforms
 * are slow. There are only five steps, so that equal texts still share a call.
 *
 * @param digestWeekdays - 0 = Sunday to 6
 * @returns `now` or later
 */
export function sendTime(
  what: Timing,
  now: Date,
  quiet: QuietHours,
  throttle: Throttle,
  digestWeekdays: readonly number[] = everyDay,
): Date {
  if (what.urgency === 'urgent') return now;
  const soonest = mayBeQuiet(now, quiet) ? endOfQuiet(what.cadreId, now, quiet) : now;
  const wanted = latest(soonest, waitsUntil(what, quiet, throttle, digestWeekdays));
  if (wanted < what.expiresAt) return wanted;
  const unthrottled = latest(soonest, waitsUntil(what, quiet, 'none', digestWeekdays));
  return unthrottled < what.expiresAt ? unthrottled : now;
}

/** Whether the quiet hours of anybody may last: by day nobody's do, and whose they are need not be looked at. */
function mayBeQuiet(now: Date, { from, until }: QuietHours): boolean {
  if (from === until) return false;
  const [minute, first, last] = [minuteOf(formatClock(now)), minuteOf(from), minuteOf(until) + mostLateMinutes];
  return first < minuteOf(until) ? minute >= first && minute < last : minute >= first || minute < last;
}

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

/** The end of this person's quiet hours, where they last; otherwise now. */
function endOfQuiet(cadreId: string, now: Date, quiet: QuietHours): Date {
  const morning = nextMorning(cadreId, now, quiet);
  const quietSince = quietFrom(beijingDateOf(morning), quiet);
  return quietSince !== undefined && now >= quietSince ? morning : now;
}

/** Until when a message waits for the digest or for the allowance, apart from quiet hours; counted from when it was added, so that it waits once. */
function waitsUntil(what: Timing, quiet: QuietHours, throttle: Throttle, digestWeekdays: readonly number[]): Date {
  if (what.urgency === 'normal' && throttle !== 'normal') return what.addedAt;
  const first = nextMorning(what.cadreId, what.addedAt, quiet);
  if (what.urgency === 'normal') return first;
  const dateOn = beijingDateOf(first);
  if (throttle === 'none') return morningOf(what.cadreId, nextOnWeekday(digestWeekdays, dateOn), quiet);
  if (throttle === 'low') return morningOf(what.cadreId, nextOnWeekday([monday], dateOn), quiet);
  return nextMorning(what.cadreId, beijingTime(firstOfNextMonth(beijingDateOf(what.addedAt)), '00:00'), quiet);
}

/** The next end of this person's quiet hours. */
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

function firstOfNextMonth(dateOn: string): string {
  const [year = 0, month = 1] = dateOn.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}
