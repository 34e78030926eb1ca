import { z } from 'zod';
import { rulePositive } from '../../county/rule-shapes.ts';

/** When unit heads are reminded; part of the section `reminders`. */
export const feedbackReminderRules = z.strictObject({
  /** Unit heads who have not acknowledged a feedback are reminded after each of so many working days, in rising order. */
  feedbackWorkingDays: z.array(rulePositive).min(1),
  /** After so many, whoever released the results is told which heads have not. */
  feedbackEscalationWorkingDays: rulePositive,
  /** A unit whose head left has so many working days for the next head to be named, before the organisation department is asked to inform the unit. */
  feedbackVacantWorkingDays: rulePositive,
});
