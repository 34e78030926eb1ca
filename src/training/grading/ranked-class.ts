import type { ClassRow } from '../class/classes.ts';
import type { AssessmentRow, AssessmentStore } from './assessments.ts';
import {
  type AssessmentRules,
  type AssessmentStores,
  assessClass,
  gatherTrainees,
  standingDecisions,
} from './class-assessment.ts';
import type { GradingRow, GradingStore } from './gradings.ts';

/** The class by rank: as confirmed or, before that, by the present scores with what of the decisions still fits them. */
export async function rankedClass(
  store: AssessmentStores & { gradings: GradingStore; assessments: AssessmentStore },
  trainingClass: ClassRow,
  rules: AssessmentRules,
  now: Date,
): Promise<{ state: GradingRow['state'] | undefined; rows: readonly AssessmentRow[] }> {
  const classId = trainingClass._id;
  const grading = await store.gradings.byClass(classId);
  const state = grading?.state;
  if (state !== undefined && ['confirmed', 'released', 'published'].includes(state))
    return { state, rows: await store.assessments.ofClass(classId) };
  const gathered = await gatherTrainees(store, trainingClass, rules, now);
  const { kept } = standingDecisions(gathered, grading ?? { changes: [] }, rules);
  return { state, rows: assessClass(classId, gathered, kept, rules).explainedRows() };
}
