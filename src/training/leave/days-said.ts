import { addDays } from '../../calendar/beijing-time.ts';
import { type Half, readHalf } from '../../calendar/half-day.ts';
import { readTypedDate, readTypedDays } from '../../calendar/typed-date.ts';
import { RuleError } from '../../errors.ts';
import type { LeaveDays } from './leave-span.ts';

const day =
  '(?:今天|明天|大后天|后天|(?:\\d{1,2}月)?\\d{1,2}[日号]|\\d{1,2}月\\d{1,2}|(?:下个?|本|这个?)?(?:周|星期|礼拜)[一二三四五六日天])';
const part = '(上午|下午|晚上|全天)?';
const join = '\\s*([至到~～和跟及、—-]*)\\s*';
const pair = /(今明|明后)(?:这?(?:两天|两日)|天)?/u;
/** `16到18号`, `3月16-18日`. */
const oneMark = /(\d{1,2}月)?(\d{1,2})\s*[至到~～、—-]\s*(\d{1,2})[日号]/u;
const days = new RegExp(`[从自]?(${day})${part}(?:${join}(${day})${part})?`, 'u');
/** `请三天假`, `请假3天`, `开始三天`, `起3天`. */
const howMany = /(?:请|请[病事公]?假|起|开始|连续)\s*(\d{1,2}|[一二两三四五六七八九十])\s*天/u;
const NUMERALS = '一二三四五六七八九十';

/** The days that a sentence names, and the words that do. */
export interface DaysSaid extends LeaveDays {
  words: readonly string[];
}

/** Whether a sentence names a day. */
export function namesDays(said: string): boolean {
  return pair.test(said) || oneMark.test(said) || days.test(said);
}

/**
 * Reads the day or the days that a sentence names: `明天上午`, `16号到18号`, `3月16到18号`, `下周二到周四`, `明后两天`, `16号起请三天假`.
 * @returns `undefined` where they stay open, also where a part of a day is said of several days, or days that do not follow one another
 * @throws RuleError `date.backwards`
 */
export function readDaysSaid(said: string, todayOn: string): DaysSaid | undefined {
  try {
    return readPair(said, todayOn) ?? readOneMark(said, todayOn) ?? readDays(said, todayOn);
  } catch (error) {
    if (error instanceof RuleError && error.code !== 'date.backwards') return undefined;
    throw error;
  }
}

function readPair(said: string, todayOn: string): DaysSaid | undefined {
  const [words, which] = pair.exec(said) ?? [];
  if (words === undefined) return undefined;
  const dateOn = addDays(todayOn, which === '今明' ? 0 : 1);
  return { words: [words], dateOn, untilOn: addDays(dateOn, 1) };
}

function readOneMark(said: string, todayOn: string): DaysSaid | undefined {
  const [words, month = '', first = '', last = ''] = oneMark.exec(said) ?? [];
  if (words === undefined) return undefined;
  const [dateOn, untilOn] = readTypedDays(`${month}${first}号至${last}号`, todayOn) ?? [];
  return dateOn === undefined || untilOn === undefined ? undefined : { words: [words], ...span(dateOn, untilOn) };
}

function readDays(said: string, todayOn: string): DaysSaid | undefined {
  const [words, first = '', firstPart, joined = '', last, lastPart] = days.exec(said) ?? [];
  if (words === undefined) return undefined;
  if (last === undefined) return fromOneDay(said, words, readTypedDate(first, todayOn), firstPart);
  const [dateOn, untilOn] = readTypedDays(`${first}至${last}`, todayOn) ?? [];
  const isEach = !/[至到~～—-]/u.test(joined);
  const isPart = readHalf(firstPart ?? '') !== undefined || readHalf(lastPart ?? '') !== undefined;
  if (dateOn === undefined || untilOn === undefined || (isPart && dateOn !== untilOn)) return undefined;
  if (isEach && addDays(dateOn, 1) < untilOn) return undefined;
  return {
    words: [words],
    ...span(dateOn, untilOn),
    ...halfOf(dateOn === untilOn ? (lastPart ?? firstPart) : undefined),
  };
}

/** One day, or as many as the sentence says from it on. */
function fromOneDay(said: string, words: string, dateOn: string, partOfDay: string | undefined): DaysSaid {
  const [counted = '', typed = ''] = howMany.exec(said) ?? [];
  const count = Number(typed) || NUMERALS.indexOf(typed === '两' ? '二' : typed) + 1;
  if (typed === '' || count === 1) return { words: [words], dateOn, ...halfOf(partOfDay) };
  return { words: [words, counted.replace(/^请([病事公]?假)?/u, '')], dateOn, untilOn: addDays(dateOn, count - 1) };
}

function span(dateOn: string, untilOn: string): LeaveDays {
  return dateOn === untilOn ? { dateOn } : { dateOn, untilOn };
}

function halfOf(word: string | undefined): { half?: Half } {
  const half = readHalf(word ?? '');
  return half === undefined ? {} : { half };
}
