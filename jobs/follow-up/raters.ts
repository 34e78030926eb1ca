import type { CadreRow } from '../../src/county/cadres.ts';
import { UnitTree } from '../../src/county/unit-tree.ts';
import { raterOf } from '../../src/training/follow-up/rater.ts';
import type { JobContext } from '../job.ts';

/** By whoever speaks for the unit today, the people of these; where a unit has nobody, somebody of the organisation department. */
export async function byRater(
  { store }: JobContext,
  people: readonly CadreRow[],
): Promise<ReadonlyMap<string, readonly CadreRow[]>> {
  const tree = new UnitTree(await store.units.all());
  const staff = (await store.cadres.withRole('orgDept')).map(({ _id }) => _id).sort();
  const groups = new Map<string, CadreRow[]>();
  for (const person of people) {
    const rater = raterOf(person, tree) ?? staff.find((id) => id !== person._id);
    if (rater !== undefined) groups.set(rater, [...(groups.get(rater) ?? []), person]);
  }
  return groups;
}
