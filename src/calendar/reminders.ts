import { addDays, addMinutes, beijingDateOf, beijingTime, formatClock } from './beijing-time.ts';
import { type QuietHours, quietAt } from './quiet-hours.ts';
import { isWorkingDay } from './working-days.ts';

/** A reminder to be sent; `key` is unique among the reminders of one thing. */
export interface PlannedReminder {
  key: string;
  at: Date;
}

/** Whether people may be asked for something on a Beijing day; by default on working days. */
type MayAskOn = (dateOn: string) => boolean;

/**
 * When to remind before a deadline, earliest first. A reminder that would fall into the quiet hours is sent when they end or, if that is
 * not before the deadline, just before they begin. One that would fall on a day off is sent when the next working day begins or, if that
 * is not before the deadline, at the same hour of the last working day before.
 * @param leadMinutes - how long before the deadline, each 1 or more; duplicates count once
 * @param startAt - nothing is planned at or before this instant, e.g. the sending of the notice itself
 */
export function planReminders(
  startAt: Date,
  deadlineAt: Date,
  leadMinutes: readonly number[],
  quiet: QuietHours,
  mayAskOn: MayAskOn = isWorkingDay,
): PlannedReminder[] {
  return [...new Set(leadMinutes)]
    .sort((a, b) => b - a)
    .map((lead) => ({
      key: reminderKey(lead),
      at: atWork(outsideQuietHours(addMinutes(deadlineAt, -lead), deadlineAt, quiet), deadlineAt, quiet, mayAskOn),
    }))
    .filter((reminder) => reminder.at > startAt);
}

/**
 * The reminder to send now, if any: the latest one whose time has come, unless it or a later one was already sent. So after a long outage
 * one reminder is sent and not all that were missed. None is sent after the deadline or on a day off.
 */
export function reminderDue(
  planned: readonly PlannedReminder[],
  sentKeys: readonly string[],
  deadlineAt: Date,
  now: Date,
  mayAskOn: MayAskOn = isWorkingDay,
): PlannedReminder | undefined {
  if (now >= deadlineAt || !mayAskOn(beijingDateOf(now))) return undefined;
  const come = planned.filter((reminder) => reminder.at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
  const latest = come.at(-1);
  return latest === undefined || sentKeys.includes(latest.key) ? undefined : latest;
}

/** The key of the reminder that is sent this long before a deadline. */
export function reminderKey(leadMinutes: number): string {
  return `${leadMinutes}m`;
}

function atWork(at: Date, deadlineAt: Date, { until }: QuietHours, mayAskOn: MayAskOn): Date {
  const dateOn = beijingDateOf(at);
  if (mayAskOn(dateOn)) return at;
  const later = beijingTime(nearestDay(dateOn, 1, mayAskOn), until);
  return later < deadlineAt ? later : beijingTime(nearestDay(dateOn, -1, mayAskOn), formatClock(at));
}

function nearestDay(dateOn: string, step: 1 | -1, mayAskOn: MayAskOn): string {
  let day = addDays(dateOn, step);
  while (!mayAskOn(day)) day = addDays(day, step);
  return day;
}

function outsideQuietHours(at: Date, deadlineAt: Date, quiet: QuietHours): Date {
  const stretch = quietAt(at, quiet);
  if (stretch === undefined) return at;
  return stretch.endsAt < deadlineAt ? stretch.endsAt : addMinutes(stretch.beganAt, -1);
}
