import { addDays, weekdayOf } from './beijing-time.ts';
import { addWorkingDays } from './working-days.ts';

/**
 * This day or the next one that falls on one of these days of the week. A day of the working week that is off by the holiday calendar is none:
 * then the first working day after it is.
 */
export function nextOnWeekday(weekdays: readonly number[], dateOn: string): string {
  const ahead = weekdays.map((weekday) => (7 + weekday - weekdayOf(dateOn)) % 7);
  const day = addDays(dateOn, Math.min(...ahead));
  const isOfWeek = weekdayOf(day) >= 1 && weekdayOf(day) <= 5;
  return isOfWeek ? addWorkingDays(day, 0) : day;
}
