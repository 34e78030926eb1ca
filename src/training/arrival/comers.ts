import type { UnitStore } from '../../county/units.ts';
import type { SignInStore } from '../attendance/sign-ins.ts';
import { type EnrollmentStore, placeOf } from '../class/enrollments.ts';
import type { Comer } from './arrival-sheet.ts';
import type { ArrivalStore } from './arrivals.ts';

interface Stores {
  enrollments: EnrollmentStore;
  units: UnitStore;
  arrivals: ArrivalStore;
  signIns: SignInStore;
}

/** Everybody who comes to the class, by unit, with what is known of it. Who was seen at a lesson has arrived. */
export async function comersOf(store: Stores, classId: string): Promise<(Comer & { unitId: string })[]> {
  const [trainees, arrivals, marks] = await Promise.all([
    store.enrollments.traineesOf(classId),
    store.arrivals.ofClass(classId),
    store.signIns.ofClass(classId),
  ]);
  const units = await store.units.many([...new Set(trainees.map(({ unitId }) => unitId))]);
  const unitNames = new Map(units.map(({ _id, name }) => [_id, name]));
  const facts = new Map(arrivals.map((row) => [row.cadreId, row]));
  const seen = marks.filter(({ byRoll, takenOutAt }) => byRoll !== 'absent' && takenOutAt === undefined);
  const arrived = new Set(
    [...seen, ...arrivals.filter((row) => row.arrivedAt !== undefined)].map((row) => row.cadreId),
  );
  return trainees
    .map((row) => {
      const { cadreId, name, unitId } = row;
      const seat = placeOf(row)?.seat;
      return {
        ...{ cadreId, name, unitId, unit: unitNames.get(unitId) ?? '' },
        facts: { ...facts.get(cadreId), ...(seat === undefined ? {} : { seat }) },
        hasArrived: arrived.has(cadreId),
      };
    })
    .sort((a, b) => a.unit.localeCompare(b.unit, 'zh') || (a.cadreId < b.cadreId ? -1 : 1));
}
