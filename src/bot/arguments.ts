import { addDays, beijingDateOf, daysBetween, formatDate } from '../calendar/beijing-time.ts';
import { type Half, readHalf } from '../calendar/half-day.ts';
import { readTypedClock, readTypedDate, readTypedDays } from '../calendar/typed-date.ts';
import { MAX_BUTTONS } from '../chat/message.ts';
import { plainTitle, typedNumber, typedWord } from '../chat/plain-text.ts';
import type { CadreRow } from '../county/cadres.ts';
import { type Action, decidesAbout } from '../county/policy.ts';
import { type UnitRow, unitNamed } from '../county/units.ts';
import { RuleError } from '../errors.ts';
import type { ClassRow } from '../training/class/classes.ts';
import { type Argument, type TypedWords, takeAll, UsageFault, type Values, valuesOf } from './command.ts';
import type { Context } from './context.ts';
import { type Choice, NearMiss } from './near-miss.ts';
import { classCalled, endedClasses, noSuchClass, onlyClass, openClasses, typedClassId } from './open-classes.ts';
import { allowedClass, findPerson, findTrainee, knownClass } from './people.ts';
import { chatWords } from './words.ts';

/**
 * The class with this number or name, if the person may do what the command does to it. Left out, it is the person's one open class; of
 * several they are asked.
 * @param action - the right to check, if it is not the command's own
 */
export function classArg({ action }: { action?: Action } = {}): Argument<'trainingClass', ClassRow> {
  return {
    key: 'trainingClass',
    usage: '[班号]',
    async take(words, ctx) {
      const asked = action ?? words.action;
      words.asked = asked;
      const typed = words.ahead ?? '';
      words.classId = typedClassId(typed);
      if (words.classId !== undefined) {
        words.next();
        return classNumbered(words, asked, words.classId, typed);
      }
      const open = await openClasses(ctx, asked);
      const called = classCalled(open, typed);
      if (called !== undefined) words.next();
      else words.leavesClassOut = true;
      const ended = open.length === 0 ? await endedClasses(ctx, asked) : [];
      return () => {
        const found = called ?? onlyClass(open, ended);
        words.classId = found._id;
        return found;
      };
    },
  };
}

function classNumbered(words: TypedWords, asked: Action, classId: string, typed: string) {
  return async (ctx: Context): Promise<ClassRow> => {
    try {
      return await (words.right === 'class' ? allowedClass(ctx, asked, classId) : knownClass(ctx, asked, classId));
    } catch (error) {
      if (!(error instanceof RuleError) || error.code !== 'class.unknown') throw error;
      throw noSuchClass(classId, typed, await openClasses(ctx, asked));
    }
  };
}

/** Anybody in the information base, by name or cadre id. */
export function personArg<Key extends string>(key: Key, label: string): Argument<Key, CadreRow> {
  return {
    key,
    usage: `<${label}>`,
    take(words) {
      const name = words.nextName();
      return name === undefined ? undefined : (ctx) => findPerson(ctx, name);
    },
  };
}

/** People of the information base: the rest of the line, joined by 、, commas or spaces. Each is meant once. */
export function peopleArg<Key extends string>(key: Key): Argument<Key, readonly CadreRow[]> {
  return {
    key,
    usage: '<姓名…>',
    take(words) {
      const names = words.nextNames(() => false, true);
      if (names.length === 0) return undefined;
      return async (ctx) => {
        const people = new Map<string, CadreRow>();
        for (const name of names) {
          const person = await findPerson(ctx, name);
          people.set(person._id, person);
        }
        return [...people.values()];
      };
    },
  };
}

/** A unit by its full name. @throws RuleError `unit.unknown` */
export function unitArg<Key extends string>(key: Key): Argument<Key, UnitRow> {
  return {
    key,
    usage: '<单位全称>',
    take(words) {
      const name = words.next();
      if (name === undefined) return undefined;
      return async ({ store }) => {
        const unit = unitNamed(await store.units.all(), name);
        if (unit === undefined) throw new RuleError('unit.unknown', { name });
        return unit;
      };
    },
  };
}

/** A trainee of the class named before, by name or cadre id, if the person may do what the command does to them. */
export function traineeArg(): Argument<'trainee', CadreRow> {
  return {
    key: 'trainee',
    usage: '<姓名>',
    take(words) {
      const name = words.nextName();
      if (name === undefined) return undefined;
      return async (ctx) => {
        const { classId = '', asked } = words;
        const trainee = await findTrainee(ctx, classId, name);
        if (decidesAbout(asked) === 'people') await ctx.require(asked, { classId, cadreId: trainee._id });
        return trainee;
      };
    },
  };
}

