import { addMinutes } from '../../calendar/beijing-time.ts';
import type { Held } from './attendance.ts';
import type { SessionReminderRules } from './attendance-rules.ts';
import type { DayHalf } from './class-day.ts';

/**
 * When the day's card goes, before its first session, and when those missing from a session are reminded. Quiet hours do not apply.
 * @param onTimeUntil - until when the person is on time; the start unless leave runs over it
 */
export function sessionReminders(
  session: Pick<Held, 'startsAt'>,
  rules: SessionReminderRules,
  onTimeUntil: Date = session.startsAt,
): { before: Date; missing: Date } {
  return {
    before: addMinutes(session.startsAt, -rules.beforeSessionMinutes),
    missing: addMinutes(onTimeUntil, rules.missingAfterMinutes),
  };
}

/**
 * Whether somebody is to be reminded of this half of the day: it has begun for them, and they did not sign in. Who missed an earlier half of
 * the day was reminded then, and is not reminded again.
 */
export function isMissing(
  { standing, sessions: [first] }: DayHalf,
  before: readonly DayHalf[],
  rules: SessionReminderRules,
  now: Date,
): boolean {
  if (standing.is !== 'open' || first === undefined || before.some((each) => each.standing.is === 'over')) return false;
  return now >= sessionReminders(first, rules, standing.window.onTimeUntil).missing;
}
