import { z } from 'zod';
import { ruleCount, ruleLabel, rulePositive } from '../../county/rule-shapes.ts';

/** Training needs and the menu made of them. @see docs/rules.md, Training needs */
export const needsRules = z.strictObject({
  /** How much each kind of need counts in the menu, against the others. */
  weights: z.strictObject({ org: rulePositive, post: rulePositive, personal: rulePositive }),
  /** What fewer people than this answered for themselves is neither shown nor counted. */
  smallestGroup: z.int().min(5),
  /** From this month on needs are gathered for the plan of the next year. */
  yearBeginsMonth: z.int().min(2).max(12),
  /** On so many last working days units that have not answered are reminded. */
  chaseWorkingDays: ruleCount,
  /** Other words for topics, by which they are recognised; every topic of the survey is one of the menu as well. */
  topics: z.array(z.strictObject({ name: ruleLabel, words: z.array(ruleLabel) })),
});
export type NeedsRules = z.infer<typeof needsRules>;
