import { numberedArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { resultWords } from '../../src/training/feedback/words.ts';
import { explainGrade } from '../../src/training/grading/grade-explanation.ts';
import { isUnderReview } from '../../src/training/grading/gradings.ts';
import { classesWithResults, type OwnClass } from '../../src/training/grading/own-results.ts';
import { scoreAttendance } from '../../src/training/scoring/attendance-score.ts';
import { scoreOf } from '../../src/training/scoring/scoring.ts';
import { scoringWords } from '../../src/training/scoring/words.ts';
import { evidenceCard } from './score-evidence.ts';

/** `我的成绩`: one's own points line by line, and the grade with its reasons once it is published. */
export function ownScore(router: Router): void {
  router.word(['我的成绩', '我的得分', '我的积分'], (ctx) => showScores(ctx, undefined));
  router.word(['成绩', '得分'], (ctx) => showScores(ctx, undefined), { ofTrainees: true });
  router.command(
    {
      names: ['我的成绩', 'my-score'],
      action: 'score.read-own',
      right: 'speaker',
      args: [optional(numberedArg('classId', '班号'))],
      example: '/我的成绩',
      about: '查看本人得分、等次和依据',
      next: '列出得分、依据和等次，不作改动。',
    },
    (ctx, { classId }) => showScores(ctx, classId),
  );
}

async function showScores(ctx: Context, classId: string | undefined): Promise<void> {
  await ctx.require('score.read-own', { cadreId: ctx.person._id });
  const own = await classesWithResults(ctx.store, ctx.person._id);
  if (classId !== undefined) {
    const wanted = own.find(({ trainingClass }) => trainingClass._id === classId);
    return wanted === undefined ? ctx.reply(resultWords.notYours(classId)) : explain(ctx, wanted);
  }
  if (own.length === 0) return ctx.reply(scoringWords.noClass);
  const latest = own.find(({ result }) => result !== undefined);
  const others: { trainingClass: ClassRow; result: string }[] = [];
  for (const each of own) {
    if (each.result === undefined || each === latest) await explain(ctx, each);
    else others.push({ trainingClass: each.trainingClass, result: resultWords.outcome(each.result) });
  }
  if (others.length > 0) await ctx.reply(resultWords.others(others));
}

async function explain(ctx: Context, own: OwnClass): Promise<void> {
  await explainScore(ctx, own);
  const evidence = await evidenceCard(ctx, own.trainingClass, ctx.person._id, '我');
  if (evidence !== undefined) await ctx.reply(evidence);
}

async function explainScore(ctx: Context, { trainingClass, result }: OwnClass): Promise<void> {
  if (result !== undefined) return ctx.reply(scoringWords.own(trainingClass, result.explanation));
  const { store } = ctx;
  const rules = ctx.rulesOf(trainingClass);
  const classId = trainingClass._id;
  // After confirmation the result is final, so attendance events are no longer added.
  if (trainingClass.state === 'planned') await scoreAttendance(store, classId, rules, ctx.now);
  const events = await store.scoreEvents.ofTrainee(classId, ctx.person._id);
  const lines = explainGrade({ reasons: [] }, scoreOf(events, rules.scoring));
  const grading = await store.gradings.byClass(classId);
  const note =
    grading !== null && isUnderReview(grading)
      ? resultWords.underReview
      : resultWords.notGradedYet(rules.grading.objectionWorkingDays);
  await ctx.reply(scoringWords.own(trainingClass, [...lines, note]));
}
