import type { Argument } from '../../src/bot/command.ts';
import type { Context } from '../../src/bot/context.ts';
import { replyWithChart } from '../../src/bot/picture.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { typedNumber } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import { menuTopics } from '../../src/training/needs/topics.ts';
import { resultPictureWords } from '../../src/training/needs-survey/picture-words.ts';
import {
  drawSurveyResults,
  listByLevel,
  listByUnit,
  listWritten,
  sendSurveyResults,
} from '../../src/training/needs-survey/presses.ts';
import type { AnswerSheet } from '../../src/training/needs-survey/question.ts';
import { surveyChart } from '../../src/training/needs-survey/results-chart.ts';
import { resultsSheet } from '../../src/training/needs-survey/results-sheet.ts';
import { surveyResultWords, UNITS_PER_PAGE } from '../../src/training/needs-survey/results-words.ts';
import { levelTallies, questionTallies, unitTallies } from '../../src/training/needs-survey/survey-tallies.ts';
import { writtenAnswers } from '../../src/training/needs-survey/survey-tally.ts';
import { type SurveyRow, takesAnswers } from '../../src/training/needs-survey/surveys.ts';
import { themesOf } from '../../src/training/needs-survey/themes.ts';

/** Results after the end of a survey: by topic, by unit, and written answers; never for fewer people than the rules allow. */
export function surveyResults(router: Router): void {
  router.command(
    {
      names: ['调查结果', 'survey-results'],
      action: 'survey.results',
      right: 'found',
      args: [surveyArgFor('survey.results')],
      example: '/调查结果 {closedSurvey}',
      about: '查看需求调查结果（按主题、按单位、文字意见）',
      next: '列出汇总结果；查看后不能再重开。',
      isFinal: true,
    },
    (ctx, { survey }) => showTopics(ctx, survey),
  );
  router.press(listByUnit, showUnits);
  router.press(listByLevel, showLevels);
  router.press(sendSurveyResults, sendResults);
  router.press(drawSurveyResults, drawResults);
  router.press(listWritten, showWritten);
}

/** Acts that whoever made a survey and its co-owners may do with it. */
type OfSurvey = 'survey.progress' | 'survey.results' | 'survey.chase' | 'survey.close';

/** A survey that was sent, by its number; if that is missing, the answer lists recent ones. */
export const surveyArg: Argument<'survey', SurveyRow> = {
  key: 'survey',
  usage: '<编号>',
  missing: async ({ store }) => surveyResultWords.recent(await store.surveys.recent(5)),
  take(words) {
    const typed = words.next();
    return typed === undefined ? undefined : (ctx) => surveyNamed(ctx, typedNumber(typed));
  },
};

/** One with which this person may do so, also as its co-owner; if the number is missing, the answer lists theirs. */
export function surveyArgFor(action: OfSurvey): Argument<'survey', SurveyRow> {
  return {
    ...surveyArg,
    async missing(ctx) {
      const [recent, shared] = await Promise.all([
        ctx.store.surveys.recent(5),
        ctx.store.surveys.sharedWith(ctx.person._id),
      ]);
      const all = [...new Map([...recent, ...shared].map((row) => [row._id, row])).values()];
      return surveyResultWords.recent((await ctx.allowedOf(action, all, subjectOf)).slice(0, 5));
    },
    take(words) {
      const typed = words.next();
      return typed === undefined ? undefined : (ctx) => surveyFor(ctx, action, typedNumber(typed));
    },
  };
}

/** The survey with this number, if this person may do so with it. @throws RuleError `policy…`, `survey.unknown` */
export async function surveyFor(ctx: Context, action: OfSurvey, number: string): Promise<SurveyRow> {
  const row = await ctx.store.surveys.byId(number);
  const sent = row?.openedAt === undefined ? null : row;
  return ctx.requireFound(action, sent, subjectOf, new RuleError('survey.unknown', { survey: number }));
}

export function subjectOf({ _id: surveyId }: Pick<SurveyRow, '_id'>): { surveyId: string } {
  return { surveyId };
}

/** @throws RuleError `survey.unknown` */
export async function surveyNamed(ctx: Context, number: string): Promise<SurveyRow> {
  const row = await ctx.store.surveys.byId(number);
  if (row === null || row.openedAt === undefined) throw new RuleError('survey.unknown', { survey: number });
  return row;
}

