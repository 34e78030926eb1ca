import { typedWord } from '../chat/plain-text.ts';
import { RuleError } from '../errors.ts';
import { addDays, daysBetween, isDate } from './beijing-time.ts';

const NEAR_DAYS: ReadonlyMap<string, number> = new Map([
  ['前天', -2],
  ['昨天', -1],
  ['今天', 0],
  ['今日', 0],
  ['明天', 1],
  ['明日', 1],
  ['后天', 2],
]);

/**
 * Reads a date as people type it: `今天`, `明天`, `后天`, `3月4日`, `3月4号`, `2026年3月4日`, `2026-03-04`, `2026/3/4`, `2026.3.4`,
 * `3.4`, `3-4`, `3/4`; full-width digits and spaces are accepted. Without a year the day nearest to today is meant, or the later of
 * two that are equally near.
 *
 * @param todayOn - today in Beijing, `YYYY-MM-DD`
 * @returns `YYYY-MM-DD`
 * @throws RuleError `date.unreadable` when it is not a date or no such day exists
 */
export function readTypedDate(text: string, todayOn: string): string {
  const plain = typedWord(text);
  const near = NEAR_DAYS.get(plain);
  if (near !== undefined) return addDays(todayOn, near);
  const parts = /^(?:(\d{4})[-/.。·年])?(\d{1,2})(?:[-/.。·](\d{1,2})|月(\d{1,2})[日号]?)$/.exec(plain);
  if (parts === null) throw new RuleError('date.unreadable', { text });
  const [, year, month = '', dayAfterMark, dayAfterMonth] = parts;
  const monthAndDay = `${month.padStart(2, '0')}-${(dayAfterMark ?? dayAfterMonth ?? '').padStart(2, '0')}`;
  const dateOn = year === undefined ? nearestDay(monthAndDay, todayOn) : `${year}-${monthAndDay}`;
  if (dateOn === undefined || !isDate(dateOn)) throw new RuleError('date.unreadable', { text });
  return dateOn;
}

/**
 * Reads a time of day as people type it: `16:20`, `9:05`, `16：20`.
 * @returns `HH:mm`
 * @throws RuleError `clock.unreadable`
 */
export function readTypedClock(text: string): string {
  const parts = /^(\d{1,2})[:∶](\d{2})$/.exec(typedWord(text));
  const [, hour = '', minute = ''] = parts ?? [];
  if (parts === null || Number(hour) > 23 || Number(minute) > 59) throw new RuleError('clock.unreadable', { text });
  return `${hour.padStart(2, '0')}:${minute}`;
}

function nearestDay(monthAndDay: string, todayOn: string): string | undefined {
  const thisYear = Number(todayOn.slice(0, 4));
  return [thisYear + 1, thisYear, thisYear - 1]
    .map((year) => `${year}-${monthAndDay}`)
    .filter(isDate)
    .sort((a, b) => Math.abs(daysBetween(todayOn, a)) - Math.abs(daysBetween(todayOn, b)))[0];
}
