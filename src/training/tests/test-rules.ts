import { z } from 'zod';
import { ruleCount, ruleId, rulePositive } from '../../county/rule-shapes.ts';

/** How tests are held and marked; the section `tests` of a rule pack. @see docs/rules.md, Tests */
export const testRules = z.strictObject({
  /** How many questions one test may have. */
  mostQuestions: rulePositive,
  /** How long one may take, in minutes, and how long it takes where nothing is written. */
  mostMinutes: rulePositive,
  usualMinutes: rulePositive,
  /** What of the points of a question a right but incomplete choice of several gives. */
  incompletePercent: ruleCount.max(100),
  /** The rated part of the score into which the result of a test of this purpose goes; absent: a test gives no points. */
  counts: z.strictObject({ purpose: z.enum(['entry', 'exit']), item: ruleId, part: ruleId }).optional(),
});
export type TestRules = z.infer<typeof testRules>;
