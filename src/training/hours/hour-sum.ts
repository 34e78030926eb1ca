import { daysBetween } from '../../calendar/beijing-time.ts';

/** What one entry of the ledger counts. A reversing entry has the same with the sign turned. */
export interface HourAmount {
  minutes: number;
  /** Days of training, in halves. */
  halfDays: number;
  /** Days from the first to the last, rest days among them: what months are reckoned from. */
  spanDays: number;
}

/** An entry as sums need it. */
export interface HourFacts extends HourAmount {
  /** 脱产培训, 网络学习. */
  kind: 'group' | 'online';
  /** The last day: it says to which year the entry belongs. */
  toOn: string;
}

const nothing: HourAmount = { minutes: 0, halfDays: 0, spanDays: 0 };

/** The sum of the entries of one kind that end between two days, both included; the same in any order. */
export function sumOf(
  entries: readonly HourFacts[],
  kind: HourFacts['kind'],
  fromOn: string,
  toOn: string,
): HourAmount {
  return entries.filter((each) => each.kind === kind && each.toOn >= fromOn && each.toOn <= toOn).reduce(plus, nothing);
}

function plus(a: HourAmount, b: HourAmount): HourAmount {
  return {
    minutes: a.minutes + b.minutes,
    halfDays: a.halfDays + b.halfDays,
    spanDays: a.spanDays + b.spanDays,
  };
}

export function reversed({ minutes, halfDays, spanDays }: HourAmount): HourAmount {
  return { minutes: 0 - minutes, halfDays: 0 - halfDays, spanDays: 0 - spanDays };
}

/** Days from the first to the last, both included. */
export function spanOf(fromOn: string, toOn: string): number {
  return daysBetween(fromOn, toOn) + 1;
}
