import { trusted } from 'mongoose';

/** The clocks of processes side by side lie within this of each other. */
const skewMs = 60_000;

/**
 * Whether a time is over at which a stretch of at most `spanMs` ends: it is past, or so far ahead that it was written before the clock was
 * set back. Without the second a clock that was an hour ahead would hold everything up for an hour.
 */
export function isOver(until: Date, spanMs: number, now: Date): boolean {
  return until <= now || until > latest(spanMs, now);
}

/** The same as a filter on this field. */
export function whereOver(field: string, spanMs: number, now: Date): { $or: Record<string, unknown>[] } {
  return {
    $or: [{ [field]: trusted({ $lte: now }) }, { [field]: trusted({ $gt: latest(spanMs, now) }) }],
  };
}

/** Whether a time that has come by the clock it was written under lies ahead. */
export function isTooFarAhead(at: Date, now: Date): boolean {
  return at > latest(0, now);
}

/** The same as a condition on a field. */
export function whereTooFarAhead(now: Date) {
  return trusted({ $gt: latest(0, now) });
}

function latest(spanMs: number, now: Date): Date {
  return new Date(now.getTime() + spanMs + skewMs);
}
