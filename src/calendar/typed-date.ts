import { typedWord } from '../chat/plain-text.ts';
import { RuleError } from '../errors.ts';
import { addDays, daysBetween, isDate, weekdayOf } from './beijing-time.ts';

const NEAR_DAYS: ReadonlyMap<string, number> = new Map([
  ['前天', -2],
  ['昨天', -1],
  ['今天', 0],
  ['今日', 0],
  ['明天', 1],
  ['明日', 1],
  ['后天', 2],
  ['大后天', 3],
]);
/** `30号到2号` goes on into the next month; `17号到15号` is a slip. */
const mostDaysIntoNextMonth = 14;
const WEEKDAYS = '一二三四五六日';

/**
 * Reads a date as people type it: `今天`, `明天`, `后天`, `周三` and `本周三` (of this week, which begins on Monday), `下周三`, `3月4日`, `3月4号`, `2026年3月4日`, `2026-03-04`, `2026/3/4`, `2026.3.4`,
 * `3.4`, `3-4`, `3/4`, `16号`; full-width digits and spaces are accepted. Without a year or a month the day nearest to today is meant, or the later
 * of two that are equally near.
 *
 * @param todayOn - today in Beijing, `YYYY-MM-DD`
 * @returns `YYYY-MM-DD`
 * @throws RuleError `date.unreadable` when it is not a date or no such day exists
 */
export function readTypedDate(text: string, todayOn: string): string {
  const plain = typedWord(text);
  const near = NEAR_DAYS.get(plain);
  if (near !== undefined) return addDays(todayOn, near);
  const onWeekday = weekdayMeant(plain, todayOn);
  if (onWeekday !== undefined) return onWeekday;
  const [, dayAlone] = /^(\d{1,2})[日号]$/.exec(plain) ?? [];
  if (dayAlone !== undefined) return nearestOfMonths(dayAlone, todayOn) ?? refuse(text);
  const parts = /^(?:(\d{4})[-/.。·年])?(\d{1,2})(?:[-/.。·](\d{1,2})|月(\d{1,2})[日号]?)$/.exec(plain);
  if (parts === null) return refuse(text);
  const [, year, month = '', dayAfterMark, dayAfterMonth] = parts;
  const monthAndDay = `${month.padStart(2, '0')}-${(dayAfterMark ?? dayAfterMonth ?? '').padStart(2, '0')}`;
  const dateOn = year === undefined ? nearestDay(monthAndDay, todayOn) : `${year}-${monthAndDay}`;
  return dateOn === undefined || !isDate(dateOn) ? refuse(text) : dateOn;
}

function refuse(text: string): never {
  throw new RuleError('date.unreadable', { text });
}

/**
 * Reads two days typed as one word: `12.15-12.17`, `12月15日至17日`, `30号到2号`, `下周二至周四`. What is said less fully of the last day is taken
 * from the first.
 * @returns the first and the last day, `YYYY-MM-DD`; `undefined` for anything else
 * @throws RuleError `date.backwards` for two days of which the last comes before the first
 */
export function readTypedDays(text: string, todayOn: string): readonly [string, string] | undefined {
  const plain = typedWord(text);
  if (dateOrNone(plain, todayOn) !== undefined) return undefined;
  for (const { index } of plain.matchAll(/[-至到~]/g)) {
    const fromOn = dateOrNone(plain.slice(0, index), todayOn);
    const last = plain.slice(index + 1);
    if (fromOn === undefined) continue;
    const toOn = lastDay(last, fromOn, todayOn);
    if (toOn !== undefined && fromOn <= toOn) return [fromOn, toOn];
    if (dayEarlier(last, fromOn, todayOn) !== undefined) throw new RuleError('date.backwards', { text });
  }
  return undefined;
}

/** @throws RuleError `date.backwards` where the last day comes before the first */
export function refuseBackwards(fromOn: string, toOn: string): void {
  if (toOn < fromOn) throw new RuleError('date.backwards', { text: `${fromOn}至${toOn}` });
}

/** What is typed for the last day as a day before the first, if it is one. */
function dayEarlier(text: string, fromOn: string, todayOn: string): string | undefined {
  const [, day] = /^(\d{1,2})[日号]?$/.exec(text) ?? [];
  const toOn = day === undefined ? dateOrNone(text, todayOn) : ofMonth(fromOn.slice(0, 7), day);
  return toOn !== undefined && toOn < fromOn ? toOn : undefined;
}

function lastDay(text: string, fromOn: string, todayOn: string): string | undefined {
  const [, day] = /^(\d{1,2})[日号]?$/.exec(text) ?? [];
  if (day !== undefined) {
    const sameMonth = dateOrNone(`${fromOn.slice(0, 7)}-${day}`, todayOn);
    if (sameMonth !== undefined && fromOn <= sameMonth) return sameMonth;
    const nextMonth = ofMonth(monthAfter(fromOn, 1), day);
    return nextMonth === undefined || daysBetween(fromOn, nextMonth) > mostDaysIntoNextMonth ? undefined : nextMonth;
  }
  const toOn = dateOrNone(text, todayOn);
  return toOn === undefined || fromOn <= toOn || NEAR_DAYS.has(text) ? toOn : dateOrNone(text, fromOn);
}

function dateOrNone(text: string, todayOn: string): string | undefined {
  try {
    return readTypedDate(text, todayOn);
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}

/** `周三`, `本周三`, `下周三`, `下星期天`. */
function weekdayMeant(plain: string, todayOn: string): string | undefined {
  const [, week = '', day = ''] = /^(本|这|这个|下|下个)?(?:周|星期|礼拜)([一二三四五六日天])$/.exec(plain) ?? [];
  if (day === '') return undefined;
  const monday = addDays(todayOn, -((weekdayOf(todayOn) + 6) % 7));
  return addDays(monday, WEEKDAYS.indexOf(day === '天' ? '日' : day) + (week.startsWith('下') ? 7 : 0));
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

function nearestOfMonths(day: string, todayOn: string): string | undefined {
  return [1, 0, -1]
    .flatMap((months) => ofMonth(monthAfter(todayOn, months), day) ?? [])
    .sort((a, b) => Math.abs(daysBetween(todayOn, a)) - Math.abs(daysBetween(todayOn, b)))[0];
}

function ofMonth(month: string, day: string): string | undefined {
  const dateOn = `${month}-${day.padStart(2, '0')}`;
  return isDate(dateOn) ? dateOn : undefined;
}

/** `2027-01` one month after a day of December 2026. */
function monthAfter(dateOn: string, months: number): string {
  const all = Number(dateOn.slice(0, 4)) * 12 + Number(dateOn.slice(5, 7)) - 1 + months;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, '0')}`;
}

function nearestDay(monthAndDay: string, todayOn: string): string | undefined {
  const thisYear = Number(todayOn.slice(0, 4));
  return [thisYear + 1, thisYear, thisYear - 1]
    .map((year) => `${year}-${monthAndDay}`)
    .filter(isDate)
    .sort((a, b) => Math.abs(daysBetween(todayOn, a)) - Math.abs(daysBetween(todayOn, b)))[0];
}
