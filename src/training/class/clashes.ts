import { comparable } from '../../chat/plain-text.ts';
import type { Session } from './session.ts';
import type { SessionRow } from './sessions.ts';
import { sessionName } from './timetable.ts';

/** A lesson of another class at the same time. */
export interface Clash {
  /** One person in two rooms cannot be; the rest is for somebody to look at. */
  blocking: boolean;
  sentence: string;
}

/** Ends of names of offices and of people who are not named. */
const NO_PERSON = /(室|局|委|办|部|校|会|院|中心|站|科|处|所|组|队|厅|老师|班主任|讲解员|教研室|纪委监委|工作人员)$/;

/** The people a lecturer's cell names, without what stands in brackets; offices and people without a name are none. */
export function peopleIn(lecturer: string): string[] {
  const names = lecturer.replace(/[(（][^)）]*[)）]/g, '').split(/[、,，;；/\s]+/);
  return names
    .map((name) => comparable(name))
    .filter((name) => /^\p{Script=Han}{2,4}$/u.test(name) && !NO_PERSON.test(name));
}

/**
 * What meets the lessons of a class in other classes: a lecturer in two rooms, one room for two classes, trainees of both.
 *
 * @param others - lessons of other classes
 * @param shared - how many trainees this class and another one have in common, by that class's id
 */
export function clashes(
  sessions: readonly Session[],
  others: readonly SessionRow[],
  shared: ReadonlyMap<string, number>,
): Clash[] {
  return sessions.flatMap((session) =>
    others
      .filter((other) => session.startsAt < other.endsAt && other.startsAt < session.endsAt)
      .flatMap((other) => meeting(session, other, shared)),
  );
}

function meeting(session: Session, other: SessionRow, shared: ReadonlyMap<string, number>): Clash[] {
  const isSameRoom = comparable(session.place) !== '' && comparable(session.place) === comparable(other.place);
  const isSameLesson = isSameRoom && comparable(session.title) === comparable(other.title);
  const taught = new Set(peopleIn(other.lecturer));
  const twice = isSameRoom ? [] : peopleIn(session.lecturer).filter((name) => taught.has(name));
  const trainees = shared.get(other.classId) ?? 0;
  const at = `班次 ${other.classId}“${other.title}”`;
  return [
    ...twice.map((name) => ({ blocking: true, sentence: `${sessionName(session)}：${name}同一时间要在${at}授课。` })),
    ...(isSameRoom && !isSameLesson
      ? [{ blocking: false, sentence: `${sessionName(session)}：${session.place}同一时间安排了${at}。` }]
      : []),
    ...(trainees > 0
      ? [{ blocking: false, sentence: `${sessionName(session)}：有学员 ${trainees} 人同一时间参加${at}。` }]
      : []),
  ];
}
