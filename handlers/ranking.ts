import type { Context } from '../src/chat/context.ts';
import { type Router, UsageFault } from '../src/chat/router.ts';
import { gradingWords } from '../src/words/grading.ts';
import { usageWords } from '../src/words/usage.ts';
import { assessClass, gatherTrainees } from './class-assessment.ts';
import { findClass } from './people.ts';

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
  const grading = await ctx.store.gradings.byClass(classId);
  const confirmed = grading !== null && ['confirmed', 'released', 'published'].includes(grading.state);
  const rows = confirmed
    ? await ctx.store.assessments.ofClass(classId)
    : assessClass(
        classId,
        await gatherTrainees(ctx, trainingClass),
        grading ?? { changes: [] },
        ctx.rulesOf(trainingClass),
      ).rows;
  await ctx.reply(gradingWords.ranking(trainingClass, grading?.state, rows));
}
