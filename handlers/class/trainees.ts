import type { Context } from '../../src/bot/context.ts';

/** A trainee as a sheet of the class lists them. */
export interface ListedTrainee {
  cadreId: string;
  name: string;
  unit: string;
}

/** Those who take part in the class, with the names of their units, in the order of the units. */
export async function traineesWithUnits({ store }: Context, classId: string): Promise<ListedTrainee[]> {
  const trainees = await store.enrollments.traineesOf(classId);
  const units = await store.units.many([...new Set(trainees.map(({ unitId }) => unitId))]);
  const names = new Map(units.map(({ _id, name }) => [_id, name]));
  return trainees
    .map(({ cadreId, name, unitId }) => ({ cadreId, name, unit: names.get(unitId) ?? '' }))
    .sort((a, b) => a.unit.localeCompare(b.unit, 'zh') || (a.cadreId < b.cadreId ? -1 : 1));
}
