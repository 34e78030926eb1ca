import { addDays, daysBetween, isDate, weekdayOf } from '../../calendar/beijing-time.ts';
import type { Half } from '../../calendar/half-day.ts';
import { isWorkingDay } from '../../calendar/working-days.ts';
import { comparable } from '../../chat/plain-text.ts';

/** The first and last day of a class: days written without a year or as `第3天` are days of it. */
export interface ClassDays {
  opensOn: string;
  closesOn: string;
}

/** What cells of a school's timetable say of when; what is not said is absent. */
export interface Moment {
  dateOn?: string;
  /** The day was not written with its year. */
  isCompleted?: boolean;
  half?: Half;
  isWholeDay?: boolean;
  /** `HH:MM`, as many as are written, in their order; afternoon hours in 24-hour form where the half tells. */
  clocks: readonly string[];
}

const WEEKDAYS = '日一二三四五六';
const DIGITS = '零一二三四五六七八九十';

/**
 * Reads a day, a half of a day and times from the cells that say when, each by itself and in any mixture: `2026年3月16日`, `3月16日（周一）`,
 * `3.16`, `16日`, `第2天`, `周二`, `上午`, `8:30-11:30`, `下午2:30—5:30`, `8时30分至11时30分`.
 *
 * @returns what is wrong as a sentence, where the cells contradict each other or can be read in two ways
 */
export function readMoment(cells: readonly string[], days: ClassDays): Moment | { message: string } {
  const texts = cells.map(plainMoment);
  const read = texts.map((text) => readCell(text, days));
  const fault = read.find((each) => 'message' in each);
  if (fault !== undefined && 'message' in fault) return fault;
  const parts = read.flatMap((each) => ('message' in each ? [] : [each]));
  const dates = [...new Set(parts.flatMap(({ dateOn }) => dateOn ?? []))];
  if (dates.length > 1) return { message: '写有两个不同的日期' };
  const weekdays = [...new Set(parts.flatMap(({ weekday }) => weekday ?? []))];
  const day = dayOf(dates[0], weekdays, days);
  if ('message' in day) return day;
  const half = parts.find((each) => each.half !== undefined)?.half;
  const clocks = in24Hours(
    parts.flatMap((each) => each.clocks),
    half,
  );
  if ('message' in clocks) return clocks;
  return {
    ...(day.dateOn === undefined ? {} : { dateOn: day.dateOn }),
    ...(day.isCompleted || parts.some(({ isCompleted }) => isCompleted) ? { isCompleted: true } : {}),
    ...(half === undefined ? {} : { half }),
    ...(parts.some(({ isWholeDay }) => isWholeDay) ? { isWholeDay: true } : {}),
    clocks: clocks.clocks,
  };
}

interface CellRead {
  dateOn?: string;
  isCompleted?: boolean;
  weekday?: number;
  half?: Half;
  isWholeDay?: boolean;
  clocks: readonly string[];
}

function plainMoment(text: string): string {
  return comparable(text)
    .replace(/[：∶]/g, ':')
    .replace(/[—–−~〜～至到]+/g, '-')
    .replace(/-+/g, '-');
}

const CLOCK = /(\d{1,2})(?::(\d{2})(?::00)?|[时点](?:(\d{1,2})分?)?)/g;

function readCell(text: string, days: ClassDays): CellRead | { message: string } {
  const clocks = [...text.matchAll(CLOCK)].map(([, hour = '', minute, spoken]) => ({
    hour,
    minute: minute ?? spoken ?? '0',
  }));
  if (clocks.some(({ hour, minute }) => Number(hour) > 23 || Number(minute) > 59))
    return { message: '时间应写成 08:30 的形式' };
  const rest = text.replace(CLOCK, ' ');
  const day = readDayIn(rest, days);
  if ('message' in day) return day;
  const [, weekday] = /(?:周|星期|礼拜)([一二三四五六日天])/.exec(rest) ?? [];
  return {
    ...day,
    ...(weekday === undefined ? {} : { weekday: WEEKDAYS.indexOf(weekday === '天' ? '日' : weekday) }),
    ...halfIn(rest),
    clocks: clocks.map(({ hour, minute }) => `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`),
  };
}

function halfIn(text: string): { half?: Half; isWholeDay?: boolean } {
  if (/全天|整天/.test(text) || /上午.*下午/.test(text)) return { isWholeDay: true };
  if (/上午|早上|早晨|^am$/.test(text)) return { half: 'morning' };
  if (/下午|中午|^pm$/.test(text)) return { half: 'afternoon' };
  return /晚上|晚间|晚自习|夜间|^晚$/.test(text) ? { half: 'evening' } : {};
}

type DayRead = Pick<CellRead, 'dateOn' | 'isCompleted'> | { message: string };