/**
 * Trainees of the class named before, joined by 、 or commas, or by spaces where nothing but names stands before the next argument.
 * @param isNext - whether a word begins the next argument
 * @param mayEnd - whether the next argument may be left out
 */
export function traineesArg(
  isNext: (word: string, ctx: Context) => boolean,
  { mayEnd = false } = {},
): Argument<'trainees', readonly CadreRow[]> {
  return {
    key: 'trainees',
    usage: '<姓名>',
    take(words, typing) {
      const names = words.nextNames((word) => isNext(word, typing), mayEnd);
      if (names.length === 0) return undefined;
      return async (ctx) => {
        const { classId = '', asked } = words;
        const people = new Map<string, CadreRow>();
        for (const name of names) {
          const trainee = await findTrainee(ctx, classId, name);
          people.set(trainee._id, trainee);
        }
        if (decidesAbout(asked) === 'people') await ctx.require(asked, { classId, cadreIds: [...people.keys()] });
        return [...people.values()];
      };
    },
  };
}

/** Whether a word can be read as a day, perhaps with a part of it. */
export function isDate(typed: string, { now }: Pick<Context, 'now'>): boolean {
  const todayOn = beijingDateOf(now);
  const [word = ''] = partedHalf(typed);
  try {
    return readTypedDays(word, todayOn) !== undefined || readTypedDate(word, todayOn) !== '';
  } catch (error) {
    if (error instanceof RuleError) return error.code === 'date.backwards';
    throw error;
  }
}

/**
 * A day as `YYYY-MM-DD`, typed in any of the usual ways.
 * @param ofRange - the next argument is the last day, so that both may be typed as one word: `12.15-12.17`
 * @param ofHalf - the next argument is a part of the day, so that both may be typed as one word: `明天上午`
 * @throws RuleError `date.unreadable`, `date.backwards`; NearMiss `date.one-day` for several days, with a button for each
 */
export function dateArg<Key extends string>(
  key: Key,
  label: string,
  { ofRange = false, ofHalf = false } = {},
): Argument<Key, string> {
  return {
    key,
    usage: `<${label}>`,
    take(words, { saidAt }) {
      const [typed, half] = ofHalf ? partedHalf(words.next()) : [words.next()];
      if (typed === undefined) return undefined;
      if (half !== undefined) words.putBack(half);
      const todayOn = beijingDateOf(saidAt);
      const days = readTypedDays(typed, todayOn);
      if (days === undefined) return () => readTypedDate(typed, todayOn);
      const [fromOn, toOn] = days;
      if (!ofRange)
        throw new NearMiss(
          'date.one-day',
          {},
          daysWithin(fromOn, toOn).map((on) => dayChoice(typed, on)),
        );
      words.putBack(toOn);
      return () => fromOn;
    },
  };
}

/** `明天上午` as `明天` and `上午`. */
function partedHalf(word: string | undefined): [string | undefined, string?] {
  const [, day, half] = /^(.+)(上午|下午|晚上|全天)$/u.exec(typedWord(word ?? '')) ?? [];
  return day === undefined || half === undefined ? [word] : [day, half];
}

function daysWithin(fromOn: string, toOn: string): string[] {
  const count = Math.min(daysBetween(fromOn, toOn) + 1, MAX_BUTTONS);
  return Array.from({ length: count }, (_, index) => addDays(fromOn, index));
}

function dayChoice(typed: string, dateOn: string): Choice {
  return { label: formatDate(dateOn).slice(5), put: { word: typed, to: dateOn } };
}

/** A time of day as `HH:MM`. @throws RuleError `clock.unreadable` */
export function clockArg<Key extends string>(key: Key, label: string): Argument<Key, string> {
  return {
    key,
    usage: `<${label}>`,
    take(words) {
      const typed = words.next();
      return typed === undefined ? undefined : () => readTypedClock(typed);
    },
  };
}

/** Part of a day; absent for the whole day. */
export function halfDayArg(): Argument<'half', Half | undefined> {
  return {
    key: 'half',
    usage: '[上午|下午|晚上]',
    take(words) {
      const word = typedWord(words.ahead ?? '');
      const half = readHalf(word);
      if (half !== undefined || word === '全天') words.next();
      return () => half;
    },
  };
}

