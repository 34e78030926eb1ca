import type { QuietHours } from '../../calendar/quiet-hours.ts';
import { type PlannedReminder, planReminders, reminderKey } from '../../calendar/reminders.ts';
import { isWorkingDay } from '../../calendar/working-days.ts';
import type { NoticeReminderRules } from './notice-rules.ts';

/**
 * Reminders of a class notice that asks for an answer by a deadline.
 * @param mayAskOn - whether the trainees may be asked on this day; days with sessions count as working days too
 */
export function planNoticeReminders(
  sentAt: Date,
  answerBy: Date,
  rules: NoticeReminderRules,
  quiet: QuietHours,
  mayAskOn: (dateOn: string) => boolean = isWorkingDay,
): PlannedReminder[] {
  return planReminders(sentAt, answerBy, rules.noticeMinutes, quiet, mayAskOn);
}

/** The keys of all reminders that a class notice can have. */
export function noticeReminderSteps(rules: NoticeReminderRules): string[] {
  return rules.noticeMinutes.map(reminderKey);
}
