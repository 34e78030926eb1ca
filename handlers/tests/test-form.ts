import { classArg, numberedArg, optional } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { typedClassId } from '../../src/bot/open-classes.ts';
import { allowedClass, heldClass } from '../../src/bot/people.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendList, sendSheet } from '../../src/bot/sheet-on-request.ts';
import { beijingDateOf } from '../../src/calendar/beijing-time.ts';
import { RuleError } from '../../src/errors.ts';
import { carriedByDays, whenTold } from '../../src/training/attendance/carried-tasks.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { ownTestWords } from '../../src/training/tests/own-words.ts';
import { dropTest, issueTest } from '../../src/training/tests/presses.ts';
import { exampleQuestions, TEST_FORM, TEST_HEADINGS, testForm } from '../../src/training/tests/test-form.ts';
import { isTestForm, readTestForm, type TestReading } from '../../src/training/tests/test-form-reading.ts';
import { type Purpose, purposeLabels } from '../../src/training/tests/test-question.ts';
import { testWords } from '../../src/training/tests/words.ts';
import { endOf, readDeadline } from '../needs-survey/survey-deadline.ts';
import { type Held, testNamed } from './test-named.ts';

/** Problems told in the chat; of more the sheet is sent as well. */
const mostProblemsInChat = 10;

/** `/试题表`: a test written as a sheet; shown first, then sent to the class. */
export function testFormFile(router: Router): void {
  router.command(
    {
      names: ['试题表', 'test-form'],
      action: 'test.give',
      right: 'class',
      args: [classArg(), optional(numberedArg('number', '测试编号'))],
      example: '/试题表 {class}',
      about: '领取入学、结业测试的试题表，写编号的带上那次测试的题目',
      next: '填好题目后发回，先预览再发出。',
    },
    handOut,
  );
  router.file({ action: 'test.give', offered: async () => testWords.offer, take });
  router.preview(
    {
      confirm: issueTest,
      drop: dropTest,
      shown: draftOf,
      forget: (ctx, { row }) =>
        ctx.store.tests.act(row._id, ctx.update.id, ({ state }) =>
          state === 'draft' ? { state: 'dropped' } : undefined,
        ),
      dropped: testWords.dropped,
    },
    issue,
  );
}

async function handOut(
  ctx: Context,
  { trainingClass, number }: { trainingClass: ClassRow; number: string | undefined },
): Promise<void> {
  const former = number === undefined ? undefined : (await testNamed(ctx, 'test.give', number)).row;
  const purpose: Purpose = former?.purpose === 'entry' ? 'exit' : 'entry';
  await ctx.reply(testWords.sheetComing(former?._id));
  const filled = {
    ...{ classId: trainingClass._id, name: purposeLabels[purpose], purpose, closesOn: '3天' },
    minutes: former?.minutes ?? ctx.rules.tests.usualMinutes,
    questions: former?.questions ?? exampleQuestions,
  };
  await sendSheet(ctx, `${TEST_FORM}${former?._id ?? ''}.xlsx`, testForm(filled));
}

async function take(ctx: Context, { sheets }: ReceivedFile): Promise<boolean> {
  const sheet = sheets.find(isTestForm);
  if (sheet === undefined) return false;
  const read = readTestForm(sheet, ctx.rules.tests);
  const trainingClass = await allowedClass(ctx, 'test.give', typedClassId(read.classId) ?? read.classId);
  const { closesOn, problems: late } = lastDay(read, beijingDateOf(ctx.now));
  const problems = [...late, ...read.problems];
  if (problems.length > 0) {
    await ctx.reply(testWords.bad(problems));
    if (problems.length > mostProblemsInChat) await sendList(ctx, testWords.problems(problems));
    return true;
  }
  const { name, purpose, minutes, questions } = read;
  const row = await ctx.store.tests.create({
    ...{ classId: trainingClass._id, name, purpose, minutes, questions, closesOn, closesAt: endOf(closesOn) },
    ...{ createdBy: ctx.person._id, byUpdate: ctx.update.id },
  });
  const people = (await ctx.store.enrollments.traineesOf(trainingClass._id)).length;
  await ctx.reply(testWords.preview(row, trainingClass, people));
  return true;
}

function lastDay({ closesOn: typed, headingRows }: TestReading, todayOn: string) {
  if (typed === '') return { closesOn: '', problems: [] };
  try {
    return { closesOn: readDeadline(typed, todayOn), problems: [] };
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    const message = error.code === 'survey.deadline-past' ? '截止日期已经过去' : '应填日期或天数，例如：3月16日、3天';
    const about = { row: headingRows.closesOn, column: '', header: TEST_HEADINGS.closesOn, value: typed, message };
    return { closesOn: '', problems: [about] };
  }
}

async function draftOf(ctx: Context, { test: number }: { test: string }): Promise<Held> {
  const row = await ctx.requireFound(
    'test.give',
    await ctx.store.tests.byId(number),
    ({ classId }) => ({ classId }),
    new RuleError('record.unknown', { what: '测试', number }),
  );
  return { row, trainingClass: await heldClass(ctx, row.classId) };
}

async function issue(ctx: Context, { row: draft, trainingClass }: Held): Promise<void> {
  if (draft.state === 'draft' && ctx.now >= draft.closesAt)
    throw new RuleError('survey.deadline-past', { closesOn: draft.closesOn });
  const row = await ctx.store.tests.act(draft._id, ctx.update.id, ({ state }) =>
    state === 'draft' ? { state: 'open', issuedAt: ctx.now } : undefined,
  );
  if (row === null || !row.updates.includes(ctx.update.id)) {
    await ctx.settle(testWords.notAgain);
    return ctx.reply(`${testWords.notAgain}。`);
  }
  const trainees = await ctx.store.enrollments.traineesOf(row.classId);
  const message = ownTestWords.invitation(row);
  const { reminders } = ctx.rulesOf(trainingClass);
  const times = { askedAt: ctx.now, closesAt: row.closesAt };
  const carried = await carriedByDays(ctx.store, row.classId, reminders, times);
  await ctx.sendAll(
    trainees.map(({ cadreId }) => ({
      ...{ cadreId, message, key: `test:${row._id}:${cadreId}` as const, expiresAt: row.closesAt },
      ...carried,
    })),
  );
  await ctx.settle(testWords.issued);
  await ctx.reply(testWords.issuedReply(row, trainees.length, whenTold(carried, ctx.isQuietTime())));
}
