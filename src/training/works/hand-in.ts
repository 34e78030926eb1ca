import { addDays, beijingDateOf, daysBetween } from '../../calendar/beijing-time.ts';
import type { WorkRules } from './work-rules.ts';

/** Whether a work is taken now. Both late and refused name the last day, in Beijing. */
export type HandIn =
  | { as: 'onTime'; lateDays: 0 }
  | { as: 'late'; lateDays: number; closesOn: string }
  | { as: 'refused'; closesOn: string; untilOn: string };

/**
 * A work is on time up to the end of its last day, late for the days that the rules give, and refused after that.
 * @param closesOn - the last day of the work, or of its revision
 */
export function handInAt(now: Date, closesOn: string, { lateDays: most }: Pick<WorkRules, 'lateDays'>): HandIn {
  const lateDays = Math.max(0, daysBetween(closesOn, beijingDateOf(now)));
  if (lateDays === 0) return { as: 'onTime', lateDays };
  if (lateDays > most) return { as: 'refused', closesOn, untilOn: addDays(closesOn, most) };
  return { as: 'late', lateDays, closesOn };
}

/** The last day on which anything is taken. */
export function lastDayOf(closesOn: string, { lateDays }: Pick<WorkRules, 'lateDays'>): string {
  return addDays(closesOn, lateDays);
}
