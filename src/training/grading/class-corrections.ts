import type { AssessmentStore } from './assessments.ts';
import { type ClassCorrection, correctionsOf } from './corrections.ts';
import type { FormerResultStore } from './former-results.ts';
import type { GradingStore } from './gradings.ts';

/** What grading this class anew has changed, the oldest first. */
export async function classCorrections(
  store: { gradings: GradingStore; formerResults: FormerResultStore; assessments: AssessmentStore },
  classId: string,
): Promise<ClassCorrection[]> {
  const grading = await store.gradings.byClass(classId);
  if (grading?.reopened === undefined) return [];
  const [former, present] = await Promise.all([
    store.formerResults.ofClass(classId),
    store.assessments.resultsOf(classId),
  ]);
  return correctionsOf(grading, former, present);
}
