import { numberArg, restArg, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { text } from '../../src/chat/message.ts';
import { plainWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { ownTestWords, testCardId } from '../../src/training/tests/own-words.ts';
import { cancelTest, keepTest } from '../../src/training/tests/presses.ts';
import { isJudgement, lettersOf } from '../../src/training/tests/test-form.ts';
import { readKey } from '../../src/training/tests/test-form-reading.ts';
import { enterTestPoints } from '../../src/training/tests/test-points.ts';
import { scoreOf } from '../../src/training/tests/test-question.ts';
import type { TestChange, TestRow } from '../../src/training/tests/tests.ts';
import { testWords } from '../../src/training/tests/words.ts';
import { deadlineArg, endOf } from '../needs-survey/survey-deadline.ts';
import { testIn } from './test-list.ts';
import { type Held, refuseUnlessOpen, testArg, testNamed } from './test-named.ts';

/** `/改测试`, `/取消测试`, `/改答案`: another last day, the test called off, or a wrong key put right. */
export function testChange(router: Router): void {
  router.command(
    {
      names: ['改测试', 'change-test'],
      action: 'test.give',
      right: 'found',
      args: [testArg('test.give'), deadlineArg],
      missing: '请写明测试编号和新的截止日期。',
      example: '/改测试 {test} 5天',
      about: '更改尚未截止的测试的截止日期，并告知未参加的学员',
      next: '截止日期当即更改，未参加的学员收到告知。',
      isFinal: true,
    },
    changeClosing,
  );
  router.command(
    {
      names: ['改答案', 'change-key'],
      action: 'test.give',
      right: 'found',
      args: [testArg('test.give'), numberArg('at', '题号', 3), wordArg('key', '答案')],
      missing: '请写明测试编号、题号和正确答案。',
      example: '/改答案 {test} 1 B',
      about: '更正测试的标准答案，全部答卷重新计分',
      next: '重新计分；已公布成绩的，有变化的学员收到更正。',
    },
    changeKey,
  );
  router.command(
    {
      names: ['取消测试', 'cancel-test'],
      action: 'test.give',
      right: 'found',
      args: [testArg('test.give'), restArg('reason', '理由', { limit: { most: 50 } })],
      missing: '请写明测试编号和理由。',
      example: '/取消测试 {test} 题目需要调整',
      about: '取消测试，先预览再取消',
      next: '先预览，确认后不能作答，学员收到告知。',
    },
    async (ctx, { held, reason }) => {
      const { row } = held;
      refuseUnlessDoneWhenGraded(ctx, held);
      refuseUnlessOpen(row, ctx.now);
      const taken = (await ctx.store.testSheets.of(row._id)).length;
      await ctx.reply(testWords.cancelPreview(ctx.update.id, row, reason, taken));
    },
  );
  router.preview(
    {
      confirm: cancelTest,
      drop: keepTest,
      shown: (ctx, { test }) => testNamed(ctx, 'test.give', test),
      dropped: testWords.kept,
    },
    (ctx, held, { reason }) => cancel(ctx, held, reason),
  );
}

/** Results of a graded class stand; what this update did before the grading it may finish. @throws RuleError `score.class-graded` */
function refuseUnlessDoneWhenGraded(ctx: Context, { row, trainingClass }: Held): void {
  if (!row.updates.includes(ctx.update.id)) refuseWhenGraded(trainingClass);
}

async function changeClosing(ctx: Context, { held, closesOn }: { held: Held; closesOn: string }): Promise<void> {
  refuseUnlessDoneWhenGraded(ctx, held);
  const changed = await ctx.store.tests.act(held.row._id, ctx.update.id, (present) =>
    present.state === 'open' && ctx.now < present.closesAt
      ? { closesOn, closesAt: endOf(closesOn), change: changeOf(ctx, 'closing', present.closesOn, closesOn) }
      : undefined,
  );
  const row = changed ?? held.row;
  const change = row.changes.find(({ byUpdate }) => byUpdate === ctx.update.id);
  if (change === undefined) throw new RuleError('test.not-open', { number: row._id });
  const missing = (await testIn(ctx, { ...held, row })).takers.filter(({ state }) => state === 'missing');
  const message = ownTestWords.invitation(row, '测试截止变更');
  for (const { cadreId } of missing)
    await ctx.store.sentCards.carryUntil(`test:${row._id}:${cadreId}`, row.closesAt, ownTestWords.invitation(row));
  await ctx.sendAll(
    missing.map(({ cadreId }) => ({
      ...{ cadreId, message, key: `test-changed:${row._id}:${ctx.update.id}:${cadreId}` as const },
      expiresAt: row.closesAt,
    })),
  );
  await ctx.reply(testWords.closingChanged(row, change.from, missing.length));
}

async function changeKey(ctx: Context, { held, at, key }: { held: Held; at: number; key: string }): Promise<void> {
  const { row: before } = held;
  refuseUnlessDoneWhenGraded(ctx, held);
  const question = before.questions[at - 1];
  if (before.state !== 'open') throw new RuleError('test.not-open', { number: before._id });
  if (question === undefined) throw new RuleError('test.no-question', { number: at, most: before.questions.length });
  const right = readKey(plainWord(key), question);
  if (right === undefined) throw new RuleError('test.bad-key', { title: question.title });
  const shown = isJudgement(question) ? (right[0] === 'yes' ? '对' : '错') : lettersOf({ ...question, right });
  const row = await ctx.store.tests.act(before._id, ctx.update.id, ({ questions }) => {
    const former = questions.find(({ id }) => id === question.id) ?? question;
    return {
      questions: questions.map((each) => (each.id === question.id ? { ...each, right } : each)),
      change: changeOf(ctx, 'key', `${at}:${former.right.join('、')}`, `${at}:${right.join('、')}`),
    };
  });
  const told = row === null || ctx.now < row.closesAt ? 0 : await tellChanged(ctx, held, row, question.id);
  await ctx.reply(testWords.keyChanged(row ?? before, at, shown, told));
}

/** Enters the results anew and tells those whose published one changed. @returns how many these are */
async function tellChanged(ctx: Context, held: Held, row: TestRow, questionId: string): Promise<number> {
  const former = formerKey(row, ctx.update.id);
  const was = {
    ...row,
    questions: row.questions.map((each) => (each.id === questionId ? { ...each, right: former } : each)),
  };
  const [then, now] = [await testIn(ctx, { ...held, row: was }), await testIn(ctx, { ...held, row })];
  const { trainingClass } = held;
  await enterTestPoints(ctx.store, { row, trainingClass, held: now }, ctx.rulesOf(trainingClass), ctx.now);
  const changed = [...now.marks].flatMap(([cadreId, marks]) => {
    const [before, score] = [scoreOf(then.marks.get(cadreId) ?? []), scoreOf(marks)];
    return before.pointsHundredths === score.pointsHundredths ? [] : [{ cadreId, score, marks }];
  });
  await ctx.sendAll(
    changed.map(({ cadreId, score, marks }) => ({
      cadreId,
      message: ownTestWords.result(
        row,
        score,
        marks.filter(({ answer }) => answer !== undefined).length,
        now.growthOf(cadreId),
        true,
      ),
      key: `test-corrected:${row._id}:${ctx.update.id}:${cadreId}` as const,
    })),
  );
  return changed.length;
}

/** The key that this update changed. */
function formerKey({ changes }: TestRow, updateId: string): string[] {
  const { from = '' } = changes.find(({ byUpdate }) => byUpdate === updateId) ?? {};
  return from.slice(from.indexOf(':') + 1).split('、');
}

async function cancel(ctx: Context, held: Held, reason: string): Promise<void> {
  const { row: before } = held;
  refuseUnlessDoneWhenGraded(ctx, held);
  const row = await ctx.store.tests.act(before._id, ctx.update.id, ({ state, closesAt }) =>
    state === 'open' && ctx.now < closesAt
      ? { state: 'cancelled', change: changeOf(ctx, 'cancelled', '', reason) }
      : undefined,
  );
  if (row === null || !row.updates.includes(ctx.update.id))
    throw new RuleError('test.not-open', { number: before._id });
  const trainees = await ctx.store.enrollments.traineesOf(row.classId);
  const message = text(ownTestWords.cancelledToTrainee(row, reason));
  await ctx.sendAll(
    trainees.map(({ cadreId }) => ({ cadreId, message, key: `test-cancelled:${row._id}:${cadreId}` as const })),
  );
  for (const { cadreId } of trainees) await settleCopies(ctx, cadreId, testCardId(row._id), testWords.cancelled);
  await ctx.settle(testWords.cancelled);
  await ctx.reply(testWords.cancelledReply(row, trainees.length));
}

function changeOf(ctx: Context, what: TestChange['what'], from: string, to: string): TestChange {
  return { what, from, to, by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
}
