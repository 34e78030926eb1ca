import type { CadreRow, CadreStore } from '../../county/cadres.ts';
import type { ClassStore } from '../class/class-store.ts';
import { teamOf } from '../class/classes.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';

interface Stores {
  cadres: CadreStore;
  classes: ClassStore;
}

/**
 * The evaluation team of a class, which is asked and told: those named for it who still have the role; where nobody was named, everybody with
 * the role. Cards are closed for everybody with the role, since they may be older than the naming.
 */
export async function evaluationTeamOf(store: Stores, classId: string): Promise<CadreRow[]> {
  const [all, row] = await Promise.all([store.cadres.withRole('evaluationTeam'), store.classes.byId(classId)]);
  const named = row === null ? undefined : teamOf(row);
  return named === undefined ? all : all.filter(({ _id }) => named.includes(_id));
}

/** The members of the evaluation team who may confirm what this person proposed: not the proposer, not the class's own trainees. */
export async function otherMembers(
  store: Stores & { enrollments: EnrollmentStore },
  classId: string,
  proposedBy: string,
): Promise<CadreRow[]> {
  const [team, enrolled] = await Promise.all([evaluationTeamOf(store, classId), store.enrollments.ofClass(classId)]);
  return team.filter(({ _id }) => _id !== proposedBy && !enrolled.some((each) => each.cadreId === _id));
}

/** Those of these classes with a team that this person is not of, and the names of who is. */
export async function teamsWithout(
  store: Stores,
  cadreId: string,
  classIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (classIds.length === 0) return new Map();
  const rows = await store.classes.withTeam([...new Set(classIds)]);
  const others = rows.flatMap((row) => {
    const members = teamOf(row);
    return members === undefined || members.includes(cadreId) ? [] : [{ classId: row._id, members }];
  });
  if (others.length === 0) return new Map();
  const people = await store.cadres.many([...new Set(others.flatMap(({ members }) => members))]);
  const names = new Map(people.map(({ _id, name }) => [_id, name]));
  return new Map(others.map(({ classId, members }) => [classId, members.map((id) => names.get(id) ?? '').join('、')]));
}