async function showTopics(ctx: Context, survey: SurveyRow): Promise<void> {
  const sheets = await sheetsToShow(ctx, survey);
  if (sheets === undefined) return;
  const tallies = await questionTallies(survey, sheets);
  await ctx.reply(surveyResultWords.byTopic(survey, await ctx.store.surveyAnswers.count(survey._id), tallies));
  await ctx.reply(surveyResultWords.more(survey, await ctx.may('survey.read-files', subjectOf(survey))));
}

async function showUnits(ctx: Context, facts: Facts<typeof listByUnit>): Promise<void> {
  const survey = await surveyFor(ctx, 'survey.results', facts.survey);
  const sheets = await sheetsToShow(ctx, survey);
  if (sheets === undefined) return;
  const tallies = await unitTallies(survey, sheets);
  const names = new Map((await ctx.store.units.all()).map((unit) => [unit._id, unit.name]));
  const of = Math.ceil(tallies.length / UNITS_PER_PAGE);
  const page = Math.min(facts.page, of);
  const lines = tallies
    .slice((page - 1) * UNITS_PER_PAGE, page * UNITS_PER_PAGE)
    .map((tally) => surveyResultWords.unitLine(tally, names.get(tally.unitId ?? '')));
  await ctx.reply(surveyResultWords.byUnit(survey, lines, page, of));
}

async function showLevels(ctx: Context, facts: Facts<typeof listByLevel>): Promise<void> {
  const survey = await surveyFor(ctx, 'survey.results', facts.survey);
  const sheets = await sheetsToShow(ctx, survey);
  if (sheets === undefined) return;
  const tallies = await levelTallies(survey, sheets);
  await ctx.reply(
    tallies.length === 0 ? surveyResultWords.noLevels(survey) : surveyResultWords.byLevel(survey, tallies),
  );
}

async function sendResults(ctx: Context, facts: Facts<typeof sendSurveyResults>): Promise<void> {
  const survey = await surveyFor(ctx, 'survey.results', facts.survey);
  const sheets = await sheetsToShow(ctx, survey);
  if (sheets === undefined) return;
  const [count, tallies] = [await ctx.store.surveyAnswers.count(survey._id), await questionTallies(survey, sheets)];
  const todayOn = beijingDateOf(ctx.now);
  await sendList(ctx, resultsSheet(survey, count, tallies, await levelTallies(survey, sheets), todayOn));
}

async function drawResults(ctx: Context, facts: Facts<typeof drawSurveyResults>): Promise<void> {
  const survey = await surveyFor(ctx, 'survey.results', facts.survey);
  const sheets = await sheetsToShow(ctx, survey);
  if (sheets === undefined) return;
  const [count, tallies] = [await ctx.store.surveyAnswers.count(survey._id), await questionTallies(survey, sheets)];
  const chart = surveyChart(survey, count, tallies);
  if (chart.parts.length === 0) return ctx.reply(resultPictureWords.nothing(survey));
  await replyWithChart(ctx, resultPictureWords.fileName(survey), chart, resultPictureWords.notDrawn(survey));
}

async function showWritten(ctx: Context, facts: { survey: string }): Promise<void> {
  const survey = await surveyFor(ctx, 'survey.results', facts.survey);
  const sheets = await sheetsToShow(ctx, survey);
  if (sheets === undefined) return;
  const questions = survey.questions
    .filter((question) => question.kind === 'text')
    .map((question) => {
      const texts = writtenAnswers(question.id, sheets, survey.smallestGroup);
      return { question, texts, themes: themesOf(menuTopics(ctx.rules), texts) };
    });
  await ctx.reply(surveyResultWords.written(survey, questions));
}

/** What was handed in; `undefined`, with the person told why, while the survey runs or when too few answered. */
export async function sheetsToShow(ctx: Context, survey: SurveyRow): Promise<AnswerSheet[] | undefined> {
  const count = await ctx.store.surveyAnswers.count(survey._id);
  if (survey.triesOut !== undefined) {
    await ctx.reply(surveyResultWords.onlyTried(survey));
    return undefined;
  }
  if (takesAnswers(survey, ctx.now)) {
    await ctx.reply(surveyResultWords.notYet(survey, count));
    return undefined;
  }
  if (count.done < survey.smallestGroup) {
    await ctx.reply(surveyResultWords.tooFew(survey, count));
    return undefined;
  }
  if (!(await ctx.store.surveys.noteRead(survey, ctx.now)))
    return sheetsToShow(ctx, await surveyNamed(ctx, survey._id));
  return ctx.store.surveyAnswers.sheetsOf(survey);
}
