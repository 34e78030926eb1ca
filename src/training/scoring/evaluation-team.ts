import type { CadreRow, CadreStore } from '../../county/cadres.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';

/** The members of the evaluation team who may confirm what this person proposed: not the proposer, not the class's own trainees. */
export async function otherMembers(
  store: { cadres: CadreStore; enrollments: EnrollmentStore },
  classId: string,
  proposedBy: string,
): Promise<CadreRow[]> {
  const [team, enrolled] = await Promise.all([
    store.cadres.withRole('evaluationTeam'),
    store.enrollments.ofClass(classId),
  ]);
  return team.filter(({ _id }) => _id !== proposedBy && !enrolled.some((each) => each.cadreId === _id));
}
