import type { CadreStore } from './cadres.ts';
import type { UnitStore } from './units.ts';

/** The names of the units these people are of now; empty where one is not known. */
export async function unitNamesOf(
  { cadres, units }: { cadres: Pick<CadreStore, 'many'>; units: Pick<UnitStore, 'all'> },
  cadreIds: readonly string[],
): Promise<(cadreId: string) => string> {
  const [people, all] = await Promise.all([cadres.many([...new Set(cadreIds)]), units.all()]);
  const names = new Map(all.map(({ _id, name }) => [_id, name]));
  const unitOf = new Map(people.map(({ _id, unitId }) => [_id, names.get(unitId)]));
  return (cadreId) => unitOf.get(cadreId) ?? '';
}
