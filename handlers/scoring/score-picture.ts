import { classArg, numberedArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import { replyWithChart } from '../../src/bot/picture.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { resultWords } from '../../src/training/feedback/words.ts';
import { classesWithResults } from '../../src/training/grading/own-results.ts';
import { scoreAttendance } from '../../src/training/scoring/attendance-score.ts';
import { classScores } from '../../src/training/scoring/class-scores.ts';
import { indicatorSpreads } from '../../src/training/scoring/indicator-spread.ts';
import { scorePictureWords } from '../../src/training/scoring/picture-words.ts';
import { sendSpread, showBoards } from '../../src/training/scoring/presses.ts';
import { classChart, ownBoardsChart } from '../../src/training/scoring/score-pictures.ts';
import { spreadWords } from '../../src/training/scoring/spread-words.ts';
import { scoringWords } from '../../src/training/scoring/words.ts';

/** Points as a picture, for whoever asks for it: a trainee's own four boards, a class for those who may see its scores. */
export function scorePicture(router: Router): void {
  router.word(['成绩图', '我的成绩图', '积分图'], (ctx) => showOwn(ctx, undefined), { ofTrainees: true });
  router.command(
    {
      names: ['成绩图', 'score-picture'],
      action: 'score.read-own',
      right: 'speaker',
      args: [optional(numberedArg('classId', '班号'))],
      example: '/成绩图',
      about: '以图片查看本人四个板块的得分和全班居中一半学员的得分',
      next: '发来一张图，不显示他人姓名和名次。',
    },
    (ctx, { classId }) => showOwn(ctx, classId),
  );
  router.command(
    {
      names: ['得分分布', 'score-spread'],
      action: 'score.read-class',
      right: 'class',
      args: [classArg()],
      example: '/得分分布 {class}',
      about: '查看全班得分的分布和没有拉开差距的指标，不显示姓名',
      next: '发来一张图和各项指标的情况，可领取表格。',
    },
    showClass,
  );
  router.press(showBoards, (ctx, { classId }) => showOwn(ctx, classId));
  router.sheet(sendSpread, async (ctx, { classId }) => {
    const trainingClass = await allowedClass(ctx, 'score.read-class', classId);
    const scores = (await scoresOf(ctx, trainingClass)).map(({ score }) => score);
    const { spreadLeastPeople } = ctx.rulesOf(trainingClass).grading;
    return spreadWords.sheet(trainingClass, indicatorSpreads(scores, spreadLeastPeople), beijingDateOf(ctx.now));
  });
}

async function showOwn(ctx: Context, classId: string | undefined): Promise<void> {
  await ctx.require('score.read-own', { cadreId: ctx.person._id });
  const own = await classesWithResults(ctx.store, ctx.person._id);
  const found = classId === undefined ? own[0] : own.find(({ trainingClass }) => trainingClass._id === classId);
  if (found === undefined)
    return ctx.reply(classId === undefined ? scoringWords.noClass : resultWords.notYours(classId));
  const { trainingClass } = found;
  const scores = await scoresOf(ctx, trainingClass);
  const score = scores.find(({ cadreId }) => cadreId === ctx.person._id)?.score;
  if (score === undefined) return ctx.reply(resultWords.notYours(trainingClass._id));
  const { spreadLeastPeople } = ctx.rulesOf(trainingClass).grading;
  const all = scores.map((each) => each.score);
  await replyWithChart(
    ctx,
    scorePictureWords.fileName(trainingClass._id),
    ownBoardsChart({ className: trainingClass.name, trainee: ctx.person.name }, score, all, spreadLeastPeople),
    scorePictureWords.ownInWords(trainingClass.name, score),
  );
}

async function showClass(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const scores = (await scoresOf(ctx, trainingClass)).map(({ score }) => score);
  if (scores.length === 0) return ctx.reply(scorePictureWords.nobody(trainingClass.name));
  const { spreadLeastPeople } = ctx.rulesOf(trainingClass).grading;
  const spreads = indicatorSpreads(scores, spreadLeastPeople);
  if (spreads.length > 0) await ctx.reply(spreadWords.card(trainingClass, spreads));
  await replyWithChart(
    ctx,
    scorePictureWords.classFileName(trainingClass._id),
    classChart({ name: trainingClass.name, isGraded: trainingClass.state !== 'planned' }, scores, spreadLeastPeople),
    scorePictureWords.notDrawn(trainingClass._id),
  );
}

/** As they are now; once the grades are confirmed nothing is added for attendance. */
async function scoresOf(ctx: Context, trainingClass: ClassRow) {
  const rules = ctx.rulesOf(trainingClass);
  if (trainingClass.state === 'planned') await scoreAttendance(ctx.store, trainingClass._id, rules, ctx.now);
  return classScores(ctx.store, trainingClass._id, rules.scoring);
}
