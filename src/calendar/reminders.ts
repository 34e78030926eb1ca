import type { Held } from '../training/attendance/attendance.ts';
import type { RulePack } from '../training/rule-pack.ts';
import { addMinutes } from './beijing-time.ts';
import { type QuietHours, quietAt } from './quiet-hours.ts';

/** One reminder that is to go out; `key` is unique among the reminders of one thing. */
export interface PlannedReminder {
  key: string;
  at: Date;
}

/**
 * When to remind before a deadline, earliest first. What would fall into the quiet hours goes out when they end, or, if that is
 * not before the deadline, just before they began.
 * @param leadMinutes - how long before the deadline, each 1 or more; doubles are planned once
 * @param startAt - nothing is planned at or before this instant, e.g. the sending of the notice itself
 */
export function planReminders(
  startAt: Date,
  deadlineAt: Date,
  leadMinutes: readonly number[],
  quiet: QuietHours,
): PlannedReminder[] {
  return [...new Set(leadMinutes)]
    .sort((a, b) => b - a)
    .map((lead) => ({ key: stepKey(lead), at: outsideQuietHours(addMinutes(deadlineAt, -lead), deadlineAt, quiet) }))
    .filter((reminder) => reminder.at > startAt);
}

/** Reminders of an open survey: so many days before it closes, by the rule pack. */
export function planSurveyReminders(
  openedAt: Date,
  closesAt: Date,
  pack: RulePack,
  quiet: QuietHours,
): PlannedReminder[] {
  const leads = pack.reminders.surveyDays.map((days) => days * 24 * 60);
  return planReminders(openedAt, closesAt, leads, quiet);
}

/** Reminders of a class notice that asks for an answer by a deadline. */
export function planNoticeReminders(
  sentAt: Date,
  answerBy: Date,
  pack: RulePack,
  quiet: QuietHours,
): PlannedReminder[] {
  return planReminders(sentAt, answerBy, pack.reminders.noticeMinutes, quiet);
}

/** The keys of all reminders that a class notice may ever have. */
export function noticeReminderSteps(pack: RulePack): string[] {
  return pack.reminders.noticeMinutes.map(stepKey);
}

/** The two reminders of one session: to everyone before it starts, to those missing after it started. Classes know no quiet hours. */
export function sessionReminders(session: Held, pack: RulePack): { before: Date; missing: Date } {
  const { beforeSessionMinutes, missingAfterMinutes } = pack.reminders;
  return {
    before: addMinutes(session.startsAt, -beforeSessionMinutes),
    missing: addMinutes(session.startsAt, missingAfterMinutes),
  };
}

/**
 * The reminder to send now, if any: the latest one whose time has come, unless it or a later one was sent already. After a long stop
 * one reminder goes out, not all that were missed, and none once the deadline has passed.
 */
export function reminderDue(
  planned: readonly PlannedReminder[],
  sentKeys: readonly string[],
  deadlineAt: Date,
  now: Date,
): PlannedReminder | undefined {
  if (now >= deadlineAt) return undefined;
  const come = planned.filter((reminder) => reminder.at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
  const latest = come.at(-1);
  return latest === undefined || sentKeys.includes(latest.key) ? undefined : latest;
}

function stepKey(leadMinutes: number): string {
  return `${leadMinutes}m`;
}

function outsideQuietHours(at: Date, deadlineAt: Date, quiet: QuietHours): Date {
  const stretch = quietAt(at, quiet);
  if (stretch === undefined) return at;
  return stretch.endsAt < deadlineAt ? stretch.endsAt : addMinutes(stretch.beganAt, -1);
}
