import { addDays } from '../../calendar/beijing-time.ts';
import { readTypedDate, readTypedDays } from '../../calendar/typed-date.ts';
import { numberOf } from '../../chat/chinese-number.ts';
import type { HoursRules } from '../../county/hours-rules.ts';
import { RuleError } from '../../errors.ts';
import type { HourFacts } from './hour-sum.ts';

/** What somebody says of a training they took part in; what they did not say is absent. */
export interface ClaimText {
  title: string;
  kind: HourFacts['kind'];
  fromOn?: string;
  toOn?: string;
  halfDays?: number;
  minutes?: number;
}

const NUMBER = '(\\d{1,3}(?:\\.\\d)?|[一二两三四五六七八九十]{1,3})';
const DAYS = new RegExp(`(?:为期|共计?|一共)?(?:${NUMBER}天半|${NUMBER}(?:天|日制)|(半)天)`, 'u');
const HOURS = new RegExp(`(?:共计?|一共|计)?${NUMBER}个?(?:学时|课时|小时)`, 'u');
const DAY = '(?:\\d{4}年)?\\d{1,2}月\\d{1,2}[日号]?|\\d{1,2}[.]\\d{1,2}|\\d{4}-\\d{1,2}-\\d{1,2}';
const DATES = new RegExp(`(?:从|自|于|在)?(?:${DAY})(?:(?:至|到|-|—|~)(?:${DAY}|\\d{1,2}[日号]))?`, 'u');
const ONLINE = /网络|在线|线上|网上|网院|云课堂/u;
/** A training somebody says they took part in, in words of their own. */
const TOOK_PART =
  /^(?:您好|你好)?[，,。\s]*我?(?:今年|上周|本周|这周|刚|最近)?(?:去|已)?(?:参加|完成|学完|学习)(?:了|过)(.*(?:培训|学习|轮训|研修|班|课程).*)$/su;

/** The training in a sentence such as `我参加了市委党校3天培训`; absent for every other sentence. */
export function sentenceOfTraining(said: string): string | undefined {
  const [, training] = TOOK_PART.exec(said.trim()) ?? [];
  return training !== undefined && (DAYS.test(training) || HOURS.test(training)) ? training.trim() : undefined;
}

/** Reads what somebody took part in. @throws RuleError `hours.no-title` where nothing is left that names it */
export function readClaim(said: string, todayOn: string): ClaimText {
  let rest = said.replaceAll(/\s+/gu, '');
  const take = (pattern: RegExp) => {
    const found = pattern.exec(rest);
    if (found !== null) rest = rest.replace(found[0], '');
    return found;
  };
  const days = readDates(take(DATES)?.[0] ?? '', todayOn);
  const [, withHalf, whole, half] = take(DAYS) ?? [];
  const [, hours] = take(HOURS) ?? [];
  const title = rest
    .replace(/^我?(?:参加|完成|学完|学习)(?:了|过)?(?:在|由)?/u, '')
    .replaceAll(/[，,。；;！!]+/gu, '')
    .replace(/^的/u, '')
    .slice(0, 60);
  if (title === '') throw new RuleError('hours.no-title', {});
  const halfDays =
    withHalf !== undefined
      ? numberOf(withHalf) * 2 + 1
      : whole !== undefined
        ? Math.round(numberOf(whole) * 2)
        : half === undefined
          ? undefined
          : 1;
  return {
    ...{ title, kind: ONLINE.test(said) ? 'online' : 'group' },
    ...withEnd(days, halfDays),
    ...(halfDays === undefined ? {} : { halfDays }),
    ...(hours === undefined ? {} : { minutes: Math.round(numberOf(hours) * 60) }),
  };
}

/** The first and the last day typed: two of them, or one that is both. Days of the coming year that were typed without one are last year's. */
export function readDates(typed: string, todayOn: string): { fromOn: string; toOn?: string } | undefined {
  const text = typed.replace(/^[从自于在]/u, '').replaceAll(/[—~]/gu, '-');
  if (text === '') return undefined;
  const both = readTypedDays(text, todayOn);
  if (both !== undefined) return { fromOn: notAfter(both[0], todayOn), toOn: notAfter(both[1], todayOn) };
  return { fromOn: notAfter(readTypedDate(text, todayOn), todayOn) };
}

/** What so many half-days are proposed as. */
export function proposedMinutes(halfDays: number, { claims }: HoursRules): number {
  return Math.floor(halfDays / 2) * claims.dayMinutes + (halfDays % 2) * claims.halfDayMinutes;
}

function notAfter(dateOn: string, todayOn: string): string {
  return dateOn > todayOn ? `${Number(dateOn.slice(0, 4)) - 1}${dateOn.slice(4)}` : dateOn;
}

/** With one day said, the last follows from how many there were. */
function withEnd(
  days: { fromOn: string; toOn?: string } | undefined,
  halfDays: number | undefined,
): Pick<ClaimText, 'fromOn' | 'toOn'> {
  if (days === undefined || days.toOn !== undefined) return days ?? {};
  const more = halfDays === undefined ? 0 : Math.ceil(halfDays / 2) - 1;
  return { fromOn: days.fromOn, toOn: addDays(days.fromOn, Math.max(0, more)) };
}
