import type { Held } from './attendance.ts';
import { addDays, addMinutes, beijingDateOf, beijingTime, formatClock } from './beijing-time.ts';
import type { RulePack } from './rule-pack.ts';

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
  pack: RulePack,
): PlannedReminder[] {
  return [...new Set(leadMinutes)]
    .sort((a, b) => b - a)
    .map((lead) => ({ key: `${lead}m`, at: outsideQuietHours(addMinutes(deadlineAt, -lead), deadlineAt, pack) }))
    .filter((reminder) => reminder.at > startAt);
}

/** Reminders of an open survey: so many days before it closes, by the rule pack. */
export function planSurveyReminders(openedAt: Date, closesAt: Date, pack: RulePack): PlannedReminder[] {
  const leads = pack.reminders.surveyDays.map((days) => days * 24 * 60);
  return planReminders(openedAt, closesAt, leads, pack);
}

/** Reminders of a class notice that asks for an answer by a deadline. */
export function planNoticeReminders(sentAt: Date, answerBy: Date, pack: RulePack): PlannedReminder[] {
  return planReminders(sentAt, answerBy, pack.reminders.noticeMinutes, pack);
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

/** Whether nothing but urgent messages may go out now. */
export function isQuiet(at: Date, pack: RulePack): boolean {
  const { quietFrom, quietUntil } = pack.reminders;
  const clock = formatClock(at);
  return quietFrom <= quietUntil ? clock >= quietFrom && clock < quietUntil : clock >= quietFrom || clock < quietUntil;
}

function outsideQuietHours(at: Date, deadlineAt: Date, pack: RulePack): Date {
  if (!isQuiet(at, pack)) return at;
  const { quietFrom, quietUntil } = pack.reminders;
  const todayOn = beijingDateOf(at);
  const beganOn = formatClock(at) >= quietFrom ? todayOn : addDays(todayOn, -1);
  const beganAt = beijingTime(beganOn, quietFrom);
  const endsAt = beijingTime(quietFrom <= quietUntil ? beganOn : addDays(beganOn, 1), quietUntil);
  return endsAt < deadlineAt ? endsAt : addMinutes(beganAt, -1);
}
