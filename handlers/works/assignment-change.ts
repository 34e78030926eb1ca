import { restArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { settleCopies } from '../../src/bot/open-cards.ts';
import type { Router } from '../../src/bot/router.ts';
import { text } from '../../src/chat/message.ts';
import { refuseWhenGraded } from '../../src/training/scoring/graded-class.ts';
import { type AssignmentChange, isChangedBy } from '../../src/training/works/assignments.ts';
import { handInWords, workCardId } from '../../src/training/works/hand-in-words.ts';
import { markingCardId } from '../../src/training/works/marking-words.ts';
import { cancelAssignment, keepAssignment } from '../../src/training/works/presses.ts';
import { assignmentWords } from '../../src/training/works/words.ts';
import { owedBy } from '../../src/training/works/work-figures.ts';
import { kindOf } from '../../src/training/works/work-kind.ts';
import { deadlineArg, endOf } from '../needs-survey/survey-deadline.ts';
import { assignmentArg, type Given, givenNamed, refuseCancelled } from './assignment-named.ts';

/** `/改作业`, `/取消作业`: another last day for those who have not handed in, or the assignment called off. */
export function assignmentChange(router: Router): void {
  router.command(
    {
      names: ['改作业', 'change-work'],
      action: 'work.give',
      right: 'found',
      args: [assignmentArg('work.give'), deadlineArg],
      missing: '请写明作业编号和新的截止日期。',
      example: '/改作业 {assignment} 10天',
      about: '更改作业的截止日期，并告知未交的学员',
      next: '截止日期当即更改，未交的学员收到告知。',
      isFinal: true,
    },
    changeClosing,
  );
  router.command(
    {
      names: ['取消作业', 'cancel-work'],
      action: 'work.give',
      right: 'found',
      args: [assignmentArg('work.give'), restArg('reason', '理由', { limit: { most: 50 } })],
      missing: '请写明作业编号和理由。',
      example: '/取消作业 {assignment} 与结业论文合并',
      about: '取消已布置的作业，先预览再取消',
      next: '先预览，确认后不再接收，学员收到告知。',
    },
    async (ctx, { given, reason }) => {
      const { row } = given;
      refuseUnlessDoneWhenGraded(ctx, given);
      refuseCancelled(row);
      const handedIn = (await ctx.store.works.of(row._id)).filter(({ state }) => state !== 'takenBack').length;
      await ctx.reply(assignmentWords.cancelPreview(ctx.update.id, row, reason, handedIn));
    },
  );
  router.preview(
    {
      confirm: cancelAssignment,
      drop: keepAssignment,
      shown: (ctx, facts) => givenNamed(ctx, 'work.give', facts.assignment),
      dropped: assignmentWords.kept,
    },
    (ctx, given, { reason }) => cancel(ctx, given, reason),
  );
}

async function changeClosing(ctx: Context, { given, closesOn }: { given: Given; closesOn: string }): Promise<void> {
  const { row: before, trainingClass, marked } = given;
  refuseUnlessDoneWhenGraded(ctx, given);
  const changed = await ctx.store.assignments.act(before._id, ctx.update.id, (present) =>
    present.state === 'open' ? { closesOn, change: changeOf(ctx, 'closing', present.closesOn, closesOn) } : undefined,
  );
  const row = changed ?? before;
  if (!isChangedBy(row, ctx.update.id)) return refuseCancelled(row);
  const from = row.changes.find(({ byUpdate }) => byUpdate === ctx.update.id)?.from ?? before.closesOn;
  const trainees = await ctx.store.enrollments.traineesOf(row.classId);
  const owed = owedBy(trainees, await ctx.store.works.of(row._id), marked.part);
  const missing = owed.filter(({ standing }) => standing === 'missing');
  const { works } = ctx.rulesOf(trainingClass);
  const cardTitled = (title?: string) =>
    handInWords.card(row, kindOf(works, row.kind).name, works.mostMegabytes, works.lateDays, title);
  const message = cardTitled('作业截止变更');
  for (const { cadreId } of missing)
    await ctx.store.sentCards.carryUntil(`work:${row._id}:${cadreId}`, endOf(row.closesOn), cardTitled());
  await ctx.sendAll(
    missing.map(({ cadreId }) => ({
      ...{ cadreId, message, key: `work-changed:${row._id}:${ctx.update.id}:${cadreId}` as const },
      expiresAt: endOf(row.closesOn),
    })),
  );
  await ctx.reply(assignmentWords.closingChanged(row, from, missing.length));
}

/** Results of a graded class stand; what this update did before the grading it may finish. @throws RuleError `score.class-graded` */
function refuseUnlessDoneWhenGraded(ctx: Context, { row, trainingClass }: Given): void {
  if (!isChangedBy(row, ctx.update.id)) refuseWhenGraded(trainingClass);
}

async function cancel(ctx: Context, given: Given, reason: string): Promise<void> {
  const { row: before } = given;
  refuseUnlessDoneWhenGraded(ctx, given);
  const row = await ctx.store.assignments.act(before._id, ctx.update.id, (present) =>
    present.state === 'open'
      ? { state: 'cancelled', cancelledFor: reason, change: changeOf(ctx, 'cancelled', '', reason) }
      : undefined,
  );
  if (row === null || !isChangedBy(row, ctx.update.id)) return refuseCancelled(row ?? before);
  const trainees = await ctx.store.enrollments.traineesOf(row.classId);
  const message = text(assignmentWords.cancelledToTrainee(row, reason));
  await ctx.sendAll(
    trainees.map(({ cadreId }) => ({ cadreId, message, key: `work-cancelled:${row._id}:${cadreId}` as const })),
  );
  for (const { cadreId } of trainees) await settleCopies(ctx, cadreId, workCardId(row._id), assignmentWords.cancelled);
  for (const markerId of row.markers)
    await settleCopies(ctx, markerId, markingCardId(row._id), assignmentWords.cancelled);
  await ctx.settle(assignmentWords.cancelled);
  await ctx.reply(assignmentWords.cancelledReply(row, trainees.length));
}

export function changeOf(ctx: Context, what: AssignmentChange['what'], from: string, to: string): AssignmentChange {
  return { what, from, to, by: ctx.person._id, byUpdate: ctx.update.id, at: ctx.now };
}
