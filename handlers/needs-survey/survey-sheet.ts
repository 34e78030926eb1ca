import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { unitNamed } from '../../src/county/units.ts';
import { RuleError } from '../../src/errors.ts';
import { answerPage, giveAnswerLine, giveAnswerWords } from '../../src/training/needs-survey/presses.ts';
import { type Answer, isChosen, type Question } from '../../src/training/needs-survey/question.ts';
import { surveyQuestionWords } from '../../src/training/needs-survey/question-words.ts';
import { answerBefore, nextQuestion, questionsFor } from '../../src/training/needs-survey/survey.ts';
import type { SurveyAnswerRow } from '../../src/training/needs-survey/survey-answers.ts';
import { nextPage } from '../../src/training/needs-survey/survey-page.ts';
import { pathOf } from '../../src/training/needs-survey/survey-path.ts';
import { type SurveyRow, takesAnswers } from '../../src/training/needs-survey/surveys.ts';
import { surveyCardId, surveyWords } from '../../src/training/needs-survey/words.ts';
import type { AnsweredWith } from '../../src/training/needs-survey/written-answer.ts';
import { showingFull } from './option-limits.ts';
import { noteTried } from './survey-try.ts';

/** The person's sheet of a survey that accepts answers, and the questions for them. */
export interface Filling {
  survey: SurveyRow;
  sheet: SurveyAnswerRow;
  questions: readonly Question[];
}

/** The person's sheet and questions; `undefined` if the survey is over, in which case the person is told and the card closed. */
export async function openSheet(ctx: Context, about: { survey: string }): Promise<Filling | undefined> {
  const sheet = await ctx.store.surveyAnswers.byId(about.survey, ctx.person._id);
  const survey = sheet && (await ctx.store.surveys.byId(sheet.surveyId));
  if (sheet === null || survey === null) throw new RuleError('survey.not-asked', {});
  await ctx.require('survey.answer', { cadreId: sheet.cadreId });
  if (takesAnswers(survey, ctx.now))
    return { survey, sheet, questions: questionsFor(survey.questions, { headsUnit: sheet.headsUnit }) };
  await settleCopies(ctx, ctx.person._id, surveyCardId(survey._id), surveyWords.closed);
  await ctx.reply(surveyWords.closedReply(survey));
  return undefined;
}

/** The questions on the person's way, as their answers lead. */
export function wayOf({ sheet, questions }: Filling, answers: readonly Answer[] = sheet.answers): Question[] {
  return pathOf(questions, [...(sheet.known ?? []), ...answers]);
}

/** What answers to these questions are read with. */
export async function answeredWith(ctx: Context, questions: readonly Question[]): Promise<AnsweredWith> {
  const units = questions.some(({ kind }) => kind === 'unit') ? await ctx.store.units.all() : [];
  return { todayOn: beijingDateOf(ctx.now), unitCalled: (typed) => unitNamed(units, typed)?.name };
}

/**
 * Asks what comes next, or says thanks if the sheet is complete.
 * @param noted - what was understood of the answer before, said above the next questions where no card shows it
 */
export async function goOn(ctx: Context, filling: Filling, shown: 'card' | 'text', noted?: string): Promise<void> {
  const { survey, sheet } = filling;
  const answers = (await ctx.store.surveyAnswers.byId(survey._id, ctx.person._id))?.answers ?? sheet.answers;
  const way = wayOf(filling, answers);
  const question = nextQuestion(way, answers);
  if (question === undefined) return thank(ctx, filling, way.length);
  const earlier = await ctx.store.surveyAnswers.earlierOf(ctx.person._id);
  const known = await answeredWith(ctx, way);
  const before = answerBefore(question, earlier, known);
  const about = { survey: survey._id, question: question.id };
  const place = { number: way.indexOf(question) + 1, of: way.length };
  if (!isChosen(question)) {
    await ctx.expect((question.kind === 'text' ? giveAnswerWords : giveAnswerLine).with({ ...about, shown }));
    const asked = await showingFull(ctx, survey, question);
    if (shown === 'text') return ctx.reply(surveyQuestionWords.write(asked, place, before, noted));
  } else if (shown === 'text') {
    const page = nextPage(way, answers);
    const all = page.flatMap((each) => answerBefore(each, earlier, known) ?? []);
    await ctx.expect(answerPage.with(about));
    const asked = await Promise.all(page.map((each) => showingFull(ctx, survey, each)));
    const repeated = all.length === page.length ? all : undefined;
    return ctx.reply(surveyQuestionWords.page(asked, place, repeated, noted));
  } else await stopAwaitingWords(ctx);
  const card = surveyQuestionWords.question(survey, await showingFull(ctx, survey, question), place, before);
  await (ctx.update.kind === 'pressed' ? ctx.revise(card) : ctx.reply(card, survey.closesAt));
}

export async function tellDone(ctx: Context, { survey }: Filling): Promise<void> {
  await ctx.settle(surveyWords.done);
  await ctx.reply(surveyWords.doneBefore(survey));
}

/** A card that was pressed says thanks itself; whoever typed gets a message. */
async function thank(ctx: Context, { survey, sheet }: Filling, answered: number): Promise<void> {
  await ctx.store.surveyAnswers.finish(sheet._id, ctx.now);
  await noteTried(ctx, survey);
  await stopAwaitingWords(ctx);
  const thanks = surveyWords.thanks(survey, answered);
  if (ctx.update.kind === 'pressed') return ctx.revise({ ...thanks, settled: surveyWords.done });
  await settleCopies(ctx, ctx.person._id, surveyCardId(survey._id), surveyWords.done);
  await ctx.reply(thanks);
}

const awaiting: readonly string[] = [giveAnswerWords, giveAnswerLine, answerPage].map(({ action }) => action);

/** After going back from a text question, text no longer answers it. */
async function stopAwaitingWords(ctx: Context): Promise<void> {
  const open = await ctx.store.expectations.of(ctx.person._id, ctx.now);
  if (open !== null && awaiting.includes(open.press.action))
    await ctx.store.expectations.answered(ctx.person._id, open.askedByUpdate, ctx.update.id);
}
