import type { ClassStore } from '../class/class-store.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import { type CertifiedGradeStores, gradeSince } from '../grading/certified-grade.ts';
import { isVoided, type PaperRow, type PaperStore } from './papers.ts';

export interface PaperStores extends CertifiedGradeStores {
  papers: PaperStore;
  classes: ClassStore;
  enrollments: EnrollmentStore;
}

/**
 * What a paper is about, without the person, and whether it still holds: nobody has voided it, and of a certificate of completion the class
 * still says 结业, with the grade it names.
 */
export async function describedPaper(store: PaperStores, paper: PaperRow): Promise<{ what: string; holds: boolean }> {
  const { classes, enrollments } = store;
  const { classId, year, cadreId } = paper;
  if (classId === undefined) return { what: year === undefined ? '' : `（${year}年）`, holds: !isVoided(paper) };
  const [trainingClass, enrollment, since] = await Promise.all([
    classes.byId(classId),
    enrollments.byId(classId, cadreId),
    gradeSince(store, classId, cadreId),
  ]);
  return {
    what: trainingClass === null ? '' : `（${trainingClass.name}）`,
    holds: !isVoided(paper) && enrollment?.state === 'completed' && (paper.gradeSince ?? 0) === since,
  };
}
