import { addWorkingDays } from '../../calendar/working-days.ts';
import type { RulePack } from '../rule-pack.ts';

/** The last Beijing day on which a person may object to a score event or a grade that they were shown on `shownOn`. */
export function objectionUntilOn(shownOn: string, pack: RulePack): string {
  return addWorkingDays(shownOn, pack.grading.objectionWorkingDays);
}

/** The last Beijing day of posting (公示) a list of 优秀学员 that was put up on `postedOn`. @see domain.md 3.4 */
export function postingUntilOn(postedOn: string, pack: RulePack): string {
  return addWorkingDays(postedOn, pack.grading.postingWorkingDays);
}
