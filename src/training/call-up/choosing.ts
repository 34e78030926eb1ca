import { addMonths } from '../../calendar/beijing-time.ts';
import type { CadreRow } from '../../county/cadres.ts';
import type { ClassRow } from '../class/classes.ts';
import { readTopics } from '../class/topics.ts';
import { conflictsOf } from './call-up-conflicts.ts';
import type { CallUpRules } from './call-up-rules.ts';
import type { Candidate } from './call-up-target.ts';
import {
  type CandidateRules,
  type CandidateStores,
  candidatesFor,
  targetOf,
  topicsHad,
  trainingIn,
} from './candidates.ts';
import { knownClassesOf, topicsOf } from './known-classes.ts';

const joining = '选学';

/** What keeps somebody from choosing a class themselves, by the rules of a call-up; reads the rows of that person alone. */
export async function conflictsOfChoosing(
  store: CandidateStores,
  trainingClass: ClassRow,
  { _id, ...cadre }: CadreRow,
  rules: CallUpRules,
): Promise<string[]> {
  const { opensOn } = trainingClass;
  const others = (await store.classes.endingFrom(addMonths(opensOn, -12 * rules.longCourse.withinYears))).filter(
    (each) => each._id !== trainingClass._id,
  );
  const named = [...topicsHad(cadre), ...[trainingClass, ...others].flatMap(({ topicTag }) => readTopics(topicTag))];
  const { called, trained } = await knownClassesOf(store, _id, others, named, rules);
  const training = trainingIn(Number(opensOn.slice(0, 4)), cadre.training, called, trained);
  const courses = [...called, ...trained].map(({ what, fromOn, toOn }) => ({ name: what, fromOn, toOn }));
  const target = { ...targetOf(trainingClass, await topicsOf(store, trainingClass, named, rules)), joining } as const;
  return conflictsOf({ cadre: { id: _id, ...cadre, training }, busy: called, courses }, target, rules);
}

/** Everybody whom nothing keeps from choosing the class. */
export async function freeToChoose(
  store: CandidateStores,
  trainingClass: ClassRow,
  rules: CandidateRules,
): Promise<Candidate[]> {
  const { candidates, topics } = await candidatesFor(store, trainingClass, rules);
  const target = { ...targetOf(trainingClass, topics), joining } as const;
  return candidates.filter((candidate) => conflictsOf(candidate, target, rules.callUp).length === 0);
}
