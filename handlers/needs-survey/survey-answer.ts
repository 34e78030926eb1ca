import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { cardCode } from '../../src/chat/message.ts';
import { isSameWord } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import {
  answerPage,
  answerQuestion,
  backToQuestion,
  giveAnswerLine,
  giveAnswerWords,
  repeatAnswer,
  skipQuestion,
  startSurvey,
  writeAnswer,
} from '../../src/training/needs-survey/presses.ts';
import { type Answer, isChosen, type Question } from '../../src/training/needs-survey/question.ts';
import {
  AS_BEFORE,
  questionLabels,
  shownAnswer,
  surveyQuestionWords,
} from '../../src/training/needs-survey/question-words.ts';
import { answerBefore, checkAnswer, nextQuestion } from '../../src/training/needs-survey/survey.ts';
import { nextPage, pageBefore, readPage } from '../../src/training/needs-survey/survey-page.ts';
import { takesAnswers } from '../../src/training/needs-survey/surveys.ts';
import { surveyCardId, surveyWords } from '../../src/training/needs-survey/words.ts';
import { proofAbout } from '../../src/training/proofs/matter.ts';
import { giveOptionsBack, takeOptions } from './option-limits.ts';
import { answeredWith, goOn, openSheet, tellDone, wayOf } from './survey-sheet.ts';

/**
 * One person answers a survey. Whoever taps has one card that becomes the next question in its place; whoever types where no card is shown
 * gets three questions a message. Both can stop and go on later.
 */
export function surveyAnswer(router: Router): void {
  router.word(['继续', '继续填写'], resume);
  router.press(startSurvey, start);
  router.press(answerQuestion, (ctx, facts) => answer(ctx, facts, ctx.choices, shownTo(ctx)));
  router.press(skipQuestion, (ctx, facts) => answer(ctx, facts, [], shownTo(ctx)));
  router.press(repeatAnswer, (ctx, facts) => answer(ctx, facts, [AS_BEFORE], shownTo(ctx)));
  router.press(writeAnswer, write);
  router.press(backToQuestion, (ctx, facts) => back(ctx, facts, shownTo(ctx)));
  router.press(giveAnswerWords, takeWords);
  router.press(giveAnswerLine, takeWords, { readsNumbers: true });
  router.press(answerPage, takePage, { readsNumbers: true });
}

/** Whether the person has the survey on a card that can be tapped, or as text. */
type Shown = 'card' | 'text';

/** The question of a card or a message; of several the first. */
type AboutQuestion = Facts<typeof answerQuestion>;

function shownTo(ctx: Context): Shown {
  return ctx.update.kind === 'pressed' || ctx.pressed?.delivery?.cardRef !== undefined ? 'card' : 'text';
}

async function start(ctx: Context, facts: { survey: string }): Promise<void> {
  const filling = await openSheet(ctx, facts);
  if (filling === undefined) return;
  if (filling.sheet.state === 'done') return tellDone(ctx, filling);
  await goOn(ctx, filling, shownTo(ctx));
}

/** 继续: the survey of this person that ends first goes on where they stopped. */
async function resume(ctx: Context): Promise<void> {
  const waiting = await ctx.store.surveyAnswers.waitingOf(ctx.person._id);
  const surveys = (await ctx.store.surveys.many(waiting.map(({ surveyId }) => surveyId)))
    .filter((survey) => takesAnswers(survey, ctx.now))
    .sort((a, b) => a.closesAt.getTime() - b.closesAt.getTime() || (a._id < b._id ? -1 : 1));
  const [first] = surveys;
  if (first === undefined) return ctx.reply(surveyWords.nothingToContinue);
  const filling = await openSheet(ctx, { survey: first._id });
  if (filling === undefined) return;
  const copies = await ctx.store.sentCards.copies([ctx.person._id], cardCode(surveyCardId(first._id)));
  await goOn(ctx, filling, copies.some(({ cardRef }) => cardRef !== undefined) ? 'card' : 'text');
}

/** Text that answers a question in words, unless it is the label of one of its buttons. */
function takeWords(ctx: Context, { shown = 'card', ...about }: Facts<typeof giveAnswerWords>): Promise<void> {
  const words = (ctx.words ?? '').trim();
  if (isSameWord(words, questionLabels.skip)) return answer(ctx, about, [], shown);
  if (isSameWord(words, questionLabels.repeat)) return answer(ctx, about, [AS_BEFORE], shown);
  if (isSameWord(words, questionLabels.back)) return back(ctx, about, shown);
  return answer(ctx, about, words, shown);
}

