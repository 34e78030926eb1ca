import { createHash } from 'node:crypto';
import { comparable } from '../../chat/plain-text.ts';
import { inTimetableOrder, type Session } from './session.ts';

/** The difference between two timetables: which sessions continue under which id, which are new, which were removed. */
export interface TimetableChange {
  /** Sessions that continue, with their new time and content and their old id. */
  kept: readonly { before: Session; after: Session }[];
  /** New sessions, in timetable order; they have no ids yet. */
  added: readonly Session[];
  removed: readonly Session[];
}

/** What two sessions must have in common to be the same one, the most certain first. */
const signs: readonly ((session: Session) => string)[] = [
  (session) => `${session.startsAt.getTime()} ${titleOf(session)}`,
  (session) => `${session.dateOn} ${titleOf(session)}`,
  (session) => `${session.startsAt.getTime()} ${session.endsAt.getTime()}`,
  (session) => `${session.startsAt.getTime()}`,
  (session) => `${titleOf(session)} ${session.lecturer}`,
];

/**
 * Finds which session of a new timetable corresponds to which of the old one, never by position: first those with the same start and title,
 * then the same title on the same day (moved), the same time (renamed), the same start (renamed and shortened), the same title and lecturer
 * on another day (moved). If several match, they are paired in order of time. So marks stay with their session, whatever is added, removed
 * or moved around it.
 *
 * @param before - the present sessions; @param after - the new ones, whose ids are ignored
 */
export function timetableChange(before: readonly Session[], after: readonly Session[]): TimetableChange {
  let old = inTimetableOrder(before);
  let fresh = inTimetableOrder(after);
  const kept: { before: Session; after: Session }[] = [];
  const found = new Set<Session>();
  for (const signOf of signs) {
    const waiting = new Map<string, Session[]>();
    for (const session of old) waiting.set(signOf(session), [...(waiting.get(signOf(session)) ?? []), session]);
    for (const session of fresh) {
      const match = waiting.get(signOf(session))?.shift();
      if (match === undefined) continue;
      kept.push({ before: match, after: { ...session, sessionId: match.sessionId } });
      found.add(match).add(session);
    }
    old = old.filter((session) => !found.has(session));
    fresh = fresh.filter((session) => !found.has(session));
  }
  kept.sort((a, b) => a.after.startsAt.getTime() - b.after.startsAt.getTime());
  return { kept, added: fresh, removed: old };
}

/** Whether the session is held at another time than before, so that its marks may no longer be right. */
export function isMoved({ before, after }: TimetableChange['kept'][number]): boolean {
  return before.startsAt.getTime() !== after.startsAt.getTime() || before.endsAt.getTime() !== after.endsAt.getTime();
}

/** A digest of a timetable, different for a different timetable. */
export function timetableBasis(sessions: readonly Session[]): string {
  const parts = inTimetableOrder(sessions).map(({ sessionId, title, startsAt, endsAt }) => [
    sessionId,
    title,
    startsAt.toISOString(),
    endsAt.toISOString(),
  ]);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Ids for new sessions of a class, with numbers that no present or earlier session has. */
export function newSessionIds(classId: string, known: readonly string[], count: number): string[] {
  const numbers = known.map((id) => Number(id.slice(classId.length + 1))).filter(Number.isInteger);
  const last = Math.max(0, ...numbers);
  return Array.from({ length: count }, (_, index) => `${classId}-${String(last + index + 1).padStart(2, '0')}`);
}

function titleOf({ title }: Session): string {
  return comparable(title);
}
