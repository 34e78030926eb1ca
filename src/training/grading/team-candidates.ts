import type { CadreRow, CadreStore } from '../../county/cadres.ts';
import { isExpected } from '../call-up/call-up-state.ts';
import type { CallUpStore } from '../call-up/call-ups.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import type { TeamCandidate } from './class-team.ts';

interface Stores {
  cadres: CadreStore;
  callUps: CallUpStore;
  enrollments: EnrollmentStore;
}

/** Whom the evaluation of a class is about: its trainees, also former ones, and who is called up and expected. */
export async function evaluatedIn({ callUps, enrollments }: Stores, classId: string): Promise<string[]> {
  const [called, enrolled] = await Promise.all([callUps.ofClass(classId), enrollments.ofClass(classId)]);
  const expected = called.filter(({ state }) => isExpected(state));
  return [...new Set([...expected, ...enrolled].map(({ cadreId }) => cadreId))];
}

/** These people as what may be the evaluation team of a class. An office is that of who has its role, and of everybody in the units of these. */
export async function teamCandidates(
  store: Stores,
  classId: string,
  people: readonly CadreRow[],
): Promise<TeamCandidate[]> {
  const [department, school, evaluated] = await Promise.all([
    store.cadres.withRole('orgDept'),
    store.cadres.withRole('partySchool'),
    evaluatedIn(store, classId),
  ]);
  const isOf = (office: readonly CadreRow[], { _id, unitId }: CadreRow) =>
    office.some((each) => each._id === _id || each.unitId === unitId);
  return people.map((person) => ({
    name: person.name,
    isInPool: person.roles.includes('evaluationTeam'),
    attends: evaluated.includes(person._id),
    ofDepartment: isOf(department, person),
    ofSchool: isOf(school, person),
  }));
}
