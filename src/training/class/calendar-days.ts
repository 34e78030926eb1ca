import { formatClock } from '../../calendar/beijing-time.ts';
import type { CalendarEntry } from '../../chat/calendar-entry.ts';
import type { ClassRow } from './classes.ts';
import type { SessionRow } from './sessions.ts';

/**
 * The days of a class as entries of a calendar: one for each day, from its first lesson to the end of its last, with the lessons in it.
 * A day is what people plan by; an entry per lesson would be four a day to take or to refuse.
 *
 * @param fromOn - days before this one are over and left as they are
 */
export function calendarDays(
  { name }: Pick<ClassRow, 'name'>,
  sessions: readonly SessionRow[],
  people: readonly string[],
  fromOn: string,
): ReadonlyMap<string, CalendarEntry> {
  const days = new Map<string, CalendarEntry>();
  if (people.length === 0) return days;
  for (const dateOn of new Set(sessions.map((session) => session.dateOn).filter((day) => day >= fromOn))) {
    const ofDay = sessions
      .filter((session) => session.dateOn === dateOn)
      .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
    const [first] = ofDay;
    if (first === undefined) continue;
    days.set(dateOn, {
      title: `${name}上课`,
      description: ofDay.map(lineOf).join('\n'),
      place: first.place,
      startsAt: first.startsAt,
      endsAt: new Date(Math.max(...ofDay.map(({ endsAt }) => endsAt.getTime()))),
      people: [...people].sort(),
    });
  }
  return days;
}

function lineOf({ startsAt, endsAt, title, lecturer, place }: SessionRow): string {
  return [`${formatClock(startsAt)}—${formatClock(endsAt)} ${title}`, lecturer, place].filter(Boolean).join('，');
}

/** Whether two entries show the same. */
export function isSameEntry(one: CalendarEntry | undefined, other: CalendarEntry | undefined): boolean {
  return JSON.stringify(fieldsOf(one)) === JSON.stringify(fieldsOf(other));
}

function fieldsOf(entry: CalendarEntry | undefined) {
  if (entry === undefined) return undefined;
  const { title, description, place, startsAt, endsAt, people } = entry;
  return [title, description, place, startsAt.getTime(), endsAt.getTime(), ...people];
}
