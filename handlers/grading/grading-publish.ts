import { classArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { allowedClass } from '../../src/bot/people.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo, replyWithUndo } from '../../src/bot/undo.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import type { AssessedRow } from '../../src/training/grading/assessments.ts';
import { type GradingRow, openReopening, publishCardKey } from '../../src/training/grading/gradings.ts';
import { candidatesIn } from '../../src/training/grading/posting.ts';
import { publishGrades, undoPublishing } from '../../src/training/grading/presses.ts';
import { gradingWords } from '../../src/training/grading/words.ts';

/** The organisation department releases confirmed results; the job `publish-grades` sends them. */
export function gradingPublish(router: Router): void {
  router.command(
    {
      names: ['公布成绩', 'publish-grades'],
      action: 'grade.publish',
      right: 'class',
      args: [classArg()],
      example: '/公布成绩 {class}',
      about: '公布已确认的等次评定结果，发给学员并反馈所在单位',
      next: '先核对，确认后在工作日发给学员，并反馈所在单位主要负责人。',
    },
    preview,
  );
  router.press(publishGrades, release);
  registerUndo(router, { ...publishing, takeBack: undo });
}

async function preview(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const classId = trainingClass._id;
  const row = await ctx.store.gradings.byClass(classId);
  if (row?.release !== undefined) throw new RuleError('grade.released-already', { classId });
  if (row?.state !== 'confirmed') throw new RuleError('grade.not-confirmed', { classId });
  await ctx.reply(gradingWords.toPublish(trainingClass, await ctx.store.assessments.ofClass(classId), row));
}

async function release(ctx: Context, { classId }: { classId: string }): Promise<void> {
  const trainingClass = await allowedClass(ctx, 'grade.publish', classId);
  const by = { release: ctx.update.id, releasedBy: ctx.person._id, releasedAt: ctx.now };
  const row = await ctx.store.gradings.release(classId, by, await postedBefore(ctx, classId));
  if (row?.release === undefined) throw new RuleError('grade.not-confirmed', { classId });
  if (row.release !== ctx.update.id) throw new RuleError('grade.released-already', { classId });
  const settled = gradingWords.releasedBy(ctx.person.name);
  await ctx.settle(settled);
  for (const { _id } of await ctx.store.cadres.withRole('orgDept'))
    await ctx.closeCard(publishCardKey(row, _id), settled);
  const rows = await ctx.store.assessments.ofClass(classId);
  const { postingWorkingDays } = ctx.rulesOf(trainingClass).grading;
  await replyWithUndo(ctx, gradingWords.releasedReply(trainingClass, rows, postingWorkingDays), publishing, {
    ...{ classId, release: ctx.update.id },
  });
}

/** Until when the same people were posted before their class was graded anew: they are not posted a second time. */
async function postedBefore(ctx: Context, classId: string): Promise<string | undefined> {
  const { gradings, formerResults, assessments } = ctx.store;
  const grading = await gradings.byClass(classId);
  const reopening = grading === null ? undefined : openReopening(grading);
  if (reopening?.postedUntilOn === undefined) return undefined;
  const former = (await formerResults.of(classId, reopening.number)).map(({ result }) => result);
  const present = await assessments.resultsOf(classId);
  const idsOf = (rows: readonly AssessedRow[]) => candidatesIn(rows).map(({ cadreId }) => cadreId);
  return isSameList(idsOf(former), idsOf(present)) ? reopening.postedUntilOn : undefined;
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}

/** Whether anybody was shown a part of it. */
function isShown({ postedAt, publishedAt }: Pick<GradingRow, 'postedAt' | 'publishedAt'>): boolean {
  return postedAt !== undefined || publishedAt !== undefined;
}

/** Taking back a release, as long as nothing of it was shown. */
const publishing = {
  kind: undoPublishing,
  instead: ({ classId }: { classId: string }) => `“/退回等次评定 ${classId} <理由>”`,
};

async function undo(ctx: Context, facts: { classId: string; release: string }): Promise<string> {
  const trainingClass = await allowedClass(ctx, 'grade.publish', facts.classId);
  const row = await ctx.store.gradings.byClass(facts.classId);
  const by = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
  const instead = publishing.instead(facts);
  if (row?.release === facts.release) refuseUndo(ctx, row.releasedBy ?? '', isShown(row), instead);
  const isDone = await ctx.store.gradings.takeReleaseBack(facts.classId, facts.release, by);
  refuseUndo(ctx, ctx.person._id, !isDone, instead);
  await ctx.reply(gradingWords.releaseTakenBackReply(trainingClass));
  return gradingWords.releaseTakenBack;
}
