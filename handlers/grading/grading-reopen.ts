import { classArg, restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import {
  type GradingRow,
  isReopenedBy,
  isReopeningTakenBackBy,
  nextReopening,
  openReopening,
} from '../../src/training/grading/gradings.ts';
import { reopenWords } from '../../src/training/grading/reopen-words.ts';
import { evaluationTeamOf } from '../../src/training/scoring/evaluation-team.ts';
import { stillAsProposed } from './still-as-proposed.ts';

/** `/重新评定`: the organisation department has published results graded anew; what was published is kept, and comes back as long as nothing was proposed since. */
export function gradingReopen(router: Router): void {
  router.command(
    {
      names: ['重新评定', 'reopen-grades'],
      action: 'grade.reopen',
      right: 'class',
      args: [classArg(), restArg('reason', '理由', { limit: { most: 200 } })],
      missing: '请写明理由。',
      example: '/重新评定 {class} 异议成立，调研报告漏评一处',
      about: '成绩公布后确有差错的，启动重新评定，写明理由',
      next: '原结果留存，告知考评工作小组和班主任更正后重新评定；重新公布时只通知结果有变化的学员及其单位。',
      isFinal: true,
    },
    reopen,
  );
  router.command(
    {
      names: ['取消重新评定', 'cancel-reopening'],
      action: 'grade.reopen',
      right: 'class',
      args: [classArg()],
      example: '/取消重新评定 {class}',
      about: '取消已启动的重新评定，原公布的结果继续有效',
      next: '尚未提出新方案、没有更正记分时可以取消，并告知考评工作小组和班主任。',
      isFinal: true,
    },
    takeBack,
  );
}

async function reopen(
  ctx: Context,
  { trainingClass, reason }: { trainingClass: ClassRow; reason: string },
): Promise<void> {
  const { gradings, assessments, formerResults, classes } = ctx.store;
  const { _id: classId } = trainingClass;
  const present = await gradings.byClass(classId);
  const isDone: boolean = isReopenedBy(present, ctx.update.id);
  if (!isDone) {
    if (present?.state !== 'published') throw new RuleError('grade.not-published', { classId });
    const number = nextReopening(present);
    // Kept first: whatever is graded anew has a former result.
    await formerResults.keep(number, await assessments.ofClass(classId));
    const by = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now, reason };
    const row = await gradings.reopen(classId, number, by);
    if (!isReopenedBy(row, ctx.update.id)) throw new RuleError('grade.not-published', { classId });
  }
  if (isStillOpen(await gradings.byClass(classId), ctx.update.id))
    await classes.move(classId, ['published'], 'planned');
  await tell(ctx, trainingClass, {
    toTeam: reopenWords.toTeam(trainingClass, ctx.person.name, reason),
    toTeacher: reopenWords.toTeacher(trainingClass, ctx.person.name, reason),
  });
  await ctx.reply(reopenWords.reply(trainingClass));
}

/** A second run that comes late leaves alone what was proposed or taken back since. */
function isStillOpen(row: GradingRow | null, updateId: string): boolean {
  return row?.state === 'returned' && openReopening(row)?.byUpdate === updateId;
}

async function takeBack(ctx: Context, { trainingClass }: { trainingClass: ClassRow }): Promise<void> {
  const { gradings, classes } = ctx.store;
  const { _id: classId } = trainingClass;
  const present = await gradings.byClass(classId);
  const isDone: boolean = isReopeningTakenBackBy(present, ctx.update.id);
  if (!isDone) {
    const reopening = present === null ? undefined : openReopening(present);
    if (present?.state !== 'returned' || reopening === undefined || present.proposal !== reopening.proposal)
      throw new RuleError('grade.nothing-reopened', { classId });
    // Nothing is entered any more from here on, so that what is looked at is what is published again.
    await classes.move(classId, ['planned'], 'published');
    if (await isCorrectedSince(ctx, trainingClass, present, reopening.enteredAt)) {
      await classes.move(classId, ['published'], 'planned');
      throw new RuleError('grade.corrected-since', { classId });
    }
    const by = { by: ctx.person._id, byUpdate: ctx.update.id, enteredAt: ctx.now };
    const row = await gradings.takeReopeningBack(classId, by);
    if (!isReopeningTakenBackBy(row, ctx.update.id)) {
      const isStillReturned = (await gradings.byClass(classId))?.state !== 'published';
      if (isStillReturned) await classes.move(classId, ['published'], 'planned');
      throw new RuleError('grade.nothing-reopened', { classId });
    }
  }
  const row = await gradings.byClass(classId);
  if (row?.state === 'published') await classes.move(classId, ['planned'], 'published');
  const words = reopenWords.takenBackToTeam(trainingClass, ctx.person.name);
  await tell(ctx, trainingClass, { toTeam: words, toTeacher: words });
  await ctx.reply(reopenWords.takenBackReply(trainingClass));
}

/** Whether anything was entered, or what was there counts otherwise: a bonus confirmed, a mark of attendance or a leave put right. */
async function isCorrectedSince(
  ctx: Context,
  trainingClass: ClassRow,
  row: GradingRow,
  enteredAt: Date,
): Promise<boolean> {
  const events = await ctx.store.scoreEvents.ofClass(row._id);
  if (events.some(({ at }) => at > enteredAt)) return true;
  return (await stillAsProposed(ctx, trainingClass, row)) === undefined;
}

async function tell(
  ctx: Context,
  { _id: classId, teacherId }: ClassRow,
  { toTeam, toTeacher }: { toTeam: string; toTeacher: string },
): Promise<void> {
  const key = `grade-reopened:${ctx.update.id}` as const;
  const team = await evaluationTeamOf(ctx.store, classId);
  for (const { _id } of team) await ctx.send(_id, toTeam, `${key}:${_id}`);
  if (!team.some(({ _id }) => _id === teacherId)) await ctx.send(teacherId, toTeacher, `${key}:${teacherId}`);
}
