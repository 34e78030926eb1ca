import { classArg, restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { postingWords } from '../../src/training/feedback/posting-words.ts';
import { isSentBackBy, publishCardKey } from '../../src/training/grading/gradings.ts';
import { sendBackWords } from '../../src/training/grading/send-back-words.ts';
import { evaluationTeamOf } from '../../src/training/scoring/evaluation-team.ts';

/** `/退回等次评定`: the organisation department sends confirmed grades back before trainees were shown them; all that was decided is kept. */
export function gradingSendBack(router: Router): void {
  router.command(
    {
      names: ['退回等次评定', 'send-back-grades', '退回定等'],
      action: 'grade.send-back',
      right: 'class',
      args: [classArg(), restArg('reason', '理由', { limit: { most: 200 } })],
      missing: '请写明理由。',
      example: '/退回等次评定 {class} 调研报告得分登记有误',
      about: '成绩发给学员以前，把已确认的等次评定结果退回考评工作小组',
      next: '告知考评工作小组和班主任，成绩可以更正，更正后重新评定。',
      isFinal: true,
    },
    sendBack,
  );
}

async function sendBack(
  ctx: Context,
  { trainingClass, reason }: { trainingClass: ClassRow; reason: string },
): Promise<void> {
  const { gradings, classes, cadres } = ctx.store;
  const classId = trainingClass._id;
  const row = await gradings.sendBack(classId, {
    by: ctx.person._id,
    byUpdate: ctx.update.id,
    enteredAt: ctx.now,
    reason,
  });
  if (row === null || !isSentBackBy(row, ctx.update.id)) {
    const isPublished = row?.publishedAt !== undefined;
    throw new RuleError(isPublished ? 'grade.published-already' : 'grade.nothing-to-return', { classId });
  }
  // A second run that comes late leaves alone what was proposed and confirmed since.
  if (row.state === 'returned') await classes.move(classId, ['graded'], 'planned');
  const key = `grade-sent-back:${ctx.update.id}` as const;
  const sentBack = row.sentBack?.find((each) => each.byUpdate === ctx.update.id);
  const proposal = sentBack?.proposal ?? row.proposal;
  for (const { _id } of await cadres.withRole('orgDept'))
    await ctx.closeCard(publishCardKey({ _id: classId, proposal }, _id), sendBackWords.card);
  const team = await evaluationTeamOf(ctx.store, classId);
  const toTeam = sendBackWords.toTeam(trainingClass, ctx.person.name, reason);
  for (const { _id } of team) await ctx.send(_id, toTeam, `${key}:${_id}`);
  if (!team.some(({ _id }) => _id === trainingClass.teacherId))
    await ctx.send(
      trainingClass.teacherId,
      sendBackWords.toTeacher(trainingClass, ctx.person.name, reason),
      `${key}:${trainingClass.teacherId}`,
    );
  if (sentBack?.postedAt !== undefined) await withdrawPosting(ctx, trainingClass);
  await ctx.reply(sendBackWords.reply(trainingClass));
}

/** Whoever was shown the people proposed for 优秀学员 is told that this list does not hold. */
async function withdrawPosting(ctx: Context, { _id: classId, name }: ClassRow): Promise<void> {
  const enrolled = await ctx.store.enrollments.ofClass(classId);
  for (const { cadreId, state } of enrolled) {
    if (state === 'withdrawn') continue;
    await settleCopies(ctx, cadreId, `posting:${classId}`, sendBackWords.postingCard);
    await ctx.send(cadreId, postingWords.withdrawn(name), `posting-withdrawn:${ctx.update.id}:${cadreId}`);
  }
}
