import { RuleError } from '../../errors.ts';
import { type AssessedClass, type AssessmentRules, assessClass, type Gathered } from './class-assessment.ts';
import type { GradingRow } from './gradings.ts';

/** The class as this proposal has it; `undefined` where the scores are others now: a mark that is missing or a decision that no longer fits is such a change too. */
export function asProposed(
  row: GradingRow,
  gathered: readonly Gathered[],
  rules: AssessmentRules,
): AssessedClass | undefined {
  try {
    const assessed = assessClass(row._id, gathered, row, rules);
    return assessed.basis() === row.basis ? assessed : undefined;
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}
