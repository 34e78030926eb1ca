import arranged from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import { RuleError } from '../errors.ts';
import { addDays, beijingDateOf, beijingTime, weekdayOf } from './beijing-time.ts';

// The package's own functions calculate in the server's time zone and are wrong west of Greenwich; its table of days is right everywhere.
const holidays: Readonly<Record<string, string>> = arranged.holidays;
const workedWeekends: Readonly<Record<string, string>> = arranged.workdays;

/**
 * Whether this is a working day by the State Council's holiday arrangement. In a year without an arrangement yet (the list for the next
 * year is published each November) Monday to Friday are working days; `holidayNote` says so.
 */
export function isWorkingDay(dateOn: string): boolean {
  if (workedWeekends[dateOn] !== undefined) return true;
  const weekday = weekdayOf(dateOn);
  return weekday >= 1 && weekday <= 5 && holidays[dateOn] === undefined;
}

/**
 * The working day that lies `days` working days after a day (before it when negative). The start itself never counts; 0 gives
 * the start if people work then, else the next working day.
 */
export function addWorkingDays(dateOn: string, days: number): string {
  if (!Number.isInteger(days)) throw new RuleError('calendar.bad-count', { days });
  let day = dateOn;
  if (days === 0) {
    while (!isWorkingDay(day)) day = addDays(day, 1);
    return day;
  }
  for (let left = Math.abs(days); left > 0; ) {
    day = addDays(day, Math.sign(days));
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** The last working day at or before a day. */
export function workingDayUntil(dateOn: string): string {
  let day = dateOn;
  while (!isWorkingDay(day)) day = addDays(day, -1);
  return day;
}

/** The earliest instant from this one on at which people may be asked to do something: itself on a working day, else the start of the next one. */
export function workingInstant(at: Date): Date {
  const dateOn = beijingDateOf(at);
  return isWorkingDay(dateOn) ? at : beijingTime(addWorkingDays(dateOn, 0), '00:00');
}

/** Working days after `fromOn` up to and including `toOn`; negative when `toOn` is earlier, 0 for the same day. */
export function workingDaysBetween(fromOn: string, toOn: string): number {
  if (toOn < fromOn) return -workingDaysBetween(toOn, fromOn);
  let count = 0;
  for (let day = fromOn; day < toOn; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) count += 1;
  }
  return count;
}

/** The public holidays from one day to another, both included, each by its Chinese name: `国庆节`. */
export function holidaysIn(fromOn: string, toOn: string): string[] {
  const names = new Set<string>();
  for (let day = fromOn; day <= toOn; day = addDays(day, 1)) {
    const [, name] = holidays[day]?.split(',') ?? [];
    if (name !== undefined) names.add(name);
  }
  return [...names];
}

/** The sentence to show with working days counted in a year without holiday data; absent if all years are known. */
export function holidayNote(fromOn: string, toOn: string): string | undefined {
  const years = unknownYears(fromOn, toOn);
  if (years.length === 0) return undefined;
  return `${years.join('、')}年放假安排尚未收录，暂按周一至周五为工作日推算，请人工核对。`;
}

function unknownYears(fromOn: string, toOn: string): number[] {
  const first = Number(fromOn.slice(0, 4));
  const count = Number(toOn.slice(0, 4)) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index).filter(
    (year) => !hasHolidayData(year),
  );
}

/** National Day is a holiday every year, so the arrangement of a year is known if 1 October is listed. */
function hasHolidayData(year: number): boolean {
  return holidays[`${year}-10-01`] !== undefined;
}
