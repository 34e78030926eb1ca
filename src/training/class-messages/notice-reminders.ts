import type { QuietHours } from '../../calendar/quiet-hours.ts';
import { type PlannedReminder, planReminders, reminderKey } from '../../calendar/reminders.ts';
import type { NoticeReminderRules } from './notice-rules.ts';

/** Reminders of a class notice that asks for an answer by a deadline. */
export function planNoticeReminders(
  sentAt: Date,
  answerBy: Date,
  rules: NoticeReminderRules,
  quiet: QuietHours,
): PlannedReminder[] {
  return planReminders(sentAt, answerBy, rules.noticeMinutes, quiet);
}

/** The keys of all reminders that a class notice may ever have. */
export function noticeReminderSteps(rules: NoticeReminderRules): string[] {
  return rules.noticeMinutes.map(reminderKey);
}
