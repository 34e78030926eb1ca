import { addDays, beijingTime } from '../calendar/beijing-time.ts';
import type { UnitRecord } from '../county/cadre.ts';
import type { FeedbackRow } from '../training/feedback/feedbacks.ts';
import type { AssessmentRow } from '../training/grading/assessments.ts';
import type { GradingRow } from '../training/grading/gradings.ts';
import type { RecentClass } from './recent-class.ts';

/** That the grades of a class were published and acknowledged by the heads. */
interface RecentClassResults {
  grading: GradingRow;
  feedbacks: FeedbackRow[];
}

export function recentClassResults(
  { row, trainees, staff }: RecentClass,
  units: readonly UnitRecord[],
): RecentClassResults {
  const publishedAt = beijingTime(addDays(row.closesOn, 7), '09:10');
  const heads = new Map(units.map(({ id, headId }) => [id, headId]));
  return {
    feedbacks: trainees.map(({ id: cadreId, name, unitId }): FeedbackRow => {
      const headId = heads.get(unitId);
      const common = { _id: `${row._id}:${cadreId}`, classId: row._id, cadreId, name, unitId, sentAt: publishedAt };
      if (headId === undefined) return { ...common, state: 'nobody' };
      const acknowledgedAt = beijingTime(addDays(row.closesOn, 10), '10:00');
      return { ...common, state: 'acknowledged', headId, acknowledgedBy: headId, acknowledgedAt };
    }),
    grading: {
      ...{ _id: row._id, changes: [], state: 'published', proposal: 'demo-recent', proposals: ['demo-recent'] },
      ...{ proposedBy: staff.school, proposedAt: beijingTime(addDays(row.closesOn, 1), '09:00'), basis: 'demo-recent' },
      ...{ notes: [], decision: 'demo-recent:confirm', decidedBy: staff.second },
      decidedAt: beijingTime(addDays(row.closesOn, 1), '10:00'),
      ...{ release: 'demo-recent:release', releasedBy: staff.org },
      releasedAt: beijingTime(addDays(row.closesOn, 2), '09:00'),
      ...{ postedAt: beijingTime(addDays(row.closesOn, 3), '09:00'), postedUntilOn: addDays(row.closesOn, 6) },
      ...{ postedToAll: true, publishedAt },
    },
  };
}

/** Who enters the reserve pool with the results, and from which class. */
export function recentClassPool(
  { row, trainees }: RecentClass,
  assessments: readonly Pick<AssessmentRow, 'cadreId' | 'rank' | 'excellentTrainee'>[],
) {
  const source = { classId: row._id, className: row.name, enteredOn: addDays(row.closesOn, 7) };
  return assessments
    .filter(({ excellentTrainee }) => excellentTrainee === 'candidate')
    .flatMap(({ cadreId, rank = 0 }) => {
      const found = trainees.find(({ id }) => id === cadreId);
      return found === undefined
        ? []
        : [{ person: { cadreId, name: found.name, unitId: found.unitId }, source: { ...source, rank } }];
    });
}
