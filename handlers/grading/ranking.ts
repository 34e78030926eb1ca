import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import { type Router, UsageFault } from '../../src/bot/router.ts';
import { usageWords } from '../../src/bot/usage-words.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { AssessmentRow } from '../../src/training/grading/assessments.ts';
import { assessClass, gatherTrainees } from '../../src/training/grading/class-assessment.ts';
import type { GradingRow } from '../../src/training/grading/gradings.ts';
import { gradingWords } from '../../src/training/grading/words.ts';

/** `/名次`: the ranked list, told to the staff of the class when they ask, and never sent to anybody. */
export function ranking(router: Router): void {
  router.command(
    {
      names: ['名次', 'ranking'],
      action: 'score.readClass',
      usage: '/名次 <班号>',
      example: '/名次 2026-01',
      about: '查看全班名次、等次和优秀学员人选',
    },
    async (ctx, { args }) => {
      const [classId] = args;
      if (classId === undefined) throw new UsageFault(usageWords.classId);
      await list(ctx, classId);
    },
  );
  router.press('grade.list', (ctx) => list(ctx, ctx.fact('classId')));
}

async function list(ctx: Context, classId: string): Promise<void> {
  const trainingClass = await findClass(ctx, classId);
  await ctx.require('score.readClass', { classId });
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
