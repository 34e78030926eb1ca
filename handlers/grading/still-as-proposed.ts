import type { Context } from '../../src/bot/context.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { asProposed } from '../../src/training/grading/as-proposed.ts';
import { type AssessedClass, gatherTrainees, undecidedOf } from '../../src/training/grading/class-assessment.ts';
import type { GradingRow } from '../../src/training/grading/gradings.ts';

/** The class computed again, if it is still what was proposed; the class is closed to new scores before. */
export async function stillAsProposed(
  ctx: Context,
  trainingClass: ClassRow,
  row: GradingRow,
): Promise<AssessedClass | undefined> {
  try {
    const rules = ctx.rulesOf(trainingClass);
    const gathered = await gatherTrainees(ctx.store, trainingClass, rules, ctx.now);
    // Nobody is graded of whom it is not decided whether they stay.
    return undecidedOf(gathered).length > 0 ? undefined : asProposed(row, gathered, rules);
  } catch (error) {
    // A score that the rules do not know any more is a change like any other.
    if (error instanceof RuleError) return undefined;
    throw error;
  }
}
