import type { CadreStore } from '../../county/cadres.ts';
import type { UnitStore } from '../../county/units.ts';
import type { ElectionRow } from './elections.ts';
import type { NameOf } from './words.ts';

/** Names of everybody an election is about; two of one name are told apart by their units. */
export async function namesIn(
  { cadres, units }: { cadres: CadreStore; units: UnitStore },
  { candidacies, rounds }: Pick<ElectionRow, 'candidacies' | 'rounds'>,
): Promise<NameOf> {
  const onBallots = rounds.flatMap(({ posts }) => posts.flatMap(({ candidates }) => candidates));
  const people = await cadres.many([...new Set([...candidacies.map(({ cadreId }) => cadreId), ...onBallots])]);
  const alike = people.filter(({ name, _id }) => people.some((other) => other.name === name && other._id !== _id));
  const unitNames = new Map((await units.many(alike.map(({ unitId }) => unitId))).map(({ _id, name }) => [_id, name]));
  const named = people.map(
    (person) =>
      [
        person._id,
        alike.includes(person) ? `${person.name}（${unitNames.get(person.unitId) ?? person._id}）` : person.name,
      ] as const,
  );
  const names = new Map(named);
  return (cadreId) => names.get(cadreId) ?? cadreId;
}
