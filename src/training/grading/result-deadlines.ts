import { addWorkingDays } from '../../calendar/working-days.ts';
import type { GradingRules } from './grading-rules.ts';

/** The last Beijing day on which a person may object to a score event or a grade that they were shown on `shownOn`. */
export function objectionUntilOn(shownOn: string, rules: GradingRules): string {
  return addWorkingDays(shownOn, rules.objectionWorkingDays);
}

/** The last Beijing day of the public posting (公示) of a list of 优秀学员 that began on `postedOn`. @see docs/rules.md, Grade and title */
export function postingUntilOn(postedOn: string, rules: GradingRules): string {
  return addWorkingDays(postedOn, rules.postingWorkingDays);
}
