import type { AssessmentStore } from './assessments.ts';
import type { FormerResultStore } from './former-results.ts';
import { type GradingStore, isUnderReview, standingReopenings } from './gradings.ts';

export interface CertifiedGradeStores {
  gradings: GradingStore;
  formerResults: FormerResultStore;
  assessments: AssessmentStore;
}

/**
 * Since which reopening of the class a trainee has the grade they have now; 0 since it was first published. A certificate that names the grade
 * belongs to one of these and holds no longer than it.
 */
export async function gradeSince(store: CertifiedGradeStores, classId: string, cadreId: string): Promise<number> {
  const grading = await store.gradings.byClass(classId);
  if (grading?.reopened === undefined) return 0;
  const standing = standingReopenings(grading).map(({ number }) => number);
  // As long as nothing new is published the former result stands.
  const counted = isUnderReview(grading) ? standing.slice(0, -1) : standing;
  const [former, present] = await Promise.all([
    store.formerResults.ofTrainee(classId, cadreId, standing),
    store.assessments.byId(classId, cadreId),
  ]);
  const gradeBefore = new Map(former.map(({ reopening, result }) => [reopening, result.finalGrade]));
  const changed = counted.filter((number, index) => {
    const next = standing[index + 1];
    return gradeBefore.get(number) !== (next === undefined ? present?.finalGrade : gradeBefore.get(next));
  });
  return changed.at(-1) ?? 0;
}
