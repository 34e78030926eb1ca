import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { isSameWord, typedWord } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import {
  answerQuestion,
  backToQuestion,
  giveAnswerWords,
  skipQuestion,
  startSurvey,
  writeAnswer,
} from '../../src/training/needs-survey/presses.ts';
import {
  answerInWords,
  checkAnswer,
  nextQuestion,
  type Question,
  questionsFor,
} from '../../src/training/needs-survey/survey.ts';
import type { SurveyAnswerRow } from '../../src/training/needs-survey/survey-answers.ts';
import { type SurveyRow, takesAnswers } from '../../src/training/needs-survey/surveys.ts';
import {
  invitationCardId,
  questionCardId,
  questionLabels,
  surveyWords,
} from '../../src/training/needs-survey/words.ts';

/** One person answers a survey, question by question, and can continue after a break. */
export function surveyAnswer(router: Router): void {
  router.press(startSurvey, start);
  router.press(answerQuestion, (ctx, facts) => answer(ctx, facts, ctx.choices));
  router.press(skipQuestion, (ctx, facts) => answer(ctx, facts, []));
  router.press(giveAnswerWords, takeWords);
  router.press(writeAnswer, write);
  router.press(backToQuestion, back);
}

/** The question of a card. */
type AboutQuestion = Facts<typeof answerQuestion>;

/** The person's sheet of a survey that accepts answers, and the questions for them. */
interface Filling {
  survey: SurveyRow;
  sheet: SurveyAnswerRow;
  asked: readonly Question[];
}

async function start(ctx: Context, facts: { survey: string }): Promise<void> {
  const filling = await ownSheet(ctx, facts);
  if (filling === undefined) return;
  if (filling.sheet.state === 'done') return tellDone(ctx, filling);
  await ctx.settle(surveyWords.begun);
  await goOn(ctx, filling);
}

/** Text that answers a text question, unless it is the label of one of the card's buttons. */
function takeWords(ctx: Context, about: AboutQuestion): Promise<void> {
  const words = (ctx.words ?? '').trim();
  if (isSameWord(words, questionLabels.skip)) return answer(ctx, about, []);
  if (isSameWord(words, questionLabels.back)) return back(ctx, about);
  return answer(ctx, about, words);
}

/** Stores the answer to the present question; an answer to another one leads to the present one being asked again. */
async function answer(ctx: Context, about: AboutQuestion, raw: string | readonly string[]): Promise<void> {
  const filling = await ownSheet(ctx, about);
  if (filling === undefined) return;
  const { survey, sheet, asked } = filling;
  const given = sheet.answers.find((each) => each.byUpdate === ctx.update.id);
  if (given === undefined && sheet.state === 'done') return tellDone(ctx, filling);
  const question = asked.find((each) => each.id === given?.questionId) ?? nextQuestion(asked, sheet.answers);
  const meant = typeof raw === 'string' ? question?.id : about.question;
  if (question === undefined || meant !== question.id) {
    await settleCopies(ctx, ctx.person._id, questionCardId(survey._id, about.question), surveyWords.done);
    return goOn(ctx, filling);
  }
  if (given === undefined) refuseBareNumber(question, raw);
  const wanted = given ?? { ...checkAnswer(question, raw), byUpdate: ctx.update.id };
  await ctx.store.surveyAnswers.answer(sheet._id, wanted);
  const settled =
    question.kind === 'text' && wanted.text !== ''
      ? surveyWords.written
      : surveyWords.chosen(answerInWords(question, wanted));
  await settleCopies(ctx, ctx.person._id, questionCardId(survey._id, question.id), settled);
  await goOn(ctx, filling);
}

/** The text for a text question can be sent again, even after the bot has stopped waiting for it. */
async function write(ctx: Context, about: AboutQuestion): Promise<void> {
  const filling = await ownSheet(ctx, about);
  if (filling === undefined) return;
  const question = nextQuestion(filling.asked, filling.sheet.answers);
  if (question?.kind !== 'text' || question.id !== about.question) return goOn(ctx, filling);
  await awaitWords(ctx, filling.survey, question);
  await ctx.reply(surveyWords.writeNow(question));
}

