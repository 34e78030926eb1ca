import { basisOf } from '../../chat/basis.ts';
import { comparable } from '../../chat/plain-text.ts';
import type { ClassDays } from './class-days.ts';
import { inTimetableOrder, type Session } from './session.ts';

/** What one timetable makes of another: which sessions go on under which id, which are new, which are gone. */
export interface TimetableChange {
  /** Sessions that go on, with what they are from now on; the id is the old one's. */
  kept: readonly { before: Session; after: Session }[];
  /** Sessions that nothing before was, in timetable order; their ids are still to be given. */
  added: readonly Session[];
  removed: readonly Session[];
}

const surest = (session: Session) => `${session.startsAt.getTime()} ${titleOf(session)}`;

/** In what two sessions may agree to be the same one, the surest first. */
const signs: readonly ((session: Session) => string)[] = [
  ({ sessionId }) => sessionId,
  surest,
  (session) => `${session.dateOn} ${titleOf(session)}`,
  (session) => `${session.startsAt.getTime()} ${session.endsAt.getTime()}`,
  (session) => `${session.startsAt.getTime()}`,
  (session) => `${titleOf(session)} ${session.lecturer}`,
];

/**
 * Tells which session of a new timetable is which of the old one, never by their place in the list: by their id where one timetable was
 * made of the other, otherwise by what they are: first those of the same start and title, then the same title on the same day (moved), the same time (renamed), the same start (renamed and
 * shortened), the same title and lecturer on another day (moved). Of several that agree the earlier goes with the earlier. So marks stay with
 * their session whatever is put in, taken out or moved around it.
 *
 * @param before - the sessions that stand; @param after - the new ones; an id that none of those has counts for nothing
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

/**
 * Tells which of the sessions put in were in the timetable before, at the same time under the same title: each goes on under its old id, so
 * that what was recorded at it counts again.
 *
 * @param removed - the sessions once taken out, the latest first; @param added - the new ones; those that are none of them stay as they are
 */
export function broughtBack(
  removed: readonly Session[],
  added: readonly Session[],
): { back: readonly Session[]; fresh: readonly Session[] } {
  const waiting = new Map<string, Session>();
  for (const session of removed) if (!waiting.has(surest(session))) waiting.set(surest(session), session);
  const back: Session[] = [];
  const fresh: Session[] = [];
  for (const session of added) {
    const match = waiting.get(surest(session));
    waiting.delete(surest(session));
    if (match === undefined) fresh.push(session);
    else back.push({ ...session, sessionId: match.sessionId });
  }
  return { back, fresh };
}

/** Whether the session is held at another time than before, so that marks at it may mean something else. */
export function isMoved({ before, after }: TimetableChange['kept'][number]): boolean {
  return before.startsAt.getTime() !== after.startsAt.getTime() || before.endsAt.getTime() !== after.endsAt.getTime();
}

/** Stands for a whole timetable and the days it has to fit into: another one has another basis. */
export function timetableBasis({ opensOn, closesOn }: ClassDays, sessions: readonly Session[]): string {
  const parts = inTimetableOrder(sessions).map((session) => [
    ...[session.sessionId, session.title, session.startsAt.toISOString(), session.endsAt.toISOString()],
    ...[session.lecturer, session.place, session.method, session.parts.map(({ type, minutes }) => [type, minutes])],
  ]);
  return basisOf(JSON.stringify([opensOn, closesOn, parts]));
}

/** The ids of new sessions of a class: numbers that no session of it, present or past, has had. */
export function newSessionIds(classId: string, known: readonly string[], count: number): string[] {
  const numbers = known.map((id) => Number(id.slice(classId.length + 1))).filter(Number.isInteger);
  const last = Math.max(0, ...numbers);
  return Array.from({ length: count }, (_, index) => `${classId}-${String(last + index + 1).padStart(2, '0')}`);
}

function titleOf({ title }: Session): string {
  return comparable(title);
}
