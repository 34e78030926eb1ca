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

/** The same as a filter. @param field - the condition on the field that holds the time, e.g. `(leaseUntil) => ({ leaseUntil })` */
export function whereOver<OnField>(
  spanMs: number,
  now: Date,
  field: (condition: Condition<Date>) => OnField,
): { $or: OnField[] } {
  return { $or: [field(within({ $lte: now })), field(within({ $gt: latest(spanMs, now) }))] };
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