/** A whole number from 1; anything else counts as missing. */
export function numberArg<Key extends string>(key: Key, label: string, mostDigits: number): Argument<Key, number> {
  return {
    key,
    usage: `<${label}>`,
    take(words) {
      const typed = typedWord(words.next() ?? '');
      const number = /^\d+$/.test(typed) && typed.length <= mostDigits ? Number(typed) : 0;
      return number < 1 ? undefined : () => number;
    },
  };
}

/** One of some words. @param read - gets what was typed as `typedWord` leaves it; @param faultOf - said of a word that is none of them */
export function oneOfArg<Key extends string, Value>(
  key: Key,
  label: string,
  read: (word: string) => Value | undefined,
  faultOf: (word: string) => string,
): Argument<Key, Value> {
  return {
    key,
    usage: `<${label}>`,
    take(words) {
      const typed = words.next();
      if (typed === undefined) return undefined;
      const value = read(typedWord(typed));
      if (value === undefined) throw new UsageFault(faultOf(typed));
      return () => value;
    },
  };
}

/** How many characters an argument may have, and what it is called where the label alone does not say it. */
interface Limit {
  most: number;
  called?: string;
}

/** @throws UsageFault for what is longer */
function refuseLonger(typed: string, label: string, { most, called = label }: Limit): void {
  if ([...typed].length > most) throw new UsageFault(chatWords.tooLong(called, most));
}

/** A word, e.g. a title, as it is kept. */
export function wordArg<Key extends string>(key: Key, label: string, limit?: Limit): Argument<Key, string> {
  return {
    key,
    usage: `<${label}>`,
    take(words) {
      const typed = words.next();
      if (typed === undefined) return undefined;
      const title = plainTitle(typed);
      if (limit !== undefined) refuseLonger(title, label, limit);
      return () => title;
    },
  };
}

/** The number of a class, a notice, a survey: `2026-01-T1`. */
export function numberedArg<Key extends string>(key: Key, label: string): Argument<Key, string> {
  return {
    key,
    usage: `<${label}>`,
    take(words) {
      const typed = words.next();
      return typed === undefined ? undefined : () => typedNumber(typed);
    },
  };
}

/** The rest of the first line. @param missing - the sentence when nothing is left, instead of the command's */
export function restArg<Key extends string>(
  key: Key,
  label: string,
  { missing, limit }: { missing?: string; limit?: Limit } = {},
): Argument<Key, string> {
  return {
    key,
    usage: `<${label}>`,
    ...(missing === undefined ? {} : { missing }),
    take(words) {
      const typed = words.rest().join(' ');
      if (typed === '') return undefined;
      if (limit !== undefined) refuseLonger(typed, label, limit);
      return () => typed;
    },
  };
}

/** Why staff do something: the rest of the line. Short, because it travels in the buttons of previews. */
export const reasonArg = restArg('reason', '理由', { limit: { most: 50 } });

/** Rows of a sheet pasted on the lines after the command; absent when there are none. */
export const pastedArg: Argument<'pasted', string | undefined> = {
  key: 'pasted',
  usage: '',
  take({ body }) {
    return () => (body.trim() === '' ? undefined : body);
  },
};

/** Everything that is left, including further lines. */
export function textArg<Key extends string>(key: Key, label: string): Argument<Key, string> {
  return {
    key,
    usage: `<${label}>`,
    take(words) {
      const typed = [words.rest().join(' '), words.body].filter((part) => part.trim() !== '').join('\n');
      return typed === '' ? undefined : () => typed;
    },
  };
}

/** An argument that may be missing at the end. */
export function optional<Key extends string, Value>(argument: Argument<Key, Value>): Argument<Key, Value | undefined> {
  return {
    ...argument,
    usage: `[${argument.usage.slice(1, -1)}]`,
    take: (words, ctx) => (words.areOver ? () => undefined : argument.take(words, ctx)),
  };
}

/** Arguments that must be given together or not at all. @param missing - the sentence when only some are given */
export function together<Key extends string, const Arguments extends readonly Argument[]>(
  key: Key,
  usage: string,
  args: Arguments,
  missing?: string,
): Argument<Key, Values<Arguments> | undefined> {
  return {
    key,
    usage,
    async take(words, ctx) {
      if (words.areOver) return () => undefined;
      const meanings = await takeAll(ctx, words, args, missing);
      return async () => (await valuesOf(ctx, meanings)) as Values<Arguments>;
    },
  };
}
