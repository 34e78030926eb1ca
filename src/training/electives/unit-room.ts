import type { UnitStore } from '../../county/units.ts';
import { unitConflict } from '../call-up/call-up-conflicts.ts';
import type { CallUpRules } from '../call-up/call-up-rules.ts';
import type { CallUpStore } from '../call-up/call-ups.ts';
import { classRoll } from '../call-up/class-roll.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import { type FullWith, holdsSeat } from './elective.ts';

/** How much room a class has for people of each unit, beside those who are on its roll. */
export interface UnitRoom {
  isOnRoll: (cadreId: string) => boolean;
  fullWith: FullWith;
}

/** Read before an elective is changed, so that the change itself only looks at its choices. */
export async function unitRoom(
  store: { units: UnitStore; callUps: CallUpStore; enrollments: EnrollmentStore },
  classId: string,
  rules: CallUpRules,
): Promise<UnitRoom> {
  const [units, roll] = await Promise.all([store.units.all(), classRoll(store, classId)]);
  const byId = new Map(units.map((unit) => [unit._id, unit]));
  return {
    isOnRoll: (cadreId) => roll.some((each) => each.cadreId === cadreId),
    fullWith(choices, { cadreId, unitId }) {
      const unit = byId.get(unitId);
      if (unit === undefined) return undefined;
      const own = [...roll, ...choices.filter(holdsSeat)].filter((each) => each.unitId === unitId);
      const others = new Set(own.map((each) => each.cadreId));
      others.delete(cadreId);
      return unitConflict({ id: unit._id, ...unit }, others.size, rules);
    },
  };
}
