import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { replyWithKept } from '../../src/bot/sheet-on-request.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { classCorrections } from '../../src/training/grading/class-corrections.ts';
import { listRanking, sendRanking } from '../../src/training/grading/presses.ts';
import { rankedClass } from '../../src/training/grading/ranked-class.ts';
import { rankingWords } from '../../src/training/grading/ranking-words.ts';

/** `/名次`: the places of everybody for the evaluation team, under a link; chat has the figures alone. */
export function ranking(router: Router): void {
  router.command(
    {
      names: ['名次', 'ranking'],
      action: 'grade.read-places',
      right: 'class',
      args: [classArg()],
      example: '/名次 {class}',
      about: '查看全班名次、等次和优秀学员人选',
      next: '列出人数，名次发工作台的链接，限本人查看一次；不作改动，不对学员和群公开。',
    },
    list,
  );
  router.press(listRanking, async (ctx, { classId }) =>
    list(ctx, { trainingClass: await allowedClass(ctx, 'grade.read-places', classId) }),
  );
  router.sheet(sendRanking, async (ctx, { classId }) => {
    const { sheet } = await ranked(ctx, await allowedClass(ctx, 'grade.read-places', classId));
    return sheet;
  });
}

async function list(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const { figures, sheet } = await ranked(ctx, trainingClass);
  await replyWithKept(ctx, figures, sheet);
}

async function ranked(ctx: Context, trainingClass: ClassRow) {
  const { state, rows } = await rankedClass(ctx.store, trainingClass, ctx.rulesNear(trainingClass), ctx.now);
  const corrections = await classCorrections(ctx.store, trainingClass._id);
  return {
    figures: rankingWords.figures(trainingClass, state, rows, corrections),
    sheet: rankingWords.sheet(trainingClass, state, rows, beijingDateOf(ctx.now), corrections),
  };
}
