import { z } from 'zod';
import { rulePositive } from '../../county/rule-shapes.ts';

/** When unit heads are reminded; part of the section `reminders`. */
export const feedbackReminderRules = z.strictObject({
  /** Unit heads who have not acknowledged a feedback are reminded every this many working days. */
  feedbackWorkingDays: rulePositive,
});
