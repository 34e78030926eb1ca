import { classArg, pastedArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import { pastedSheet, type ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendSheet } from '../../src/bot/sheet-on-request.ts';
import { classSheetName, filledSheet } from '../../src/training/class/class-sheet.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { blankScoreSheet, readScoreSheet, SCORE_SHEET } from '../../src/training/scoring/score-sheet.ts';
import { scoringWords } from '../../src/training/scoring/words.ts';
import { traineesWithUnits } from '../class/trainees.ts';
import { previewScores } from './scoring.ts';

/** `/记分表`: a sheet of the whole class to be filled in and sent back; it is shown before anything is recorded. */
export function scoreSheet(router: Router): void {
  router.command(
    {
      names: ['记分表', 'score-sheet'],
      action: 'score.record',
      right: 'class',
      args: [classArg(), pastedArg],
      example: '/记分表 {class}',
      about: '领取全班记分表，填好后发回，或将表中各行粘贴在命令后面，先预览再记分',
      next: '发来表格，填好后发回，核对确认后计入得分。',
    },
    (ctx, { trainingClass, pasted }) =>
      pasted === undefined
        ? handOut(ctx, trainingClass)
        : takeRows(ctx, trainingClass, pastedSheet(pasted, SCORE_SHEET)),
  );
  router.file({ action: 'score.record', offered: async () => scoringWords.sheetOffer, take });
}

async function handOut(ctx: Context, trainingClass: ClassRow): Promise<void> {
  refuseWhenGraded(trainingClass);
  const trainees = await traineesWithUnits(ctx, trainingClass._id);
  const sheet = blankScoreSheet(trainingClass, trainees, ctx.rulesOf(trainingClass).scoring);
  await ctx.reply(scoringWords.sheetComing(trainingClass));
  await sendSheet(ctx, classSheetName(SCORE_SHEET, trainingClass), sheet);
}

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  const filled = filledSheet(file, SCORE_SHEET);
  if (filled === undefined) return false;
  if (filled.classId === '') {
    await ctx.reply(scoringWords.sheetWithoutClass);
    return true;
  }
  await takeRows(ctx, await allowedClass(ctx, 'score.record', filled.classId), filled.sheet);
  return true;
}

async function takeRows(ctx: Context, trainingClass: ClassRow, sheet: ReceivedFile['sheets'][number]): Promise<void> {
  refuseWhenGraded(trainingClass);
  const { store, update, person, now } = ctx;
  const [trainees, sessions] = await Promise.all([
    store.enrollments.traineesOf(trainingClass._id),
    store.sessions.ofClass(trainingClass._id),
  ]);
  const { events, problems } = readScoreSheet(sheet, trainingClass, trainees, ctx.rulesOf(trainingClass).scoring, {
    updateId: update.id,
    authorId: person._id,
    at: now,
    sessionId: sessions.filter((each) => each.startsAt <= now).at(-1)?._id,
  });
  if (problems.length > 0) await ctx.reply(scoringWords.badSheet(problems));
  else await previewScores(ctx, trainingClass, events);
}
