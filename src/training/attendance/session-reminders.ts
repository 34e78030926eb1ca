import { addMinutes } from '../../calendar/beijing-time.ts';
import type { Held } from './attendance.ts';
import type { SessionReminderRules } from './attendance-rules.ts';

/** The two reminders of one session: to everyone before it starts, and after the start to those missing. Quiet hours do not apply. */
export function sessionReminders(session: Held, rules: SessionReminderRules): { before: Date; missing: Date } {
  const { beforeSessionMinutes, missingAfterMinutes } = rules;
  return {
    before: addMinutes(session.startsAt, -beforeSessionMinutes),
    missing: addMinutes(session.startsAt, missingAfterMinutes),
  };
}
