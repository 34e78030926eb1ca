import type { Context } from '../src/chat/context.ts';
import { cardCode, text } from '../src/chat/message.ts';
import { type Router, UsageFault } from '../src/chat/router.ts';
import { noticeReminderSteps } from '../src/domain/reminders.ts';
import { RuleError } from '../src/errors.ts';
import type { ClassRow } from '../src/store/classes.ts';
import type { DeliveryRow } from '../src/store/delivery-row.ts';
import { type NoticeRow, noticeKey, noticeReminderKey } from '../src/store/notices.ts';
import { classGroupWords } from '../src/words/class-group.ts';
import { noticeWords } from '../src/words/notice.ts';
import { recallWords } from '../src/words/recall.ts';
import { usageWords } from '../src/words/usage.ts';
import { groupKey } from './class-group.ts';
import { findClass } from './people.ts';

/** `/撤回`: takes back a class notice that was sent by mistake, from the screens of all who got it. */
export function recall(router: Router): void {
  router.command(
    {
      names: ['撤回', 'recall', '撤回通知'],
      action: 'notice.send',
      usage: '/撤回 <通知编号>',
      example: '/撤回 2026-01-T1',
      about: '撤回误发的班级通知',
    },
    preview,
  );
  router.press('recall.confirm', confirm);
  router.press('recall.drop', async (ctx) => {
    const { row } = await findNotice(ctx, ctx.fact('noticeId'));
    await ctx.settle(recallWords.dropped(row._id));
  });
}

async function preview(ctx: Context, { args }: { args: readonly string[] }): Promise<void> {
  const [noticeId] = args;
  if (noticeId === undefined) throw new UsageFault(usageWords.noticeId);
  const { row, trainingClass } = await findNotice(ctx, noticeId.toUpperCase());
  if (row.state === 'recalled') throw new RuleError('notice.recalled', { noticeId: row._id });
  if (row.state !== 'sent') throw new RuleError('notice.not_sent', { noticeId: row._id });
  const copies = await copiesOf(ctx, trainingClass, row);
  const waiting = copies.filter((each) => each.state === 'due').length;
  const sent = copies.filter((each) => each.state === 'sent' || each.state === 'sending').length;
  await ctx.reply(recallWords.preview(ctx.update.id, trainingClass, row, sent, waiting));
}

async function confirm(ctx: Context): Promise<void> {
  const { row, trainingClass } = await findNotice(ctx, ctx.fact('noticeId'));
  const { notices, recalls, sentCards } = ctx.store;
  const by = { recalledBy: ctx.person._id, recalledAt: ctx.now, recallUpdate: ctx.update.id };
  if (!(await notices.recall(row._id, by))) throw new RuleError('notice.recalled', { noticeId: row._id });
  await forestallAll(ctx, trainingClass, row);
  const copies = await copiesOf(ctx, trainingClass, row);
  await recalls.cancel(
    copies.map((each) => each._id),
    ctx.update.id,
  );
  const { link: _, ...words } = noticeWords.card(trainingClass, row);
  const card = { ...words, settled: recallWords.void };
  for (const copy of copies) await sentCards.voidCard(copy._id, ctx.update.id, card);
  // Read again: what was cancelled is not taken back, and the second run of this update sees what the first one did.
  const after = await copiesOf(ctx, trainingClass, row);
  const gone = after.filter((each) => ['sent', 'sending', 'due'].includes(each.state));
  for (const each of gone) await ctx.recallDelivery(each, row._id);
  await recallInGroups(ctx, row);
  const cancelled = after.filter((each) => each.state === 'cancelled').length;
  await ctx.settle(recallWords.recalled);
  await ctx.reply(recallWords.confirmed(row, gone.length, cancelled));
}

/** A reminder that is planned already is not added any more; one that was added before is among the copies that are looked for next. */
async function forestallAll(ctx: Context, trainingClass: ClassRow, row: NoticeRow): Promise<void> {
  const marks = await ctx.store.notices.marksOf(row._id);
  const steps = noticeReminderSteps(ctx.rulesOf(trainingClass));
  await ctx.forestall(
    marks.flatMap(({ _id, cadreId }) =>
      [noticeKey(_id), ...steps.map((step) => noticeReminderKey(_id, step))].map((key) => ({ cadreId, key })),
    ),
  );
}

/** A group is told, where the notice stands in it already. */
async function recallInGroups(ctx: Context, row: NoticeRow): Promise<void> {
  const { deliveries, classGroups, recalls } = ctx.store;
  for (const { platform, groupId } of await classGroups.ofClass(row.classId)) {
    const key = groupKey(`notice:${row._id}`, platform);
    await ctx.forestall([{ cadreId: `class:${row.classId}`, key }]);
    await recalls.cancel([key], ctx.update.id);
    const posted = await deliveries.byKey(key);
    if (posted === null || posted.state === 'cancelled') continue;
    const message = text(classGroupWords.recalled(row._id));
    await ctx.post({ platform, userId: groupId }, `class:${row.classId}`, message, `recall:${key}`);
  }
}

/** The notice and its reminders, as they were sent to each trainee. */
async function copiesOf(ctx: Context, trainingClass: ClassRow, row: NoticeRow): Promise<DeliveryRow[]> {
  const marks = await ctx.store.notices.marksOf(row._id);
  const code = cardCode(noticeWords.card(trainingClass, row).id);
  return ctx.store.sentCards.copies(
    marks.map((mark) => mark.cadreId),
    code,
  );
}

async function findNotice(ctx: Context, noticeId: string): Promise<{ row: NoticeRow; trainingClass: ClassRow }> {
  const row = await ctx.store.notices.byId(noticeId);
  if (row === null) throw new RuleError('notice.unknown', { noticeId });
  await ctx.require('notice.send', { classId: row.classId });
  return { row, trainingClass: await findClass(ctx, row.classId) };
}
