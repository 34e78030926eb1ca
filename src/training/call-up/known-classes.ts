import { type ClassRow, isNotGraded } from '../class/classes.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import { asSession, type SessionStore } from '../class/sessions.ts';
import { lessonTopics, readTopics } from '../class/topics.ts';
import type { CallUpRules } from './call-up-rules.ts';
import { isExpected } from './call-up-state.ts';
import type { Busy } from './call-up-target.ts';
import type { CallUpStore } from './call-ups.ts';

/** What the bot recorded about a person's classes: those they are called to, and those they completed. */
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
  const of = (cadreId: string): KnownClasses => {
    const found = byCadre.get(cadreId) ?? { called: [], trained: [] };
    byCadre.set(cadreId, found);
    return found;
  };
  for (const trainingClass of classes) {
    const { _id, name, opensOn, closesOn } = trainingClass;
    const [callUps, enrollments, { written, ofLessons }] = await Promise.all([
      store.callUps.ofClass(_id),
      store.enrollments.ofClass(_id),
      topicsOf(store, trainingClass, known, rules),
    ]);
    const topics = [...written, ...ofLessons];
    const days = { fromOn: opensOn, toOn: closesOn, what: name };
    // Who did not complete a class has not had its topic.
    const ahead = isNotGraded(trainingClass) ? { topics } : {};
    for (const row of callUps.filter((each) => isExpected(each.state) || each.state === 'checkedIn'))
      of(row.cadreId).called.push({ ...days, ...ahead });
    for (const row of enrollments.filter((each) => each.state === 'completed'))
      of(row.cadreId).trained.push({ ...days, topics });
  }
  return byCadre;
}
