import { classArg, optional, wordArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { ReceivedFile } from '../../src/bot/received-file.ts';
import type { Router } from '../../src/bot/router.ts';
import { sendSheet } from '../../src/bot/sheet-on-request.ts';
import { typedWord } from '../../src/chat/plain-text.ts';
import { RuleError } from '../../src/errors.ts';
import { classSheetName, filledSheet } from '../../src/training/class/class-sheet.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { askedOfClass } from '../../src/training/satisfaction/class-form.ts';
import { dropQuestions, setQuestions } from '../../src/training/satisfaction/presses.ts';
import { QUESTION_SHEET, questionSheet, readQuestionSheet } from '../../src/training/satisfaction/question-sheet.ts';
import { questionWords } from '../../src/training/satisfaction/question-words.ts';
import { type AskedQuestion, classFormId } from '../../src/training/satisfaction/satisfaction-forms.ts';

/** `/满意度题目`: what a class is asked at its end, as a sheet that is changed and sent back. */
export function questionSet(router: Router): void {
  router.command(
    {
      names: ['满意度题目', 'satisfaction-questions'],
      action: 'satisfaction.set',
      right: 'class',
      args: [classArg(), optional(wordArg('word', '恢复'))],
      example: '/满意度题目 {class}',
      about: '查看班次满意度题目，领取表格修改；写“恢复”的，改回统一题目',
      next: '列出题目并发来表格，改好后发回，确认后使用；开始评价后不能更改。',
    },
    (ctx, { trainingClass, word }) =>
      word !== undefined && typedWord(word) === '恢复' ? restore(ctx, trainingClass) : show(ctx, trainingClass),
  );
  router.file({ action: 'satisfaction.set', offered: async () => questionWords.offer, take });
  router.preview(
    {
      confirm: setQuestions,
      drop: dropQuestions,
      shown,
      forget: (ctx, { trainingClass }) => ctx.store.satisfactionSets.forget(trainingClass._id),
      dropped: questionWords.dropped,
    },
    async (ctx, { trainingClass, questions }) => {
      await change(ctx, trainingClass, questions);
      await ctx.settle(questionWords.set(questions.length));
    },
  );
}

async function show(ctx: Context, trainingClass: ClassRow): Promise<void> {
  const own = await ctx.store.satisfactionSets.ownOf(trainingClass._id);
  const questions = askedOfClass(trainingClass, own, ctx.rulesOf(trainingClass).satisfaction);
  await ctx.reply(questionWords.list(trainingClass, questions, own.length > 0));
  await sendSheet(ctx, classSheetName(QUESTION_SHEET, trainingClass), questionSheet(trainingClass, questions));
}

async function restore(ctx: Context, trainingClass: ClassRow): Promise<void> {
  await refuseWhenAsked(ctx, trainingClass);
  await change(ctx, trainingClass, []);
  const questions = askedOfClass(trainingClass, [], ctx.rulesOf(trainingClass).satisfaction);
  await ctx.reply(questionWords.restored(trainingClass, questions.length));
}

async function take(ctx: Context, file: ReceivedFile): Promise<boolean> {
  const filled = filledSheet(file, QUESTION_SHEET);
  if (filled === undefined) return false;
  if (filled.classId === '') {
    await ctx.reply(questionWords.withoutClass);
    return true;
  }
  const trainingClass = await allowedClass(ctx, 'satisfaction.set', filled.classId);
  await refuseWhenAsked(ctx, trainingClass);
  const rules = ctx.rulesOf(trainingClass).satisfaction;
  const { questions, problems } = readQuestionSheet(filled.sheet, rules);
  if (problems.length > 0) {
    await ctx.reply(questionWords.bad(problems));
    return true;
  }
  const draft = { byUpdate: ctx.update.id, questions };
  await ctx.store.satisfactionSets.keep(trainingClass._id, draft, ctx.person._id, ctx.now);
  const { smallestGroup } = rules;
  const names = await askedOfFew(ctx, trainingClass, questions, smallestGroup);
  await ctx.reply(questionWords.preview(trainingClass, questions, ctx.update.id, { names, smallestGroup }));
  return true;
}

/** The questions that too few trainees are asked for their results ever to be told. */
async function askedOfFew(ctx: Context, { _id }: ClassRow, questions: readonly AskedQuestion[], smallestGroup: number) {
  const trainees = await ctx.store.enrollments.traineesOf(_id);
  const people = await ctx.store.cadres.many(trainees.map(({ cadreId }) => cadreId));
  if (people.length === 0) return [];
  return questions
    .filter(
      ({ rankLevels }) => people.filter((each) => rankLevels?.includes(each.rankLevel) ?? true).length < smallestGroup,
    )
    .map(({ name }) => name);
}

async function shown(ctx: Context, { classId, draft }: { classId: string; draft: string }) {
  const trainingClass = await allowedClass(ctx, 'satisfaction.set', classId);
  const row = await ctx.store.satisfactionSets.byId(classId);
  if (row?.draft?.byUpdate !== draft) throw new RuleError('satisfaction.draft-gone', {});
  return { trainingClass, questions: row.draft.questions };
}

async function change(ctx: Context, trainingClass: ClassRow, questions: readonly AskedQuestion[]): Promise<void> {
  await refuseWhenAsked(ctx, trainingClass);
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
  await ctx.store.satisfactionSets.change(trainingClass._id, { ...by, questions });
}

/** @throws RuleError `satisfaction.asked` once trainees were asked */
async function refuseWhenAsked(ctx: Context, { _id: classId }: ClassRow): Promise<void> {
  if ((await ctx.store.satisfactionForms.byId(classFormId(classId))) !== null)
    throw new RuleError('satisfaction.asked', { classId });
}
