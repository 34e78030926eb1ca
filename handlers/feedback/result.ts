import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { explainResult, readResult } from '../../src/training/feedback/presses.ts';
import { resultWords } from '../../src/training/feedback/words.ts';
import type { AssessmentRow } from '../../src/training/grading/assessments.ts';
import { isUnderReview } from '../../src/training/grading/gradings.ts';

/** A trainee's own published result: acknowledging it, and seeing how it was reached. */
export function result(router: Router): void {
  router.press(readResult, async (ctx, { classId }) => {
    const { trainingClass } = await ownResult(ctx, classId);
    await ctx.store.assessments.read(trainingClass._id, ctx.person._id, ctx.now);
    await ctx.settle(resultWords.read);
  });
  router.press(explainResult, async (ctx, { classId }) => {
    const { trainingClass, row } = await ownResult(ctx, classId);
    await ctx.reply(resultWords.explanation(trainingClass, row));
  });
}

async function ownResult(ctx: Context, classId: string): Promise<{ trainingClass: ClassRow; row: AssessmentRow }> {
  const row = await ctx.store.assessments.byId(classId, ctx.person._id);
  const grading = await ctx.store.gradings.byClass(classId);
  if (row !== null && grading !== null && isUnderReview(grading)) throw new RuleError('result.under-review', {});
  if (row === null || grading?.publishedAt === undefined) throw new RuleError('result.not-published', { classId });
  await ctx.require('result.read-own', { classId, cadreId: row.cadreId });
  return { trainingClass: await findClass(ctx, row.classId), row };
}
