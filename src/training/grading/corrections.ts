import { type AssessedRow, isCorrected } from './assessments.ts';
import type { FormerResultRow } from './former-results.ts';
import { type GradingRow, isUnderReview, type Reopening, standingReopenings } from './gradings.ts';

/** What grading a class anew has changed. */
export interface ClassCorrection {
  reopening: Reopening;
  /** Whose result became another one; nothing is known while the results are being graded anew. */
  changes: readonly { before: AssessedRow; after: AssessedRow }[] | undefined;
}

/**
 * Every time the published results of a class were graded anew, the oldest first; those that were taken back changed nothing and are left out.
 * @param former - all that was put aside; @param present - the results as they are now
 */
export function correctionsOf(
  grading: GradingRow,
  former: readonly FormerResultRow[],
  present: readonly AssessedRow[],
): ClassCorrection[] {
  const standing = standingReopenings(grading);
  const before = standing.map(({ number }) =>
    former.filter(({ reopening }) => reopening === number).map(({ result }) => result),
  );
  return standing.map((reopening, index) => {
    const after = before[index + 1] ?? (isUnderReview(grading) ? undefined : present);
    return { reopening, changes: after && changedResults(before[index] ?? [], after) };
  });
}

/** The results that became others: grade, points or title. */
export function changedResults(before: readonly AssessedRow[], after: readonly AssessedRow[]) {
  const byId = new Map(before.map((row) => [row._id, row]));
  return after.flatMap((row) => {
    const earlier = byId.get(row._id);
    return earlier !== undefined && isCorrected(earlier, row) ? [{ before: earlier, after: row }] : [];
  });
}
