import { formatDuration } from '../../calendar/beijing-time.ts';
import { comparable } from '../../chat/plain-text.ts';
import type { CurriculumRepair } from '../class/curriculum-repair.ts';
import { type Session, sessionMinutes } from '../class/session.ts';
import { sessionName } from '../class/timetable.ts';
import type { FacultyRules } from './faculty-rules.ts';
import { isReviewed, type Lecturer, type LecturerCourse } from './lecturer.ts';

interface Offer {
  lecturer: Lecturer;
  course: LecturerCourse;
}

/**
 * The repairs of a timetable with real courses of the pool in them: what may be scheduled on the day, is not in the timetable yet, and fits
 * into the lesson it takes the place of. The longest that fits comes first, each course once.
 *
 * @param isFree - whether the lecturer has nothing else at that time
 * @returns sentences; empty where the pool has nothing
 */
export function repairsFromPool(
  repairs: readonly CurriculumRepair[],
  sessions: readonly Session[],
  pool: readonly Lecturer[],
  rules: Pick<FacultyRules, 'reviewMonths'>,
  isFree: (name: string, session: Session) => boolean,
): string[] {
  const retype = repairs.find((repair) => repair.kind === 'retype');
  if (retype === undefined) return [];
  const used = new Set(sessions.map(({ title }) => comparable(title)));
  return retype.changes.flatMap(({ sessionId, to, asAnalysis }) => {
    const session = sessions.find((each) => each.sessionId === sessionId);
    if (session === undefined || asAnalysis) return [];
    const found = offersFor(session, to, pool, rules).find(
      ({ lecturer, course }) => !used.has(comparable(course.title)) && isFree(lecturer.name, session),
    );
    if (found === undefined) return [];
    used.add(comparable(found.course.title));
    const { lecturer, course } = found;
    return [
      `可用“${course.title}”（${lecturer.name}，${lecturer.unit}）替换${sessionName(session)}（${formatDuration(sessionMinutes(session))}）。`,
    ];
  });
}

function offersFor(
  session: Session,
  type: LecturerCourse['type'],
  pool: readonly Lecturer[],
  rules: Pick<FacultyRules, 'reviewMonths'>,
): Offer[] {
  const { dateOn } = session;
  return pool
    .filter(({ state, validFromOn, validToOn }) => state === 'active' && validFromOn <= dateOn && dateOn <= validToOn)
    .flatMap((lecturer) => lecturer.courses.map((course) => ({ lecturer, course })))
    .filter(
      ({ course }) =>
        course.type === type && course.minutes <= sessionMinutes(session) && isReviewed(course, dateOn, rules),
    )
    .sort((a, b) => b.course.minutes - a.course.minutes || (a.course.title < b.course.title ? -1 : 1));
}