function readDayIn(text: string, days: ClassDays): DayRead {
  const full = /(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})/.exec(text);
  if (full !== null) return existing(`${full[1]}-${two(full[2])}-${two(full[3])}`, false);
  const [, nth] = /第([\d一二三四五六七八九十]{1,3})天|^(?:d|day)(\d{1,2})$/.exec(text)?.filter((part) => part) ?? [];
  if (nth !== undefined) return nthDay(numberIn(nth), days);
  if (/\d月\d{1,2}日?-\d{1,2}[日号]|\d月\d{1,2}日?-\d{1,2}月/.test(text))
    return { message: '一行写了几天，请每天分开填写' };
  const short = /(\d{1,2})月(\d{1,2})[日号]?/.exec(text) ?? /(?:^|\D)(\d{1,2})[-./](\d{1,2})(?:\D|$)/.exec(text);
  if (short !== null) return inYearOf(`${two(short[1])}-${two(short[2])}`, days);
  const [, day] = /(?:^|\D)(\d{1,2})[日号]/.exec(text) ?? [];
  if (day === undefined) return {};
  const found = daysOf(days).filter((each) => Number(each.slice(8)) === Number(day));
  return found.length === 1 && found[0] !== undefined
    ? { dateOn: found[0], isCompleted: true }
    : { message: `本班没有或不止一个${Number(day)}日，请写明月份` };
}

function existing(dateOn: string, isCompleted: boolean): DayRead {
  return isDate(dateOn) ? { dateOn, ...(isCompleted ? { isCompleted } : {}) } : { message: `没有${dateOn}这一天` };
}

/** A month and a day in the year in which they lie in the class, or else in that of its opening. */
function inYearOf(monthAndDay: string, { opensOn, closesOn }: ClassDays): DayRead {
  const years = [...new Set([opensOn.slice(0, 4), closesOn.slice(0, 4)])];
  const inside = years.map((year) => `${year}-${monthAndDay}`).find((each) => opensOn <= each && each <= closesOn);
  return existing(inside ?? `${years[0]}-${monthAndDay}`, true);
}

/** `第3天`: the third working day of the class where it has so many, otherwise its third day. */
function nthDay(nth: number, days: ClassDays): DayRead {
  const all = daysOf(days);
  const working = all.filter(isWorkingDay);
  const dateOn = (nth <= working.length ? working : all)[nth - 1];
  return dateOn === undefined ? { message: `本班没有第${nth}天` } : { dateOn, isCompleted: true };
}

function dayOf(
  dateOn: string | undefined,
  weekdays: readonly number[],
  days: ClassDays,
): Pick<CellRead, 'dateOn' | 'isCompleted'> | { message: string } {
  const [weekday, ...others] = weekdays;
  if (weekday === undefined) return dateOn === undefined ? {} : { dateOn };
  if (others.length > 0) return { message: '写有两个不同的星期' };
  if (dateOn !== undefined)
    return weekdayOf(dateOn) === weekday
      ? { dateOn }
      : { message: `${dateOn}是周${WEEKDAYS[weekdayOf(dateOn)]}，表中写的是周${WEEKDAYS[weekday]}` };
  const found = daysOf(days).filter((each) => weekdayOf(each) === weekday);
  return found.length === 1 && found[0] !== undefined
    ? { dateOn: found[0], isCompleted: true }
    : { message: `本班没有或不止一个周${WEEKDAYS[weekday]}，请写明日期` };
}

/** Times of an afternoon or evening written by the twelve-hour clock; without a half such early hours can be read in two ways. */
function in24Hours(clocks: readonly string[], half: Half | undefined): { clocks: string[] } | { message: string } {
  const hourOf = (clock: string) => Number(clock.slice(0, 2));
  if (half === undefined || half === 'morning') {
    const isOdd = clocks.some((clock) => hourOf(clock) < 6);
    return isOdd ? { message: '时间请按 24 小时制填写，如 14:30' } : { clocks: [...clocks] };
  }
  return { clocks: clocks.map((clock) => (hourOf(clock) < 12 ? `${hourOf(clock) + 12}${clock.slice(2)}` : clock)) };
}

function daysOf({ opensOn, closesOn }: ClassDays): string[] {
  const count = Math.min(daysBetween(opensOn, closesOn) + 1, 370);
  return Array.from({ length: Math.max(0, count) }, (_, index) => addDays(opensOn, index));
}

function numberIn(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const ten = text.includes('十') ? (tens === '' ? 1 : DIGITS.indexOf(tens ?? '')) * 10 : 0;
  return ten + Math.max(0, DIGITS.indexOf(ones === '' ? '零' : (ones ?? '零')));
}

const two = (number: string | undefined) => (number ?? '').padStart(2, '0');
