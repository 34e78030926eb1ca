import { optional, unitArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { nothingKept } from '../../src/bot/preview.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf, formatDate } from '../../src/calendar/beijing-time.ts';
import { text } from '../../src/chat/message.ts';
import type { Facts } from '../../src/chat/press.ts';
import type { UnitRow } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import { closeSurvey, keepSurvey, sendSurveyProgress } from '../../src/training/needs-survey/presses.ts';
import { MOST_NAMES, surveyResultWords } from '../../src/training/needs-survey/results-words.ts';
import { runningSurveyWords } from '../../src/training/needs-survey/running-words.ts';
import type { SheetMark } from '../../src/training/needs-survey/survey-answers.ts';
import { type SurveyRow, takesAnswers } from '../../src/training/needs-survey/surveys.ts';
import { unitProgress } from '../../src/training/needs-survey/unit-progress.ts';
import { surveyWords } from '../../src/training/needs-survey/words.ts';
import { marksWithin } from './survey-chase.ts';
import { lastPostponedBy } from './survey-postpone.ts';
import { subjectOf, surveyArgFor, surveyFor } from './survey-results.ts';

/** Showing the progress of a survey, and closing it before its last day. */
export function surveyProgress(router: Router): void {
  router.command(
    {
      names: ['调查进度', 'survey-progress'],
      action: 'survey.progress',
      right: 'found',
      args: [surveyArgFor('survey.progress'), optional(unitArg('unit'))],
      example: '/调查进度 {survey}',
      about: '查看需求调查的填写人数和未填名单',
      next: '列出填写人数，到时自动提醒未填人员。',
    },
    progress,
  );
  router.command(
    {
      names: ['结束调查', 'close-survey'],
      action: 'survey.close',
      right: 'found',
      args: [surveyArgFor('survey.close')],
      example: '/结束调查 {survey}',
      about: '提前结束需求调查',
      next: '先预览，确认后不再接受填写，可查看结果。',
    },
    previewEnd,
  );
  router.sheet(sendSurveyProgress, async (ctx, facts) => {
    const survey = await surveyFor(ctx, 'survey.progress', facts.survey);
    const marks = await ctx.store.surveyAnswers.marksOf(survey._id);
    const names = await waitingNames(ctx, marks, Number.POSITIVE_INFINITY);
    return surveyResultWords.progressSheet(survey, await unitProgress(ctx.store, marks, names), beijingDateOf(ctx.now));
  });
  router.preview({ confirm: closeSurvey, drop: keepSurvey, shown: nothingKept, dropped: surveyWords.kept }, end);
}

async function progress(
  ctx: Context,
  { survey, unit }: { survey: SurveyRow; unit: UnitRow | undefined },
): Promise<void> {
  const marks = await ctx.store.surveyAnswers.marksOf(survey._id);
  const about = unit === undefined ? marks : await marksWithin(ctx, unit, marks);
  const units = await unitProgress(ctx.store, about, await waitingNames(ctx, about));
  const [only] = units;
  if (unit !== undefined && only === undefined) return ctx.reply(surveyResultWords.notInScope(survey, unit.name));
  const waiting = about.filter(({ state }) => state === 'waiting').length;
  const mayChase = waiting > 0 && takesAnswers(survey, ctx.now) && (await ctx.may('survey.chase', subjectOf(survey)));
  const figures =
    unit === undefined || only === undefined
      ? surveyResultWords.progress(survey, units, mayChase)
      : text(surveyResultWords.unitProgress(survey, only));
  await ctx.reply(figures);
  if (mayChase && figures.kind === 'text') await ctx.reply(runningSurveyWords.chase(survey, waiting, unit));
}

/** Names of those who have not answered, by cadre: only for people who may see them, and only if there are not more than `most`. */
async function waitingNames(
  ctx: Context,
  marks: readonly SheetMark[],
  most: number = MOST_NAMES,
): Promise<ReadonlyMap<string, string>> {
  const waiting = marks.filter((mark) => mark.state === 'waiting').map((mark) => mark.cadreId);
  if (waiting.length > most || !(await ctx.may('survey.read-names', {}))) return new Map();
  return new Map((await ctx.store.cadres.many(waiting)).map((person) => [person._id, person.name]));
}

async function previewEnd(ctx: Context, { survey }: { survey: SurveyRow }): Promise<void> {
  if (!takesAnswers(survey, ctx.now)) throw await closedAlready(ctx, survey);
  await ctx.reply(surveyWords.closePreview(survey, await ctx.store.surveyAnswers.count(survey._id)));
}

async function end(ctx: Context, _: undefined, facts: Facts<typeof closeSurvey>): Promise<void> {
  const survey = await surveyFor(ctx, 'survey.close', facts.survey);
  const { closesOn = survey.closesOn } = facts;
  if (takesAnswers(survey, ctx.now) && survey.closesOn !== closesOn) throw await postponedMeanwhile(ctx, survey);
  const closed = (await ctx.store.surveys.close(survey._id, ctx.update.id, ctx.now, ctx.person._id)) ?? survey;
  await ctx.settle(surveyWords.ended);
  if (closed.closedByUpdate !== ctx.update.id) throw await closedAlready(ctx, closed);
  await ctx.reply(surveyWords.endedReply(closed, await ctx.store.surveyAnswers.count(closed._id)));
}

async function closedAlready(ctx: Context, { _id: survey, closedBy }: SurveyRow): Promise<RuleError> {
  const who = closedBy === undefined ? undefined : (await ctx.store.cadres.byId(closedBy))?.name;
  return new RuleError('survey.closed-already', { survey, who: who ?? '' });
}

/** Somebody has given it a later last day since its end was shown. */
async function postponedMeanwhile(ctx: Context, { _id: survey, ...row }: SurveyRow): Promise<RuleError> {
  const who = await lastPostponedBy(ctx, row);
  return new RuleError('survey.postponed-meanwhile', { survey, who, closesOn: formatDate(row.closesOn) });
}
