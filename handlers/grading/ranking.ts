import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { classCorrections } from '../../src/training/grading/class-corrections.ts';
import { listRanking, sendRanking } from '../../src/training/grading/presses.ts';
import { rankedClass } from '../../src/training/grading/ranked-class.ts';
import { rankingWords } from '../../src/training/grading/ranking-words.ts';

/** `/名次`: shows the places of everybody to the evaluation team, who ask for them; they are never sent unasked. */
export function ranking(router: Router): void {
  router.command(
    {
      names: ['名次', 'ranking'],
      action: 'grade.read-places',
      right: 'class',
      args: [classArg()],
      example: '/名次 {class}',
      about: '查看全班名次、等次和优秀学员人选',
      next: '列出名次和等次，不作改动，不对学员和群公开。',
    },
    list,
  );
  router.press(listRanking, async (ctx, { classId }) =>
    list(ctx, { trainingClass: await allowedClass(ctx, 'grade.read-places', classId) }),
  );
  router.sheet(sendRanking, async (ctx, { classId }) => {
    const trainingClass = await allowedClass(ctx, 'grade.read-places', classId);
    const { state, rows } = await rankedClass(ctx.store, trainingClass, ctx.rulesNear(trainingClass), ctx.now);
    return rankingWords.sheet(trainingClass, state, rows, beijingDateOf(ctx.now));
  });
}

async function list(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const { state, rows } = await rankedClass(ctx.store, trainingClass, ctx.rulesNear(trainingClass), ctx.now);
  await ctx.reply(rankingWords.list(trainingClass, state, rows, await classCorrections(ctx.store, trainingClass._id)));
}
