import { addDays, beijingTime, formatDay, formatDays } from '../../calendar/beijing-time.ts';
import { type Half, halfDayName, halfOf } from '../../calendar/half-day.ts';
import type { Session } from '../class/session.ts';

/** When each half of a day begins, Beijing clock; it ends where the next one begins. */
const BEGINS: Readonly<Record<Half, string>> = { morning: '00:00', afternoon: '12:00', evening: '18:00' };
const HALVES = ['morning', 'afternoon', 'evening'] as const;

type Held = Pick<Session, 'dateOn' | 'startsAt' | 'endsAt'>;

/** What leave is asked for: a day, half a day, or several days in a row. */
export interface LeaveDays {
  dateOn: string;
  /** The last of several days. */
  untilOn?: string | undefined;
  /** Absent = the whole day; never with several days. */
  half?: Half | undefined;
}

/** Sessions of this day, or of this half of it. */
export function sessionsIn<S extends Held>(sessions: readonly S[], dateOn: string, half: Half | undefined): S[] {
  return sessions.filter((session) => session.dateOn === dateOn && (half === undefined || halfOf(session) === half));
}

/** Sessions in what leave is asked for. */
export function sessionsWithin<S extends Held>(sessions: readonly S[], { dateOn, untilOn, half }: LeaveDays): S[] {
  if (untilOn === undefined) return sessionsIn(sessions, dateOn, half);
  return sessions.filter((session) => dateOn <= session.dateOn && session.dateOn <= untilOn);
}

/** How many half-days of class these sessions are. */
export function halfDayCount(sessions: readonly Held[]): number {
  return new Set(sessions.map((session) => `${session.dateOn} ${halfOf(session)}`)).size;
}

/**
 * Start and end of leave for a day, several days or half a day. A session belongs to the half in which it starts, so a morning lasts until the end of its
 * last session, and the afternoon begins there, even if that is after noon.
 */
export function leaveSpan(
  sessions: readonly Held[],
  dateOn: string,
  half: Half | undefined,
  untilOn = dateOn,
): { fromAt: Date; toAt: Date } {
  if (half === undefined)
    return { fromAt: beijingTime(dateOn, '00:00'), toAt: beijingTime(addDays(untilOn, 1), '00:00') };
  const before = HALVES[HALVES.indexOf(half) - 1];
  return {
    fromAt: before === undefined ? beijingTime(dateOn, BEGINS[half]) : endOf(sessions, dateOn, before),
    toAt: endOf(sessions, dateOn, half),
  };
}

function endOf(sessions: readonly Held[], dateOn: string, half: Half): Date {
  const next = HALVES[HALVES.indexOf(half) + 1];
  const end = next === undefined ? beijingTime(addDays(dateOn, 1), '00:00') : beijingTime(dateOn, BEGINS[next]);
  const ends = sessionsIn(sessions, dateOn, half).map((session) => session.endsAt.getTime());
  return new Date(Math.max(end.getTime(), ...ends));
}

/** `3月4日 周三 上午`, `3月4日 周三`, `3月4日至3月6日`. */
export function leaveTimeName({ dateOn, untilOn, half }: LeaveDays): string {
  if (untilOn !== undefined) return formatDays(dateOn, untilOn);
  return half === undefined ? formatDay(dateOn) : halfDayName({ dateOn, half });
}
