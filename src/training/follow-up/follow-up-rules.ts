import { z } from 'zod';
import { ruleId, ruleLabel, rulePositive, ruleShare } from '../../county/rule-shapes.ts';

/** What follows the end of a class: the action plan, and how its trainees are seen some months later. @see docs/rules.md, Follow-up */
export const followUpRules = z.strictObject({
  plan: z.strictObject({
    goals: rulePositive.max(5),
    /** The most letters of a goal. */
    mostLetters: rulePositive,
    /** So many days after the last day of the class its trainees are asked how the plan goes, in rising order. */
    progressDays: z.array(rulePositive).min(1),
  }),
  /** So many months after the last day a round of self-report, rating and spot check begins, in rising order. */
  months: z.array(rulePositive).min(1),
  /** A question about the plan that falls so near the beginning of a round is asked on its card. */
  mergeDays: rulePositive,
  answerWorkingDays: rulePositive,
  /** After so many, whoever has not answered is reminded, once. */
  remindWorkingDays: rulePositive,
  items: z
    .array(
      z.strictObject({
        id: ruleId,
        name: ruleLabel,
        /** Only of those who have an action plan. */ ofPlan: z.literal(true).optional(),
      }),
    )
    .min(2)
    .max(8),
  /** From so many points of five on an answer names an example. */
  evidenceFrom: rulePositive.max(5),
  /** An item below so many points on the average counts as weak, and leads to a need. */
  weakBelow: rulePositive.max(5),
  /** How many of a class are drawn for a spot check. */
  sample: z.strictObject({ share: ruleShare, least: rulePositive, most: rulePositive }),
});
export type FollowUpRules = z.infer<typeof followUpRules>;
