import { RuleError } from '../../errors.ts';
import type { GradingRules } from './grading-rules.ts';

/** Somebody named to evaluate a class, with all that matters for it. */
export interface TeamCandidate {
  name: string;
  /** They have the role of the evaluation team. */
  isInPool: boolean;
  /** They are called up to the class, or are or were a trainee of it. */
  attends: boolean;
  ofDepartment: boolean;
  ofSchool: boolean;
}

/** So many fit on a button; no class needs more. */
const mostPeople = 15;

/**
 * Whether these people can be the evaluation team of a class. Who belongs to both offices counts for one of them only.
 * @throws RuleError `team.not-in-pool`, `team.attends`, `team.few`, `team.many`, `team.one-sided`
 */
export function refuseUnfitTeam(classId: string, people: readonly TeamCandidate[], rules: GradingRules['team']): void {
  const { leastPeople: least, leastOfDepartment: department, leastOfSchool: school } = rules;
  const outside = namesOf(people.filter(({ isInPool }) => !isInPool));
  if (outside !== '') throw new RuleError('team.not-in-pool', { names: outside });
  const attending = namesOf(people.filter(({ attends }) => attends));
  if (attending !== '') throw new RuleError('team.attends', { names: attending, classId });
  if (people.length < least) throw new RuleError('team.few', { least });
  if (people.length > mostPeople) throw new RuleError('team.many', { most: mostPeople });
  const ofDepartment = people.filter((each) => each.ofDepartment).length;
  const ofSchool = people.filter((each) => each.ofSchool).length;
  const ofEither = people.filter((each) => each.ofDepartment || each.ofSchool).length;
  if (ofDepartment < department || ofSchool < school || ofEither < department + school)
    throw new RuleError('team.one-sided', { department, school });
}

function namesOf(people: readonly TeamCandidate[]): string {
  return people.map(({ name }) => name).join('、');
}
