import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { RuleError } from '../../src/errors.ts';
import { answerPage, giveAnswerWords } from '../../src/training/needs-survey/presses.ts';
import { answerBefore, nextQuestion, type Question, questionsFor } from '../../src/training/needs-survey/survey.ts';
import type { SurveyAnswerRow } from '../../src/training/needs-survey/survey-answers.ts';
import { nextPage } from '../../src/training/needs-survey/survey-page.ts';
import { type SurveyRow, takesAnswers } from '../../src/training/needs-survey/surveys.ts';
import { surveyCardId, surveyWords } from '../../src/training/needs-survey/words.ts';

/** The person's sheet of a survey that accepts answers, and the questions for them. */
export interface Filling {
  survey: SurveyRow;
  sheet: SurveyAnswerRow;
  asked: readonly Question[];
}

/** The person's sheet and questions; `undefined` if the survey is over, in which case the person is told and the card closed. */
export async function openSheet(ctx: Context, about: { survey: string }): Promise<Filling | undefined> {
  const sheet = await ctx.store.surveyAnswers.byId(about.survey, ctx.person._id);
  const survey = sheet && (await ctx.store.surveys.byId(sheet.surveyId));
  if (sheet === null || survey === null) throw new RuleError('survey.not-asked', {});
  await ctx.require('survey.answer', { cadreId: sheet.cadreId });
  if (takesAnswers(survey, ctx.now))
    return { survey, sheet, asked: questionsFor(survey.questions, { headsUnit: sheet.headsUnit }) };
  await settleCopies(ctx, ctx.person._id, surveyCardId(survey._id), surveyWords.closed);
  await ctx.reply(surveyWords.closedReply(survey));
  return undefined;
}

/**
 * Asks what comes next, or says thanks if the sheet is complete.
 * @param noted - what was understood of the answer before, said above the next questions where no card shows it
 */
export async function goOn(ctx: Context, filling: Filling, shown: 'card' | 'text', noted?: string): Promise<void> {
  const { survey, sheet, asked } = filling;
  const answers = (await ctx.store.surveyAnswers.byId(survey._id, ctx.person._id))?.answers ?? sheet.answers;
  const question = nextQuestion(asked, answers);
  if (question === undefined) return thank(ctx, filling);
  const earlier = await ctx.store.surveyAnswers.earlierOf(ctx.person._id);
  const before = answerBefore(question, earlier);
  const about = { survey: survey._id, question: question.id };
  const place = { number: asked.indexOf(question) + 1, of: asked.length };
  if (question.kind === 'text') {
    await ctx.expect(giveAnswerWords.with({ ...about, shown }));
    if (shown === 'text') return ctx.reply(surveyWords.write(question, place, before, noted));
  } else if (shown === 'text') {
    const page = nextPage(asked, answers);
    const all = page.flatMap((each) => answerBefore(each, earlier) ?? []);
    await ctx.expect(answerPage.with(about));
    return ctx.reply(surveyWords.page(page, place, all.length === page.length ? all : undefined, noted));
  } else await stopAwaitingWords(ctx);
  const card = surveyWords.question(survey, question, place, before);
  await (ctx.update.kind === 'pressed' ? ctx.revise(card) : ctx.reply(card, survey.closesAt));
}

export async function tellDone(ctx: Context, { survey }: Filling): Promise<void> {
  await ctx.settle(surveyWords.done);
  await ctx.reply(surveyWords.doneBefore(survey));
}

/** A card that was pressed says thanks itself; whoever typed gets a message. */
async function thank(ctx: Context, { survey, sheet, asked }: Filling): Promise<void> {
  await ctx.store.surveyAnswers.finish(sheet._id, ctx.now);
  await stopAwaitingWords(ctx);
  const thanks = surveyWords.thanks(survey, asked.length);
  if (ctx.update.kind === 'pressed') return ctx.revise({ ...thanks, settled: surveyWords.done });
  await settleCopies(ctx, ctx.person._id, surveyCardId(survey._id), surveyWords.done);
  await ctx.reply(thanks);
}

/** After going back from a text question, text no longer answers it. */
async function stopAwaitingWords(ctx: Context): Promise<void> {
  const open = await ctx.store.expectations.of(ctx.person._id, ctx.now);
  if (open?.press.action === giveAnswerWords.action || open?.press.action === answerPage.action)
    await ctx.store.expectations.answered(ctx.person._id, open.askedByUpdate, ctx.update.id);
}
