import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import { MOST_NAMES, surveyResultWords, type UnitProgress } from '../../src/training/needs-survey/results-words.ts';
import type { SheetMark } from '../../src/training/needs-survey/survey-answers.ts';
import { type SurveyRow, takesAnswers } from '../../src/training/needs-survey/surveys.ts';
import { surveyWords } from '../../src/training/needs-survey/words.ts';
import { surveyNamed } from './survey-results.ts';

/** How far a survey is, and ending it before its last day. */
export function surveyProgress(router: Router): void {
  router.command(
    {
      names: ['调查进度', 'survey-progress'],
      action: 'survey.progress',
      usage: '/调查进度 <编号> [单位全称]',
      example: '/调查进度 D2026-1',
      about: '查看需求调查的应答人数和未完成名单',
    },
    async (ctx, command) => progress(ctx, await surveyNamed(ctx, command.args[0]), command.args[1]),
  );
  router.command(
    {
      names: ['结束调查', 'close-survey'],
      action: 'survey.close',
      usage: '/结束调查 <编号>',
      example: '/结束调查 D2026-1',
      about: '提前结束需求调查',
    },
    async (ctx, command) => previewEnd(ctx, await surveyNamed(ctx, command.args[0])),
  );
  router.press('survey.keep', (ctx) => ctx.settle(surveyWords.kept));
  router.press('survey.close', end);
}

async function progress(ctx: Context, survey: SurveyRow, unitName: string | undefined): Promise<void> {
  await ctx.require('survey.progress', {});
  const unit = unitName === undefined ? null : await ctx.store.units.named(unitName);
  if (unitName !== undefined && unit === null) throw new RuleError('unit.unknown', { name: unitName });
  const marks = await ctx.store.surveyAnswers.marksOf(survey._id);
  const about = marks.filter((mark) => unit === null || mark.unitId === unit._id);
  const units = await byUnit(ctx, about, await waitingNames(ctx, about));
  if (unitName === undefined) return ctx.reply(surveyResultWords.progress(survey, units));
  const [only] = units;
  await ctx.reply(
    only === undefined ? surveyResultWords.notInScope(survey, unitName) : surveyResultWords.unitProgress(survey, only),
  );
}

/** Names of those who have not answered, by cadre: only for whom they are meant, and only as many as one can read. */
async function waitingNames(ctx: Context, marks: readonly SheetMark[]): Promise<ReadonlyMap<string, string>> {
  const waiting = marks.filter((mark) => mark.state === 'waiting').map((mark) => mark.cadreId);
  if (waiting.length > MOST_NAMES || !(await ctx.may('survey.readNames', {}))) return new Map();
  return new Map((await ctx.store.cadres.many(waiting)).map((person) => [person._id, person.name]));
}

/** Counts by unit, those with most people left first. */
async function byUnit(
  ctx: Context,
  marks: readonly SheetMark[],
  names: ReadonlyMap<string, string>,
): Promise<UnitProgress[]> {
  const units = await ctx.store.units.many([...new Set(marks.map((mark) => mark.unitId))]);
  return units
    .map((unit) => {
      const own = marks.filter((mark) => mark.unitId === unit._id);
      const left = own.filter((mark) => mark.state === 'waiting');
      return {
        name: unit.name,
        all: own.length,
        done: own.length - left.length,
        waitingNames: left.map((mark) => names.get(mark.cadreId)).filter((name) => name !== undefined),
      };
    })
    .sort((a, b) => b.all - b.done - (a.all - a.done) || a.name.localeCompare(b.name, 'zh'));
}

async function previewEnd(ctx: Context, survey: SurveyRow): Promise<void> {
  await ctx.require('survey.close', {});
  if (!takesAnswers(survey, ctx.now)) throw new RuleError('survey.closed_already', { survey: survey._id });
  await ctx.reply(surveyWords.closePreview(survey, await ctx.store.surveyAnswers.count(survey._id)));
}

async function end(ctx: Context): Promise<void> {
  await ctx.require('survey.close', {});
  const survey = await surveyNamed(ctx, ctx.fact('survey'));
  const closed = (await ctx.store.surveys.close(survey._id, ctx.update.id, ctx.now)) ?? survey;
  await ctx.settle(surveyWords.ended);
  if (closed.closedBy !== ctx.update.id) throw new RuleError('survey.closed_already', { survey: survey._id });
  await ctx.reply(surveyWords.endedReply(closed, await ctx.store.surveyAnswers.count(closed._id)));
}
