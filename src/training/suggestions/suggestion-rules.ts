import { z } from 'zod';
import { rulePositive } from '../../county/rule-shapes.ts';

/** By when a suggestion is answered; part of the section `reminders`. */
export const suggestionRules = z.strictObject({
  /** From then on the organisation department is reminded on every working day. */
  suggestionAnswerWorkingDays: rulePositive,
});
