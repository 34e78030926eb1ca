import type { Argument } from '../../src/bot/command.ts';
import { UsageFault } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { type Choice, NearMiss } from '../../src/bot/near-miss.ts';
import { readTypedClock } from '../../src/calendar/typed-date.ts';
import { comparable, plainTitle, typedWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import type { LessonDetails } from '../../src/training/class/lesson-edit.ts';
import { lessonTerms } from '../../src/training/class/lesson-terms.ts';
import { lessonNumber, lessonWords } from '../../src/training/class/lesson-words.ts';
import type { Session } from '../../src/training/class/session.ts';
import { asSession } from '../../src/training/class/sessions.ts';
import { PLACE } from '../../src/training/class/sheet-grid.ts';

/** A lesson of the class named before, by its number or by words of its title. */
export function lessonArg<Key extends string>(key: Key, label: string): Argument<Key, Session> {
  return {
    key,
    usage: `<${label}>`,
    take(words) {
      const typed = words.next();
      return typed === undefined ? undefined : (ctx) => lessonMeant(ctx, words.classId ?? '', typed);
    },
  };
}

/** @throws NearMiss `lesson.unknown`, `lesson.several` with the lessons that may be meant */
async function lessonMeant(ctx: Context, classId: string, typed: string): Promise<Session> {
  const sessions = (await ctx.store.sessions.ofClass(classId)).map(asSession);
  const [, number] = /^(?:\d{4}-\d{2,3}-)?0*(\d{1,3})号?课?$/.exec(typedWord(typed)) ?? [];
  const numbered = sessions.find((session) => Number(lessonNumber(session)) === Number(number));
  if (numbered !== undefined) return numbered;
  const said = comparable(typed);
  const exact = sessions.filter(({ title }) => comparable(title) === said);
  const meant = exact.length > 0 ? exact : sessions.filter(({ title }) => comparable(title).includes(said));
  const [only, ...others] = meant;
  if (only === undefined) throw new RuleError('lesson.unknown', { word: typed, classId });
  if (others.length === 0) return only;
  const choices = meant.map(
    (session): Choice => ({
      label: `第 ${lessonNumber(session)} 课`,
      line: lessonWords.choice(session),
      put: { word: typed, to: lessonNumber(session) },
    }),
  );
  throw new NearMiss('lesson.several', { word: typed, choices: choices.map(({ line }) => line).join('\n') }, choices);
}

interface ClockRange {
  start: string;
  end?: string;
}

/** `08:30-11:30`, or a start alone. @param onlyRange - a start alone counts as missing */
export function clockRangeArg({ onlyRange }: { onlyRange: boolean }): Argument<'time', ClockRange> {
  return {
    key: 'time',
    usage: '<起止时间>',
    ...(onlyRange ? { missing: lessonWords.missingRange } : {}),
    take(words) {
      const typed = typedWord(words.ahead ?? '');
      const [start, end, ...more] = typed.split(/[-~至到]/);
      if (start === undefined || start === '' || more.length > 0 || (onlyRange && end === undefined)) return undefined;
      words.next();
      return () => ({ start: readTypedClock(start), ...(end === undefined ? {} : { end: readTypedClock(end) }) });
    },
  };
}

/** What else is said of a new lesson: types and methods by their words, then who gives it and where; `地点：…` in any order. */
export const detailsArg: Argument<'details', LessonDetails> = {
  key: 'details',
  usage: '[类型] [方式] [授课人] [地点]',
  take(words) {
    const details: LessonDetails = {};
    for (const word of words.rest()) Object.assign(details, detailIn(word, details));
    return () => details;
  },
};

function detailIn(word: string, found: LessonDetails): LessonDetails {
  const [, name, value = ''] = /^(授课人|主讲人|地点)[:：](.+)$/.exec(word) ?? [];
  if (name !== undefined) return name === '地点' ? { place: plainTitle(value) } : { lecturer: plainTitle(value) };
  const type = found.type === undefined ? lessonTerms.type(word) : undefined;
  if (type !== undefined) return { type };
  const method = found.method === undefined ? lessonTerms.method(word) : undefined;
  if (method !== undefined) return { method };
  if (found.lecturer === undefined && !PLACE.test(word)) return { lecturer: plainTitle(word) };
  return { place: [found.place, plainTitle(word)].filter((part) => part !== undefined).join(' ') };
}

const fields: Readonly<Record<string, (value: string) => LessonDetails | undefined>> = {
  名称: (title) => ({ title }),
  授课人: (lecturer) => ({ lecturer }),
  地点: (place) => ({ place }),
  类型: (value) => {
    const type = lessonTerms.type(value);
    return type && { type };
  },
  方式: (value) => {
    const method = lessonTerms.method(value);
    return method && { method };
  },
};

/** What becomes of one of a lesson's details: `授课人 张三`. */
export const changeArg: Argument<'details', LessonDetails> = {
  key: 'details',
  usage: '<名称|授课人|地点|类型|方式> <新值>',
  take(words) {
    const field = words.next();
    const value = words.rest().join(' ');
    if (field === undefined || value === '') return undefined;
    const details = fields[typedWord(field)]?.(plainTitle(value));
    if (fields[typedWord(field)] === undefined) throw new UsageFault(lessonWords.badField(field));
    if (details === undefined) throw new UsageFault(`“${value}”不是可用的${field}。`);
    return () => details;
  },
};