/** Stores the answer to the present question; an answer to another one leads to the present one being asked again. */
async function answer(
  ctx: Context,
  about: AboutQuestion,
  raw: string | readonly string[],
  shown: Shown,
): Promise<void> {
  const filling = await openSheet(ctx, about);
  if (filling === undefined) return;
  const { sheet } = filling;
  const way = wayOf(filling);
  const given = sheet.answers.find((each) => each.byUpdate === ctx.update.id);
  if (given === undefined && sheet.state === 'done') return tellDone(ctx, filling);
  const question = way.find((each) => each.id === given?.questionId) ?? nextQuestion(way, sheet.answers);
  const meant = typeof raw === 'string' ? question?.id : about.question;
  if (question === undefined || meant !== question.id) return goOn(ctx, filling, shown);
  if (given === undefined) {
    const known = await answeredWith(ctx, [question]);
    const wanted = raw.includes(AS_BEFORE) ? await repeated(ctx, question) : checkAnswer(question, raw, known);
    await takeOptions(ctx, sheet._id, [{ question, answer: wanted }]);
    await ctx.store.surveyAnswers.answer(sheet._id, { ...wanted, byUpdate: ctx.update.id });
  }
  await goOn(ctx, filling, shown);
}

/** One line of letters that answers the questions of a message. */
async function takePage(ctx: Context, about: AboutQuestion): Promise<void> {
  const words = (ctx.words ?? '').trim();
  if (isSameWord(words, questionLabels.back)) return back(ctx, about, 'text');
  const filling = await openSheet(ctx, about);
  if (filling === undefined) return;
  const { sheet } = filling;
  const others = sheet.answers.filter((each) => each.byUpdate !== ctx.update.id);
  const page = nextPage(wayOf(filling, others), others);
  if (page[0]?.id !== about.question) return goOn(ctx, filling, 'text');
  const answers = isSameWord(words, questionLabels.repeat)
    ? await Promise.all(page.map((question) => repeated(ctx, question)))
    : readPage(page, words, await answeredWith(ctx, page));
  const given = page.flatMap((question, at) => {
    const answer = answers[at];
    return answer === undefined ? [] : [{ question, answer }];
  });
  await takeOptions(ctx, sheet._id, given);
  for (const each of answers) await ctx.store.surveyAnswers.answer(sheet._id, { ...each, byUpdate: ctx.update.id });
  const chosen = given.map(({ question, answer }) => shownAnswer(question, answer));
  await goOn(ctx, filling, 'text', surveyQuestionWords.noted(chosen));
}

/** What the person answered the last time. @throws RuleError `survey.no-answer` */
async function repeated(ctx: Context, question: Question): Promise<Answer> {
  const before = answerBefore(
    question,
    await ctx.store.surveyAnswers.earlierOf(ctx.person._id),
    await answeredWith(ctx, [question]),
  );
  if (before === undefined) throw new RuleError('survey.no-answer', { title: question.title });
  return before;
}

/** What is wanted is said again, even after the bot has stopped waiting for it. */
async function write(ctx: Context, about: AboutQuestion): Promise<void> {
  const filling = await openSheet(ctx, about);
  if (filling === undefined) return;
  const question = nextQuestion(wayOf(filling), filling.sheet.answers);
  if (question === undefined || isChosen(question) || question.id !== about.question)
    return goOn(ctx, filling, shownTo(ctx));
  const awaited = question.kind === 'text' ? giveAnswerWords : giveAnswerLine;
  await ctx.expect(awaited.with({ ...about, shown: shownTo(ctx) }));
  await ctx.reply(surveyQuestionWords.writeNow(question));
}

async function back(ctx: Context, about: AboutQuestion, shown: Shown): Promise<void> {
  const filling = await openSheet(ctx, about);
  if (filling === undefined) return;
  const { sheet } = filling;
  if (sheet.state === 'done') return tellDone(ctx, filling);
  const way = wayOf(filling);
  const isPresent = nextQuestion(way, sheet.answers)?.id === about.question;
  const before = pageBefore(way, about.question).slice(0, shown === 'card' ? 1 : undefined);
  if (isPresent && before.length > 0) {
    await giveOptionsBack(ctx, sheet._id, before);
    for (const { id, kind } of before)
      if (kind === 'file')
        await ctx.store.proofs.takeBack(proofAbout('survey', `${sheet._id}:${id}`), `${ctx.update.id}:${id}`);
    await ctx.store.surveyAnswers.takeBack(
      sheet._id,
      before.map(({ id }) => id),
      ctx.update.id,
    );
  }
  await goOn(ctx, filling, shown);
}
