import type { QuietHours } from '../../calendar/quiet-hours.ts';
import { type PlannedReminder, planReminders } from '../../calendar/reminders.ts';
import type { SurveyReminderRules } from './survey-rules.ts';

/** Reminders of an open survey, on the days before it closes that the rule pack gives. */
export function planSurveyReminders(
  openedAt: Date,
  closesAt: Date,
  rules: SurveyReminderRules,
  quiet: QuietHours,
): PlannedReminder[] {
  const leads = rules.surveyDays.map((days) => days * 24 * 60);
  return planReminders(openedAt, closesAt, leads, quiet);
}
