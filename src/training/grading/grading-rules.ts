import { z } from 'zod';
import { phoneText } from '../../county/cadre.ts';
import { ruleCount, ruleId, ruleShare } from '../../county/rule-shapes.ts';

/** From points to grades, ranks and titles. @see docs/rules.md, Grade and title */
export const gradingRules = z.strictObject({
  /** Best first; a grade needs both minima. Whoever reaches none of them is 不合格. */
  bands: z.array(
    z.strictObject({
      grade: z.enum(['excellent', 'good', 'pass']),
      totalHundredths: ruleCount,
      regularHundredths: ruleCount,
    }),
  ),
  excellentShare: ruleShare,
  excellentAtLeastOne: z.boolean(),
  /** Indicators that decide if totals and regular points are equal. */
  tieIndicators: z.array(ruleId),
  /** A board with at least this share of its points is reported to the unit head as a strong side; below `weakSide`, as a weak one. */
  strongSide: ruleShare,
  weakSide: ruleShare,
  /** Where the class lies is shown only where it has at least so many people. */
  spreadLeastPeople: ruleCount,
  objectionWorkingDays: ruleCount,
  /** Whether a class is graded only once nobody can object to a score any more. An objection that waits always holds grading up. */
  gradeAfterObjectionPeriod: z.boolean(),
  postingWorkingDays: ruleCount,
  /** The telephone of the organisation department that takes objections to a posting; left out of the texts where there is none. */
  postingPhone: phoneText.optional(),
  /** A speaker of the closing has so many days for the outline, where no other day is given. */
  outlineWorkingDays: ruleCount,
  /** The evaluation team of one class: at least so many people, and so many of the organisation department and of the party school among them. */
  team: z.strictObject({ leastPeople: ruleCount, leastOfDepartment: ruleCount, leastOfSchool: ruleCount }),
});
export type GradingRules = z.infer<typeof gradingRules>;
