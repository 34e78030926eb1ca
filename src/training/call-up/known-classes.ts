import { type ClassRow, isNotGraded } from '../class/classes.ts';
import type { EnrollmentRow, EnrollmentStore } from '../class/enrollments.ts';
import { asSession, type SessionStore } from '../class/sessions.ts';
import { lessonTopics, readTopics } from '../class/topics.ts';
import type { CallUpRules } from './call-up-rules.ts';
import { isExpected } from './call-up-state.ts';
import type { Busy } from './call-up-target.ts';
import type { CallUpRow, CallUpStore } from './call-ups.ts';

/** What the bot recorded about a person's classes: those they are called to or have chosen, and those they completed. */
export interface KnownClasses {
  called: Busy[];
  trained: (Busy & { topics: readonly string[] })[];
}

interface Stores {
  callUps: CallUpStore;
  enrollments: EnrollmentStore;
  sessions: SessionStore;
}

/** What a class is about: the topics written for it, and those that much of its lessons are about. */
export interface ClassTopics {
  written: readonly string[];
  ofLessons: readonly string[];
}

/** @param known - the topics that are looked for in the titles of its lessons */
export async function topicsOf(
  { sessions }: Pick<Stores, 'sessions'>,
  { _id, topicTag }: ClassRow,
  known: readonly string[],
  { lessonTopicShare }: CallUpRules,
): Promise<ClassTopics> {
  const written = readTopics(topicTag);
  const lessons = (await sessions.ofClass(_id)).map(asSession);
  const ofLessons = lessonTopics(lessons, known, lessonTopicShare).filter((topic) => !written.includes(topic));
  return { written, ofLessons };
}

/** The classes of everybody, by cadre id. @param known - see `topicsOf` */
export async function knownClasses(
  store: Stores,
  classes: readonly ClassRow[],
  known: readonly string[],
  rules: CallUpRules,
): Promise<Map<string, KnownClasses>> {
  const byCadre = new Map<string, KnownClasses>();
  for (const trainingClass of classes) {
    const [callUps, enrollments, topics] = await Promise.all([
      store.callUps.ofClass(trainingClass._id),
      store.enrollments.ofClass(trainingClass._id),
      topicsOf(store, trainingClass, known, rules),
    ]);
    note(byCadre, trainingClass, topics, callUps, enrollments);
  }
  return byCadre;
}

/** Those of one person alone, which costs the rows of that person. @param classes - those that are looked for */
export async function knownClassesOf(
  store: Stores,
  cadreId: string,
  classes: readonly ClassRow[],
  known: readonly string[],
  rules: CallUpRules,
): Promise<KnownClasses> {
  const [callUps, enrollments] = await Promise.all([
    store.callUps.ofCadre(cadreId),
    store.enrollments.ofCadre(cadreId),
  ]);
  const byCadre = new Map<string, KnownClasses>();
  for (const trainingClass of classes) {
    const ofClass = <Row extends { classId: string }>(rows: readonly Row[]) =>
      rows.filter(({ classId }) => classId === trainingClass._id);
    const own = [ofClass(callUps), ofClass(enrollments)] as const;
    if (own[0].length + own[1].length === 0) continue;
    note(byCadre, trainingClass, await topicsOf(store, trainingClass, known, rules), ...own);
  }
  return byCadre.get(cadreId) ?? { called: [], trained: [] };
}

/** Notes who is called to a class or has chosen it, and who completed it. */
function note(
  byCadre: Map<string, KnownClasses>,
  trainingClass: ClassRow,
  { written, ofLessons }: ClassTopics,
  callUps: readonly CallUpRow[],
  enrollments: readonly EnrollmentRow[],
): void {
  const of = (cadreId: string): KnownClasses => {
    const found = byCadre.get(cadreId) ?? { called: [], trained: [] };
    byCadre.set(cadreId, found);
    return found;
  };
  const { name, opensOn, closesOn } = trainingClass;
  const topics = [...written, ...ofLessons];
  const days = { fromOn: opensOn, toOn: closesOn, what: name };
  // Who did not complete a class has not had its topic.
  const ahead = isNotGraded(trainingClass) ? { topics } : {};
  const called = new Set(callUps.map(({ cadreId }) => cadreId));
  for (const row of callUps.filter((each) => isExpected(each.state)))
    of(row.cadreId).called.push({ ...days, ...ahead });
  for (const row of enrollments.filter((each) => each.state === 'enrolled' && !called.has(each.cadreId)))
    of(row.cadreId).called.push({ ...days, ...ahead, chosen: true });
  for (const row of enrollments.filter((each) => each.state === 'completed'))
    of(row.cadreId).trained.push({ ...days, topics });
}
