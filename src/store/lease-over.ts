import { type Condition, within } from './filter.ts';

/** The clocks of processes side by side lie within this of each other. */
const skewMs = 60_000;

/**
 * Whether the end of a span of at most `spanMs` has come: it is past, or so far ahead that it must have been written before the clock was
 * set back. Without the second, a clock that once was an hour ahead would hold everything up for an hour.
 */
export function isOver(until: Date, spanMs: number, now: Date): boolean {
  return until <= now || until > latest(spanMs, now);
}

/** The two spans of time in which the end must lie; each can be read in the order of an index. */
export function spansOver(spanMs: number, now: Date): [past: Condition<Date>, tooFarAhead: Condition<Date>] {
  return [within({ $lte: now }), within({ $gt: latest(spanMs, now) })];
}

/** The same as a filter. @param field - the condition on the field that holds the time, e.g. `(leaseUntil) => ({ leaseUntil })` */
export function whereOver<OnField>(
  spanMs: number,
  now: Date,
  field: (condition: Condition<Date>) => OnField,
): { $or: OnField[] } {
  return { $or: spansOver(spanMs, now).map(field) };
}

/** Whether an instant written down as the present lies ahead: the clock was set back since. */
export function isTooFarAhead(at: Date, now: Date): boolean {
  return at > latest(0, now);
}

/** The same as a condition on a field. */
export function whereTooFarAhead(now: Date): Condition<Date> {
  return within({ $gt: latest(0, now) });
}

function latest(spanMs: number, now: Date): Date {
  return new Date(now.getTime() + spanMs + skewMs);
}
