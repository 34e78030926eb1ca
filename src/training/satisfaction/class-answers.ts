import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import { answeredBy, type Boxes } from './answer-boxes.ts';
import { classFormId, type SatisfactionFormStore } from './satisfaction-forms.ts';
import type { SatisfactionRules } from './satisfaction-rules.ts';

/** How many have rated a class so far. */
export interface ClassAnswers {
  /** In steps, so that nobody's answer is seen coming; once it is counted as it is told, 0 where too few answered. */
  atLeast: number;
  /** Whoever may answer. */
  people: number;
  closesAt: Date;
  isCounted: boolean;
}

/** `undefined` as long as the class is not rated. */
export async function classAnswers(
  store: Boxes & { satisfactionForms: SatisfactionFormStore; enrollments: EnrollmentStore },
  { _id: classId }: Pick<ClassRow, '_id'>,
  { smallestGroup: step }: Pick<SatisfactionRules, 'smallestGroup'>,
): Promise<ClassAnswers | undefined> {
  const form = await store.satisfactionForms.byId(classFormId(classId));
  const [first] = form?.questions ?? [];
  if (form === null || first === undefined) return undefined;
  const { closesAt, results, state } = form;
  const people = (await store.enrollments.traineesOf(classId)).length;
  if (state !== 'open') {
    const told = (results ?? []).map((rating) => rating.answered);
    return { atLeast: Math.max(0, ...told), people, closesAt, isCounted: true };
  }
  const answered = (await answeredBy(store, form._id, first.id)).size;
  return { atLeast: Math.floor(answered / step) * step, people, closesAt, isCounted: false };
}
