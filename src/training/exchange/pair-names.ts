import type { CadreStore } from '../../county/cadres.ts';
import type { UnitStore } from '../../county/units.ts';
import type { ExchangeSide } from './exchange-pairs.ts';
import type { PairNames } from './words.ts';

/**
 * How the people and units of some pairs are called now.
 * @param more - others who are named, e.g. whoever did something to a pair
 */
export async function pairNames(
  store: { cadres: CadreStore; units: UnitStore },
  pairs: readonly { sides: readonly ExchangeSide[] }[],
  more: readonly string[] = [],
): Promise<PairNames> {
  const sides = pairs.flatMap((pair) => pair.sides);
  const ids = new Set([...sides.flatMap(({ cadreId, mentorId }) => [cadreId, mentorId ?? cadreId]), ...more]);
  const [people, units] = await Promise.all([
    store.cadres.many([...ids].filter((id) => id !== '')),
    store.units.many([...new Set(sides.flatMap(({ unitId, hostUnitId }) => [unitId, hostUnitId]))]),
  ]);
  const byId = new Map(people.map((person) => [person._id, person]));
  const unitById = new Map(units.map(({ _id, name }) => [_id, name]));
  return {
    person: (id) => byId.get(id)?.name ?? id,
    post: (id) => byId.get(id)?.post ?? '',
    unit: (id) => unitById.get(id) ?? id,
  };
}
