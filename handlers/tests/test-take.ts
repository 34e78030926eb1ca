import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { checkAnswer, nextQuestion } from '../../src/training/needs-survey/survey.ts';
import { ownTestWords, testCardId } from '../../src/training/tests/own-words.ts';
import { answerTest, backInTest, handInTest, startTest } from '../../src/training/tests/presses.ts';
import { shuffledFor } from '../../src/training/tests/shuffle.ts';
import type { TestQuestion } from '../../src/training/tests/test-question.ts';
import type { TestRules } from '../../src/training/tests/test-rules.ts';
import { isOver, type TestSheetRow } from '../../src/training/tests/test-sheets.ts';
import type { TestRow } from '../../src/training/tests/tests.ts';

/** One trainee takes a test: one card that becomes the next question in its place, until all are answered or the time is over. */
export function testTake(router: Router): void {
  router.press(startTest, async (ctx, { test }) => {
    const row = await testOf(ctx, test);
    if (await tellClosed(ctx, row)) return;
    const sheet = await ctx.store.testSheets.begin(row, ctx.person._id, ctx.now);
    await goOn(ctx, takingOf(ctx, row, sheet));
  });
  router.press(answerTest, async (ctx, { test, question }) => answer(ctx, await taking(ctx, test), question));
  router.press(backInTest, async (ctx, { test, question }) => back(ctx, await taking(ctx, test), question));
  router.press(handInTest, async (ctx, { test }) => {
    const { row, sheet } = await taking(ctx, test);
    if (sheet.state === 'going' && ctx.now >= sheet.endsAt) return tellOver(ctx, row, sheet);
    await ctx.store.testSheets.finish(sheet._id, ctx.now);
    await close(ctx, row, ownTestWords.handedIn);
    await ctx.reply(ownTestWords.handedInReply(row, sheet.answers.length));
  });
}

/** A test with the person's sheet and the questions in their order. */
interface Taking {
  row: TestRow;
  sheet: TestSheetRow;
  questions: readonly TestQuestion[];
}

/** The rules by which a test is marked: those of its class. */
export async function rulesFor(ctx: Context, { classId }: TestRow): Promise<TestRules> {
  const trainingClass = await ctx.store.classes.byId(classId);
  return (trainingClass === null ? ctx.rules : ctx.rulesOf(trainingClass)).tests;
}

/** The test, if the person is a trainee of its class. @throws RuleError `test.not-yours` */
export async function testOf(ctx: Context, testId: string): Promise<TestRow> {
  const row = await ctx.store.tests.byId(testId);
  const enrolled = row && (await ctx.store.enrollments.byId(row.classId, ctx.person._id));
  if (row === null || enrolled === null || enrolled.state === 'withdrawn') throw new RuleError('test.not-yours', {});
  await ctx.require('test.take', { cadreId: enrolled.cadreId });
  if (row.state !== 'open' && row.state !== 'cancelled') throw new RuleError('test.not-yours', {});
  return row;
}

async function taking(ctx: Context, testId: string): Promise<Taking> {
  const row = await testOf(ctx, testId);
  const sheet = await ctx.store.testSheets.byId(testId, ctx.person._id);
  if (sheet === null) throw new RuleError('test.not-yours', {});
  return takingOf(ctx, row, sheet);
}

function takingOf(ctx: Context, row: TestRow, sheet: TestSheetRow): Taking {
  return { row, sheet, questions: shuffledFor(row.questions, row._id, ctx.person._id) };
}

/** A test that takes no answers any more is said to be over. */
async function tellClosed(ctx: Context, row: TestRow): Promise<boolean> {
  if (row.state === 'open' && ctx.now < row.closesAt) return false;
  await close(ctx, row, ownTestWords.closed);
  await ctx.reply(ownTestWords.closedReply(row));
  return true;
}

async function answer(ctx: Context, { row, sheet, questions }: Taking, questionId: string): Promise<void> {
  const given = sheet.answers.find(({ byUpdate }) => byUpdate === ctx.update.id);
  if (given === undefined && isOver(sheet, ctx.now)) return tellOver(ctx, row, sheet);
  const question = nextQuestion(questions, sheet.answers);
  // An answer to a question that was answered leads to the present one being asked again.
  if (given === undefined && question?.id === questionId && row.state === 'open') {
    const known = { todayOn: beijingDateOf(ctx.now), unitCalled: () => undefined };
    const checked = checkAnswer(question, ctx.choices, known);
    await ctx.store.testSheets.answer(sheet._id, { ...checked, byUpdate: ctx.update.id });
  }
  await goOn(ctx, { row, sheet, questions });
}

/** The question before this one is asked again; `after:` a question is the end. */
async function back(ctx: Context, { row, sheet, questions }: Taking, questionId: string): Promise<void> {
  if (isOver(sheet, ctx.now)) return tellOver(ctx, row, sheet);
  const present = nextQuestion(questions, sheet.answers);
  const at = present === undefined ? questions.length : questions.indexOf(present as TestQuestion);
  const before = questions[at - 1];
  const isPresent = (present?.id ?? `after:${before?.id ?? ''}`) === questionId;
  if (isPresent && before !== undefined) await ctx.store.testSheets.takeBack(sheet._id, before.id, ctx.update.id);
  await goOn(ctx, { row, sheet, questions });
}

/** The present question of a test that is going on, below what was said last; its card above takes no more answers. */
export async function askAgain(ctx: Context, row: TestRow, sheet: TestSheetRow): Promise<void> {
  await settleCopies(ctx, ctx.person._id, testCardId(row._id), ownTestWords.askedBelow);
  await goOn(ctx, takingOf(ctx, row, sheet));
}

/** Asks what comes next, or whether to hand in. */
async function goOn(ctx: Context, { row, sheet: before, questions }: Taking): Promise<void> {
  const sheet = (await ctx.store.testSheets.byId(row._id, ctx.person._id)) ?? before;
  if (row.state !== 'open') return void (await tellClosed(ctx, row));
  if (isOver(sheet, ctx.now)) return tellOver(ctx, row, sheet);
  const question = questions.find(({ id }) => !sheet.answers.some(({ questionId }) => questionId === id));
  const [last] = questions.slice(-1);
  if (last === undefined) return;
  const card =
    question === undefined
      ? ownTestWords.answered(row, last, sheet.endsAt)
      : ownTestWords.question(
          row,
          question,
          { number: questions.indexOf(question) + 1, of: questions.length },
          sheet.endsAt,
        );
  await (ctx.pressed === undefined ? ctx.reply(card, sheet.endsAt) : ctx.revise(card));
}

/** The time is over, or it was handed in: what was answered by then counts. */
async function tellOver(ctx: Context, row: TestRow, sheet: TestSheetRow): Promise<void> {
  const isHandedIn = sheet.state === 'done' && sheet.doneAt !== undefined && sheet.doneAt < sheet.endsAt;
  await ctx.store.testSheets.finish(sheet._id, sheet.endsAt);
  await close(ctx, row, isHandedIn ? ownTestWords.handedIn : ownTestWords.timeOver);
  const { handedInReply, timeOverReply } = ownTestWords;
  await ctx.reply((isHandedIn ? handedInReply : timeOverReply)(row, sheet.answers.length));
}

async function close(ctx: Context, row: TestRow, settled: string): Promise<void> {
  await ctx.settle(settled);
  await settleCopies(ctx, ctx.person._id, testCardId(row._id), settled);
}