async function back(ctx: Context, about: AboutQuestion): Promise<void> {
  const filling = await ownSheet(ctx, about);
  if (filling === undefined) return;
  const { survey, sheet, asked } = filling;
  if (sheet.state === 'done') return tellDone(ctx, filling);
  const from = about.question;
  const previous = asked[asked.findIndex((each) => each.id === from) - 1];
  const isPresent = nextQuestion(asked, sheet.answers)?.id === from;
  if (isPresent && previous !== undefined)
    await ctx.store.surveyAnswers.takeBack(sheet._id, previous.id, ctx.update.id);
  await settleCopies(ctx, ctx.person._id, questionCardId(survey._id, from), surveyWords.wentBack);
  await goOn(ctx, filling);
}

/** Asks the first question without an answer, or says thanks if the sheet is complete. */
async function goOn(ctx: Context, { survey, sheet, asked }: Filling): Promise<void> {
  const answers = (await ctx.store.surveyAnswers.byId(survey._id, ctx.person._id))?.answers ?? sheet.answers;
  const question = nextQuestion(asked, answers);
  if (question?.kind !== 'text') await stopAwaitingWords(ctx);
  if (question === undefined) {
    await ctx.store.surveyAnswers.finish(sheet._id, ctx.now);
    await settleCopies(ctx, ctx.person._id, invitationCardId(survey._id), surveyWords.done);
    return ctx.reply(surveyWords.thanks(survey, asked.length));
  }
  if (question.kind === 'text') await awaitWords(ctx, survey, question);
  const place = { number: asked.indexOf(question) + 1, of: asked.length };
  await ctx.reply(surveyWords.question(survey, question, place), survey.closesAt);
}

/** The person's sheet and questions; `undefined` if the survey is over, in which case the person is told and the card closed. */
async function ownSheet(ctx: Context, about: { survey: string; question?: string }): Promise<Filling | undefined> {
  const sheet = await ctx.store.surveyAnswers.byId(about.survey, ctx.person._id);
  const survey = sheet && (await ctx.store.surveys.byId(sheet.surveyId));
  if (sheet === null || survey === null) throw new RuleError('survey.not-asked', {});
  await ctx.require('survey.answer', { cadreId: sheet.cadreId });
  if (takesAnswers(survey, ctx.now))
    return { survey, sheet, asked: questionsFor(survey.questions, { headsUnit: sheet.headsUnit }) };
  const cardId =
    about.question === undefined ? invitationCardId(survey._id) : questionCardId(survey._id, about.question);
  await settleCopies(ctx, ctx.person._id, cardId, surveyWords.closed);
  await ctx.reply(surveyWords.closedReply(survey));
  return undefined;
}

async function tellDone(ctx: Context, { survey }: Filling): Promise<void> {
  await ctx.settle(surveyWords.done);
  await ctx.reply(surveyWords.doneBefore(survey));
}

async function awaitWords(ctx: Context, survey: SurveyRow, question: Question): Promise<void> {
  await ctx.expect(giveAnswerWords.with({ survey: survey._id, question: question.id }));
}

/** After going back from a text question, text no longer answers it. */
async function stopAwaitingWords(ctx: Context): Promise<void> {
  const open = await ctx.store.expectations.of(ctx.person._id, ctx.now);
  if (open?.press.action === giveAnswerWords.action)
    await ctx.store.expectations.answered(ctx.person._id, open.askedByUpdate);
}

/** A bare number is meant for a card and not for a question that asks for text. */
function refuseBareNumber(question: Question, raw: string | readonly string[]): void {
  if (question.kind === 'text' && typeof raw === 'string' && /^\d{1,3}$/.test(typedWord(raw)))
    throw new RuleError('survey.words-wanted', { title: question.title });
}
