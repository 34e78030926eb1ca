import { addDays, beijingTime, daysBetween, formatClock } from '../../calendar/beijing-time.ts';
import type { Session } from './session.ts';

/** The first and the last Beijing day of a class. */
export interface ClassDays {
  opensOn: string;
  closesOn: string;
}

/** By how many days the opening moves; negative when it comes earlier. */
export function openingMovesBy(from: ClassDays, to: ClassDays): number {
  return daysBetween(from.opensOn, to.opensOn);
}

/** The lessons of a class that opens on another day: each goes along with the opening and stays the lesson it was. */
export function movedAlong(sessions: readonly Session[], days: number): Session[] {
  if (days === 0) return [...sessions];
  return sessions.map((session) => {
    const dateOn = addDays(session.dateOn, days);
    const at = (instant: Date) => beijingTime(dateOn, formatClock(instant));
    return { ...session, dateOn, startsAt: at(session.startsAt), endsAt: at(session.endsAt) };
  });
}

/** As a change is noted: both days, as text. */
export function daysNoted({ opensOn, closesOn }: ClassDays): string {
  return `${opensOn}至${closesOn}`;
}

/** In the keys of what is said once of an opening: after a class was put off it is said again. */
export function openingMark({
  opensOn,
  changes = [],
}: {
  opensOn: string;
  changes?: readonly { field: string }[];
}): string {
  return changes.some(({ field }) => field === 'days') ? `:${opensOn}` : '';
}
