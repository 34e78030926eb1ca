import type { ClassStore } from '../class/class-store.ts';
import type { ClassRow } from '../class/classes.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import type { AssessmentRow, AssessmentStore } from './assessments.ts';
import type { GradingStore } from './gradings.ts';

/** One class of a person. */
export interface OwnClass {
  trainingClass: ClassRow;
  /** The published result; absent before. */
  result?: AssessmentRow;
}

/** The person's present and past classes, newest first; classes from which they were withdrawn only if they have a result. */
export async function classesWithResults(
  store: { enrollments: EnrollmentStore; classes: ClassStore; gradings: GradingStore; assessments: AssessmentStore },
  cadreId: string,
): Promise<OwnClass[]> {
  const own: OwnClass[] = [];
  for (const { classId, state } of await store.enrollments.ofCadre(cadreId)) {
    const [trainingClass, grading] = await Promise.all([store.classes.byId(classId), store.gradings.byClass(classId)]);
    if (trainingClass === null) continue;
    const result = grading?.publishedAt === undefined ? null : await store.assessments.byId(classId, cadreId);
    if (result !== null) own.push({ trainingClass, result });
    else if (state !== 'withdrawn') own.push({ trainingClass });
  }
  return own;
}
