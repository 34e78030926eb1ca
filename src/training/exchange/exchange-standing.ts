import { addDays, addMonths, formatDays, mondayOf } from '../../calendar/beijing-time.ts';
import { refuseBackwards } from '../../calendar/typed-date.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../calendar/working-days.ts';
import { RuleError } from '../../errors.ts';
import type { ExchangeNoteRow } from './exchange-notes.ts';
import type { ExchangePairRow, UnitAnswer } from './exchange-pairs.ts';
import type { ExchangeRules } from './exchange-rules.ts';

/** Where a pair stands on a day. */
export type ExchangePhase = 'asked' | 'refused' | 'cancelled' | 'coming' | 'running' | 'over';

export function phaseOn(
  { state, fromOn, toOn }: Pick<ExchangePairRow, 'state' | 'fromOn' | 'toOn'>,
  todayOn: string,
): ExchangePhase {
  if (state !== 'agreed') return state;
  if (todayOn < fromOn) return 'coming';
  return todayOn <= toOn ? 'running' : 'over';
}

/** The last day on which lines, summary and rating are taken. */
export function closesOn({ toOn }: Pick<ExchangePairRow, 'toOn'>, { closingWorkingDays }: ExchangeRules): string {
  return addWorkingDays(toOn, closingWorkingDays);
}

/** How often a pair that was agreed ceased to be: with it, who goes is told anew of each arrangement. */
export function timesUnagreed({ state, history }: Pick<ExchangePairRow, 'state' | 'history'>): number {
  const states = [...history.flatMap(({ before }) => before?.state ?? []), state];
  return states.filter((each, at) => each !== 'agreed' && states[at - 1] === 'agreed').length;
}

/** Both units, each once. */
export function unitsOf({ sides }: Pick<ExchangePairRow, 'sides'>): string[] {
  return sides.map(({ unitId }) => unitId);
}

/** What becomes of a pair with these answers: it takes place when both agree, and does not as long as one speaks against it. */
export function stateAfter(
  pair: Pick<ExchangePairRow, 'sides'>,
  answers: readonly UnitAnswer[],
): 'asked' | 'agreed' | 'refused' {
  if (answers.some(({ agrees }) => !agrees)) return 'refused';
  return unitsOf(pair).every((unitId) => answers.some((each) => each.unitId === unitId)) ? 'agreed' : 'asked';
}

/**
 * Holds a period to the rules: some working days within the class, or some months outside one.
 * @throws RuleError `exchange.past`, `date.backwards`, `exchange.outside-class`, `exchange.bad-days`, `exchange.bad-months`
 */
export function checkPeriod(
  { fromOn, toOn }: { fromOn: string; toOn: string },
  trainingClass: { name: string; opensOn: string; closesOn: string } | undefined,
  todayOn: string,
  { inClass, outside }: ExchangeRules,
): void {
  refuseBackwards(fromOn, toOn);
  if (fromOn < todayOn) throw new RuleError('exchange.past', {});
  if (trainingClass === undefined) {
    const { leastMonths: least, mostMonths: most } = outside;
    const isShort = toOn < addDays(addMonths(fromOn, least), -1);
    if (isShort || toOn > addMonths(fromOn, most)) throw new RuleError('exchange.bad-months', { least, most });
    return;
  }
  const { name, opensOn, closesOn: lastOn } = trainingClass;
  if (fromOn < opensOn || toOn > lastOn)
    throw new RuleError('exchange.outside-class', { name, days: formatDays(opensOn, lastOn) });
  const days = workingDaysIn(fromOn, toOn);
  const { leastWorkingDays: least, mostWorkingDays: most } = inClass;
  if (days < least || days > most) throw new RuleError('exchange.bad-days', { count: days, least, most });
}

/** Working days of a period, first and last included. */
export function workingDaysIn(fromOn: string, toOn: string): number {
  return workingDaysBetween(fromOn, toOn) + (isWorkingDay(fromOn) ? 1 : 0);
}

/** What one of the two has written so far. */
export interface LogStanding {
  /** Working days until now on which a line was due, and those that have one. */
  dueDays: number;
  days: number;
  hasWeek: boolean;
  summaryLetters: number;
}

export function logStanding(
  pair: Pick<ExchangePairRow, 'fromOn' | 'toOn'>,
  notes: readonly Pick<ExchangeNoteRow, 'cadreId' | 'kind' | 'dateOn' | 'words'>[],
  cadreId: string,
  todayOn: string,
): LogStanding {
  const own = notes.filter((each) => each.cadreId === cadreId);
  const until = todayOn < pair.toOn ? todayOn : pair.toOn;
  const lines = own.filter(({ kind, dateOn }) => kind === 'day' && isWorkingDay(dateOn) && dateOn <= until);
  return {
    dueDays: todayOn < pair.fromOn ? 0 : workingDaysIn(pair.fromOn, until),
    days: lines.length,
    hasWeek: own.some(({ kind, dateOn }) => kind === 'week' && dateOn === mondayOf(todayOn)),
    summaryLetters: lettersIn(own.find(({ kind }) => kind === 'summary')?.words ?? ''),
  };
}

/** Letters without spaces and line breaks. */
export function lettersIn(words: string): number {
  return [...words.replace(/\s/gu, '')].length;
}

/**
 * What a pair is worth for one of the two, in thousandths of each part: lines by the days that have one, the host's points, the summary by its
 * length. Absent is what is not there yet.
 */
export function sharesOf(
  pair: Pick<ExchangePairRow, 'fromOn' | 'toOn' | 'ratings'>,
  notes: Parameters<typeof logStanding>[1],
  cadreId: string,
  rules: ExchangeRules,
): { log: number; hostRating: number | undefined; summary: number } {
  const { dueDays, days, summaryLetters } = logStanding(pair, notes, cadreId, pair.toOn);
  const rating = pair.ratings.findLast((each) => each.cadreId === cadreId);
  return {
    log: Math.floor((1000 * Math.min(days, dueDays)) / Math.max(1, dueDays)),
    hostRating: rating === undefined ? undefined : Math.floor((1000 * sum(rating.points)) / mostPoints(rules)),
    summary: Math.floor((1000 * Math.min(summaryLetters, rules.summaryLetters)) / rules.summaryLetters),
  };
}

export function mostPoints({ rating }: ExchangeRules): number {
  return sum(rating.items.map(({ most }) => most));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/**
 * Points for each item, as they were typed: `18 19 20 17 18`.
 * @throws RuleError `exchange.bad-points`
 */
export function pointsTyped(typed: string, { rating }: ExchangeRules): number[] {
  const numbers = typed.match(/\d+/gu)?.map(Number) ?? [];
  const isRight =
    numbers.length === rating.items.length && rating.items.every(({ most }, at) => (numbers[at] ?? most + 1) <= most);
  const names = rating.items.map(({ name }) => name).join('、');
  if (!isRight || /[-.．]/u.test(typed))
    throw new RuleError('exchange.bad-points', { names, most: rating.items[0]?.most ?? 0 });
  return numbers;
}
