import { z } from 'zod';
import { rulePositive } from '../../county/rule-shapes.ts';

/** How unit heads are chased; part of the section `reminders`. */
export const feedbackReminderRules = z.strictObject({
  /** Unit heads who have not acknowledged a feedback are reminded whenever so many working days have passed. */
  feedbackWorkingDays: rulePositive,
});
