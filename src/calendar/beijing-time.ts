import { RuleError } from '../errors.ts';

/** China keeps one zone without summer time since 1992, so a fixed offset is exact for every training date. */
const BEIJING_OFFSET_MS = 8 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;

/** The Beijing calendar day of an instant, `YYYY-MM-DD`. */
export function beijingDateOf(at: Date): string {
  return new Date(at.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 10);
}

/**
 * The instant at which Beijing clocks show `clock` on `dateOn`.
 * @param clock - `HH:mm`, 00:00 to 23:59
 * @throws RuleError `date.unreadable` for a day that does not exist, `clock.unreadable` for anything but `HH:mm`
 */
export function beijingTime(dateOn: string, clock: string): Date {
  if (!isDate(dateOn)) throw new RuleError('date.unreadable', { text: dateOn });
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) throw new RuleError('clock.unreadable', { text: clock });
  return new Date(`${dateOn}T${clock}:00+08:00`);
}

/** Whether the text is `YYYY-MM-DD` and such a day exists. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [month, day] = [Number(text.slice(5, 7)), Number(text.slice(8))];
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= daysIn(Number(text.slice(0, 4)), month);
}

/** The day `days` later (earlier when negative). */
export function addDays(dateOn: string, days: number): string {
  return new Date(utcMidnight(dateOn) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day `months` later (earlier when negative); the month's last day where that day does not exist. */
export function addMonths(dateOn: string, months: number): string {
  const [year = 0, month = 1, day = 1] = dateOn.split('-').map(Number);
  const monthsSinceYear0 = year * 12 + month - 1 + months;
  const toYear = Math.floor(monthsSinceYear0 / 12);
  const toMonth = monthsSinceYear0 - toYear * 12 + 1;
  const toDay = day <= 28 ? day : Math.min(day, daysIn(toYear, toMonth));
  return `${String(toYear).padStart(4, '0')}-${twoDigits(toMonth)}-${twoDigits(toDay)}`;
}

/** Calendar days from one day to another: 0 for the same day, negative when `toOn` is earlier. */
export function daysBetween(fromOn: string, toOn: string): number {
  return (utcMidnight(toOn) - utcMidnight(fromOn)) / DAY_MS;
}

/** Minutes from one instant to another as the clock shows them, without seconds. */
export function minutesBetween(from: Date, to: Date): number {
  return (startOfMinute(to).getTime() - startOfMinute(from).getTime()) / MINUTE_MS;
}

/** The instant at which the clock began to show this minute. */
export function startOfMinute(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
}

/** The instant `minutes` later (earlier when negative). */
export function addMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE_MS);
}

/** 0 = Sunday to 6 = Saturday. */
export function weekdayOf(dateOn: string): number {
  return new Date(utcMidnight(dateOn)).getUTCDay();
}

/** The Monday of the week in which this day lies. */
export function mondayOf(dateOn: string): string {
  return addDays(dateOn, -((weekdayOf(dateOn) + 6) % 7));
}

/** `3月4日 周三`. */
export function formatDay(dateOn: string): string {
  const [, month, day] = dateOn.split('-').map(Number);
  return `${month}月${day}日 ${WEEKDAYS[weekdayOf(dateOn)]}`;
}

/** `2026年3月4日`: where the year matters. */
export function formatDate(dateOn: string): string {
  const [year, month, day] = dateOn.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** A date known to the day or only to the month: `2025年3月`. */
export function formatKnownDate(known: string): string {
  return known.length === 7 ? `${known.slice(0, 4)}年${Number(known.slice(5))}月` : formatDate(known);
}

/** `3月2日至3月13日`; for a single day just that day. */
export function formatDays(fromOn: string, toOn: string): string {
  const short = (on: string) => formatDate(on).slice(5);
  return fromOn === toOn ? short(fromOn) : `${short(fromOn)}至${short(toOn)}`;
}

/** `08:30`, Beijing clock. */
export function formatClock(at: Date): string {
  const minutes = Math.floor((at.getTime() + BEIJING_OFFSET_MS) / 60_000);
  if (Number.isNaN(minutes)) throw new RangeError('no instant');
  const ofDay = ((minutes % 1_440) + 1_440) % 1_440;
  return `${twoDigits(Math.floor(ofDay / 60))}:${twoDigits(ofDay % 60)}`;
}

/** `3月4日 周三 08:30`. */
export function formatMoment(at: Date): string {
  return `${formatDay(beijingDateOf(at))} ${formatClock(at)}`;
}

/** `2小时30分`, `45分钟`, `3小时`. @param minutes - a whole number, 0 or more */
export function formatDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}分钟`;
  return rest === 0 ? `${hours}小时` : `${hours}小时${rest}分`;
}

/** `90学时`, `7.5学时`: hours of training as the yearly duty is counted, 60 minutes each; two decimals at most. */
export function formatCreditHours(minutes: number): string {
  return `${Math.round((minutes * 100) / 60) / 100}学时`;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function utcMidnight(dateOn: string): number {
  if (!isDate(dateOn)) throw new RuleError('date.unreadable', { text: dateOn });
  return Date.parse(`${dateOn}T00:00:00Z`);
}
