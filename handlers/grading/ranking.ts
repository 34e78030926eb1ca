import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { AssessmentRow } from '../../src/training/grading/assessments.ts';
import { assessClass, gatherTrainees } from '../../src/training/grading/class-assessment.ts';
import type { GradingRow } from '../../src/training/grading/gradings.ts';
import { listRanking } from '../../src/training/grading/presses.ts';
import { gradingWords } from '../../src/training/grading/words.ts';

/** `/名次`: the ranked list, told to the staff of the class when they ask, and never sent to anybody. */
export function ranking(router: Router): void {
  router.command(
    {
      names: ['名次', 'ranking'],
      action: 'score.read-class',
      right: 'class',
      args: [classArg()],
      example: '/名次 2026-01',
      about: '查看全班名次、等次和优秀学员人选',
    },
    list,
  );
  router.press(listRanking, async (ctx, { classId }) =>
    list(ctx, { trainingClass: await allowedClass(ctx, 'score.read-class', classId) }),
  );
}

async function list(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const { state, rows } = await rankedClass(ctx, trainingClass);
  await ctx.reply(gradingWords.ranking(trainingClass, state, rows));
}

/** The class by rank: as confirmed, or as it stands now while nothing is confirmed. */
export async function rankedClass(
  ctx: Context,
  trainingClass: ClassRow,
): Promise<{ state: GradingRow['state'] | undefined; rows: readonly AssessmentRow[] }> {
  const classId = trainingClass._id;
  const grading = await ctx.store.gradings.byClass(classId);
  const state = grading?.state;
  if (state !== undefined && ['confirmed', 'released', 'published'].includes(state))
    return { state, rows: await ctx.store.assessments.ofClass(classId) };
  const gathered = await gatherTrainees(ctx.store, trainingClass, ctx.rulesOf(trainingClass), ctx.now);
  return { state, rows: assessClass(classId, gathered, grading ?? { changes: [] }, ctx.rulesOf(trainingClass)).rows };
}
