import { beijingTime, formatClock } from '../../calendar/beijing-time.ts';
import { RuleError } from '../../errors.ts';
import { type CourseType, type Session, sessionMinutes, type TeachingMethod } from './session.ts';
import { newSessionIds } from './timetable-change.ts';

/** When a lesson is held from now on; without an end it keeps its length, without a start also its time of day. */
interface NewTime {
  dateOn: string;
  start?: string;
  end?: string;
}

/** What a lesson is from now on, apart from its time; what is not named stays. */
export type LessonDetails = Partial<Pick<Session, 'title' | 'lecturer' | 'place'>> & {
  method?: TeachingMethod;
  type?: CourseType;
};

/** One change of a timetable; every other lesson stays what it was, with its number. */
export type LessonEdit =
  | { kind: 'add'; lesson: Omit<Session, 'sessionId'> }
  | { kind: 'move'; sessionId: string; to: NewTime }
  | { kind: 'swap'; sessionIds: readonly [string, string] }
  | { kind: 'drop'; sessionId: string }
  | { kind: 'change'; sessionId: string; details: LessonDetails };

/** What the rules say of methods. */
interface CountingRules {
  notCountedMethods: readonly TeachingMethod[];
}

/**
 * The timetable after one change. Whether it passes is checked elsewhere (`checkCurriculum`, `clashes`).
 *
 * @param known - ids of all lessons the class ever had, so that a new one gets a number of its own
 * @throws RuleError `lesson.backwards` for an end that is not after the start, `lesson.itself` for a lesson swapped with itself,
 * `lesson.same` when nothing changes, `lesson.split` for another type or length of a lesson that is split over several types
 */
export function edited(
  sessions: readonly Session[],
  edit: LessonEdit,
  { classId, known, rules }: { classId: string; known: readonly string[]; rules: CountingRules },
): Session[] {
  const replaced = (sessionId: string, make: (session: Session) => Session) =>
    sessions.map((session) => (session.sessionId === sessionId ? differing(session, make(session)) : session));
  switch (edit.kind) {
    case 'add': {
      const [sessionId = ''] = newSessionIds(classId, known, 1);
      return [...sessions, timed({ sessionId, ...edit.lesson })];
    }
    case 'drop':
      return sessions.filter(({ sessionId }) => sessionId !== edit.sessionId);
    case 'move':
      return replaced(edit.sessionId, (session) => timed(movedTo(session, edit.to)));
    case 'change':
      return replaced(edit.sessionId, (session) => changed(session, edit.details, rules));
    case 'swap': {
      const [one, other] = edit.sessionIds.map((id) => sessions.find(({ sessionId }) => sessionId === id));
      if (one === undefined || other === undefined || one === other) throw new RuleError('lesson.itself', {});
      const startOf = ({ dateOn, startsAt }: Session) => ({ dateOn, start: formatClock(startsAt) });
      return sessions.map((session) => {
        if (session === one) return timed(movedTo(one, startOf(other)));
        return session === other ? timed(movedTo(other, startOf(one))) : session;
      });
    }
  }
}

function movedTo(session: Session, { dateOn, start, end }: NewTime): Session {
  const startsAt = beijingTime(dateOn, start ?? formatClock(session.startsAt));
  const lengthMs = session.endsAt.getTime() - session.startsAt.getTime();
  const endsAt = end === undefined ? new Date(startsAt.getTime() + lengthMs) : beijingTime(dateOn, end);
  const moved = { ...session, dateOn, startsAt, endsAt };
  if (sessionMinutes(moved) === sessionMinutes(session)) return moved;
  return { ...moved, parts: wholly(session, sessionMinutes(moved)) };
}

function changed(session: Session, { type, ...details }: LessonDetails, { notCountedMethods }: CountingRules): Session {
  const method = details.method ?? session.method;
  const countsInRatio = details.method === undefined ? session.countsInRatio : !notCountedMethods.includes(method);
  const parts = type === undefined ? session.parts : [{ type, minutes: sessionMinutes(session) }];
  return { ...session, ...details, countsInRatio, parts };
}

/** All of a lesson's new length as its one type. */
function wholly({ parts, title }: Session, minutes: number): Session['parts'] {
  const [only, ...others] = parts;
  if (only === undefined || others.length > 0) throw new RuleError('lesson.split', { title });
  return [{ ...only, minutes }];
}

function timed(session: Session): Session {
  if (sessionMinutes(session) <= 0) throw new RuleError('lesson.backwards', {});
  return session;
}

function differing(before: Session, after: Session): Session {
  if (JSON.stringify(before) === JSON.stringify(after)) throw new RuleError('lesson.same', { title: before.title });
  return after;
}
