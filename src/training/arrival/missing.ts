import { beijingTime } from '../../calendar/beijing-time.ts';
import { basisOf } from '../../chat/basis.ts';
import type { UnitStore } from '../../county/units.ts';
import type { SignInStore } from '../attendance/sign-ins.ts';
import type { EnrollmentStore } from '../class/enrollments.ts';
import type { LeaveStore } from '../leave/leaves.ts';
import type { ArrivalStore } from './arrivals.ts';
import { comersOf } from './comers.ts';

interface Stores {
  enrollments: EnrollmentStore;
  units: UnitStore;
  arrivals: ArrivalStore;
  signIns: SignInStore;
  leaves: LeaveStore;
}

/** Those who have not come to a class and have no leave on its opening day. */
export async function missingFrom(store: Stores, { _id, opensOn }: { _id: string; opensOn: string }) {
  const [comers, granted] = await Promise.all([comersOf(store, _id), store.leaves.grantedIn(_id)]);
  const dayEndsAt = beijingTime(opensOn, '23:59');
  const excused = new Set(granted.filter(({ fromAt }) => fromAt <= dayEndsAt).map(({ cadreId }) => cadreId));
  return comers.filter(({ cadreId, hasArrived }) => !hasArrived && !excused.has(cadreId));
}

/** Who was missing when a card showed it: whoever confirms that card confirms nobody else. */
export function missingBasis(missing: readonly { cadreId: string }[]): string {
  const ids = missing.map(({ cadreId }) => cadreId).sort();
  return basisOf(ids.join(','));
}
