import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { isSameWord } from '../../src/chat/plain-text.ts';
import type { Facts } from '../../src/chat/press.ts';
import { RuleError } from '../../src/errors.ts';
import {
  answerPage,
  answerQuestion,
  backToQuestion,
  giveAnswerWords,
  repeatAnswer,
  skipQuestion,
  startSurvey,
  writeAnswer,
} from '../../src/training/needs-survey/presses.ts';
import {
  type Answer,
  answerBefore,
  answerInWords,
  checkAnswer,
  nextQuestion,
  type Question,
} from '../../src/training/needs-survey/survey.ts';
import { nextPage, pageBefore, readPage } from '../../src/training/needs-survey/survey-page.ts';
import { AS_BEFORE, questionLabels, surveyWords } from '../../src/training/needs-survey/words.ts';
import { goOn, openSheet, tellDone } from './survey-sheet.ts';

/**
 * One person answers a survey. Whoever taps has one card that becomes the next question in its place; whoever types where no card is shown
 * gets three questions a message. Both can stop and go on later.
 */
export function surveyAnswer(router: Router): void {
  router.press(startSurvey, start);
  router.press(answerQuestion, (ctx, facts) => answer(ctx, facts, ctx.choices, shownTo(ctx)));
  router.press(skipQuestion, (ctx, facts) => answer(ctx, facts, [], shownTo(ctx)));
  router.press(repeatAnswer, (ctx, facts) => answer(ctx, facts, [AS_BEFORE], shownTo(ctx)));
  router.press(writeAnswer, write);
  router.press(backToQuestion, (ctx, facts) => back(ctx, facts, shownTo(ctx)));
  router.press(giveAnswerWords, takeWords);
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

/** Text that answers a text question, unless it is the label of one of its buttons. */
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
  const { sheet, asked } = filling;
  const given = sheet.answers.find((each) => each.byUpdate === ctx.update.id);
  if (given === undefined && sheet.state === 'done') return tellDone(ctx, filling);
  const question = asked.find((each) => each.id === given?.questionId) ?? nextQuestion(asked, sheet.answers);
  const meant = typeof raw === 'string' ? question?.id : about.question;
  if (question === undefined || meant !== question.id) return goOn(ctx, filling, shown);
  if (given === undefined) {
    const wanted = raw.includes(AS_BEFORE) ? await repeated(ctx, question) : checkAnswer(question, raw);
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
  const { sheet, asked } = filling;
  const others = sheet.answers.filter((each) => each.byUpdate !== ctx.update.id);
  const page = nextPage(asked, others);
  if (page[0]?.id !== about.question) return goOn(ctx, filling, 'text');
  const answers = isSameWord(words, questionLabels.repeat)
    ? await Promise.all(page.map((question) => repeated(ctx, question)))
    : readPage(page, words);
  for (const each of answers) await ctx.store.surveyAnswers.answer(sheet._id, { ...each, byUpdate: ctx.update.id });
  const chosen = page.map((question, index) =>
    answerInWords(question, answers[index] ?? { questionId: '', choices: [], text: '' }),
  );
  await goOn(ctx, filling, 'text', surveyWords.noted(chosen));
}

/** What the person answered the last time. @throws RuleError `survey.no-answer` */
async function repeated(ctx: Context, question: Question): Promise<Answer> {
  const before = answerBefore(question, await ctx.store.surveyAnswers.earlierOf(ctx.person._id));
  if (before === undefined) throw new RuleError('survey.no-answer', { title: question.title });
  return before;
}

/** The text for a text question can be sent again, even after the bot has stopped waiting for it. */
async function write(ctx: Context, about: AboutQuestion): Promise<void> {
  const filling = await openSheet(ctx, about);
  if (filling === undefined) return;
  const question = nextQuestion(filling.asked, filling.sheet.answers);
  if (question?.kind !== 'text' || question.id !== about.question) return goOn(ctx, filling, shownTo(ctx));
  await ctx.expect(giveAnswerWords.with({ ...about, shown: shownTo(ctx) }));
  await ctx.reply(surveyWords.writeNow(question));
}

async function back(ctx: Context, about: AboutQuestion, shown: Shown): Promise<void> {
  const filling = await openSheet(ctx, about);
  if (filling === undefined) return;
  const { sheet, asked } = filling;
  if (sheet.state === 'done') return tellDone(ctx, filling);
  const isPresent = nextQuestion(asked, sheet.answers)?.id === about.question;
  const before = pageBefore(asked, about.question).slice(0, shown === 'card' ? 1 : undefined);
  if (isPresent && before.length > 0)
    await ctx.store.surveyAnswers.takeBack(
      sheet._id,
      before.map(({ id }) => id),
      ctx.update.id,
    );
  await goOn(ctx, filling, shown);
}
