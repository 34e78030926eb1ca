import type { Context } from '../../src/bot/context.ts';
import type { CadreRow } from '../../src/county/cadres.ts';
import type { UnitRow } from '../../src/county/units.ts';
import { classRoll } from '../../src/training/call-up/class-roll.ts';
import { stands } from '../../src/training/electives/elective.ts';

/** Who is called up to a class and expected, has chosen it or waits for a seat, or takes part. */
export async function expectedPeople({ store }: Context, classId: string): Promise<CadreRow[]> {
  const roll = await classRoll(store, classId);
  const chosen = ((await store.electives.byId(classId))?.choices ?? []).filter(stands);
  return store.cadres.many([...new Set([...roll, ...chosen].map(({ cadreId }) => cadreId))]);
}

/** Their units, each with the names of its people, and with its head and liaison. */
export async function unitsOf(
  { store }: Context,
  people: readonly CadreRow[],
): Promise<{ unit: UnitRow; names: string[]; staff: string[] }[]> {
  const units = await store.units.many([...new Set(people.map(({ unitId }) => unitId))]);
  return units.map((unit) => ({
    unit,
    names: people.filter(({ unitId }) => unitId === unit._id).map(({ name }) => name),
    staff: [...new Set([unit.headId, unit.liaisonId])].filter((id) => id !== undefined),
  }));
}
