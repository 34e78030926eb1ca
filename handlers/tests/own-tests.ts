import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList } from '../../src/bot/sheet-on-request.ts';
import { isLong } from '../../src/chat/long-list.ts';
import { RuleError } from '../../src/errors.ts';
import { type OwnTest, ownTestWords } from '../../src/training/tests/own-words.ts';
import { explainTest } from '../../src/training/tests/presses.ts';
import { marksOf, scoreOf } from '../../src/training/tests/test-question.ts';
import { isOver, type TestSheetRow } from '../../src/training/tests/test-sheets.ts';
import type { TestRow } from '../../src/training/tests/tests.ts';
import { askAgain, rulesFor, testOf } from './test-take.ts';

/** One's own tests with their results, those that wait to be taken on their cards, and why an answer is right. */
export function ownTests(router: Router): void {
  router.word(['我的测试', '测试', '考试'], async (ctx) => {
    const tests = await mine(ctx);
    await ctx.reply(tests.length === 0 ? ownTestWords.noneOfMine : ownTestWords.mine(tests));
    for (const { row, sheet, state } of tests) {
      if (state === 'missing') await ctx.reply(ownTestWords.invitation(row), row.closesAt);
      if (state === 'going' && sheet !== undefined) await askAgain(ctx, row, sheet);
    }
  });
  router.press(explainTest, async (ctx, { test }) => {
    const row = await testOf(ctx, test);
    const sheet = await ctx.store.testSheets.byId(test, ctx.person._id);
    if (sheet === null || row.state !== 'open') throw new RuleError('test.not-yours', {});
    if (ctx.now < row.closesAt) return ctx.reply(ownTestWords.notYet(row));
    const marks = marksOf(row.questions, sheet.answers, await rulesFor(ctx, row));
    const wrong = marks.filter(({ isRight }) => !isRight);
    if (!isLong(wrong)) return ctx.reply(ownTestWords.explained(row, marks));
    await ctx.reply(ownTestWords.explanationsComing(row, wrong.length));
    await sendList(ctx, ownTestWords.explainedSheet(row, marks));
  });
}

async function mine(ctx: Context): Promise<OwnTest[]> {
  const enrolled = (await ctx.store.enrollments.ofCadre(ctx.person._id)).filter(({ state }) => state !== 'withdrawn');
  const rows = await ctx.store.tests.ofClasses(enrolled.map(({ classId }) => classId));
  const open = rows.filter(({ state }) => state === 'open').reverse();
  const sheets = await ctx.store.testSheets.ofTrainee(
    ctx.person._id,
    open.map(({ _id }) => _id),
  );
  return Promise.all(
    open.map((row) =>
      ownTest(
        ctx,
        row,
        sheets.find(({ testId }) => testId === row._id),
      ),
    ),
  );
}

async function ownTest(ctx: Context, row: TestRow, sheet: TestSheetRow | undefined): Promise<OwnTest> {
  const isClosed = ctx.now >= row.closesAt;
  if (sheet === undefined) return { row, state: isClosed ? 'missed' : 'missing' };
  if (isClosed) {
    const marks = marksOf(row.questions, sheet.answers, await rulesFor(ctx, row));
    return { row, sheet, state: 'marked', score: scoreOf(marks) };
  }
  return { row, sheet, state: isOver(sheet, ctx.now) ? 'handedIn' : 'going' };
}
