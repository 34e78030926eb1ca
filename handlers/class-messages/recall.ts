import { numberedArg } from '../../src/bot/arguments.ts';
import type { Context } from '../../src/bot/context.ts';
import { findClass } from '../../src/bot/people.ts';
import { recallMessages } from '../../src/bot/recall-messages.ts';
import type { Router } from '../../src/bot/router.ts';
import { refuseUndo, registerUndo } from '../../src/bot/undo.ts';
import { type Card, text } from '../../src/chat/message.ts';
import { RuleError } from '../../src/errors.ts';
import type { ClassRow } from '../../src/training/class/classes.ts';
import { classGroupWords } from '../../src/training/class-messages/class-group-words.ts';
import { groupKey } from '../../src/training/class-messages/class-groups.ts';
import { materialWords } from '../../src/training/class-messages/material-words.ts';
import { aboutOf, toWhom } from '../../src/training/class-messages/notice-about.ts';
import { noticeWords } from '../../src/training/class-messages/notice-words.ts';
import { confirmRecall, dropRecall, undoSending } from '../../src/training/class-messages/presses.ts';
import { recallWords } from '../../src/training/class-messages/recall-words.ts';
import { isMaterial, messagesOf, type SentToClass } from '../../src/training/class-messages/sent-to-class.ts';
import { placeOf, rulesOf } from './find-notice.ts';

/** `/撤回`: recalls a class notice or study material that was sent by mistake, from everybody's screen. */
export function recall(router: Router): void {
  router.command(
    {
      names: ['撤回', 'recall', '撤回通知'],
      action: 'notice.send',
      right: 'found',
      args: [numberedArg('number', '通知或资料编号')],
      missing: '请写明通知或资料编号。',
      example: '/撤回 {notice}',
      about: '撤回误发的通知或学习资料',
      next: '先预览，确认后从各人屏幕撤回，稍后报告撤回结果。',
    },
    preview,
  );
  router.preview(
    {
      confirm: confirmRecall,
      drop: dropRecall,
      shown: (ctx, { number }) => findSent(ctx, number),
      dropped: ({ row }) => recallWords.dropped(row),
    },
    confirm,
  );
  registerUndo(router, { ...sending, takeBack: undoSent });
}

/** Taking back what was just sent. */
export const sending = {
  kind: undoSending,
  instead: ({ number }: { number: string }) => recallWords.instead(number),
};

/** Recalls what this person has just sent, unless somebody has read it. */
async function undoSent(ctx: Context, facts: { number: string }): Promise<undefined> {
  const found = await findSent(ctx, facts.number);
  const { row } = found;
  const marks = isMaterial(row) ? [] : await ctx.store.notices.marksOf(row._id);
  const isRead = marks.some(({ readAt, answer }) => readAt !== undefined || answer !== undefined);
  const isBegun = row.recalledByUpdate === ctx.update.id;
  refuseUndo(ctx, row.createdBy, isRead && !isBegun, sending.instead(facts));
  await confirm(ctx, found);
}

async function preview(ctx: Context, { number }: { number: string }): Promise<void> {
  const { row, trainingClass } = await findSent(ctx, number);
  if (row.state === 'recalled') throw new RuleError('recall.done', { number: row._id });
  if (row.state !== 'sent') throw new RuleError('recall.not-sent', { number: row._id });
  const messages = await messagesOf(ctx.store, row, rulesOf(ctx, { trainingClass }).reminders);
  const copies = await ctx.store.recalls.copies(messages.map(({ key }) => key));
  const waiting = copies.filter((each) => each.state === 'due').length;
  const sent = copies.filter((each) => each.state === 'sent' || each.state === 'sending').length;
  await ctx.reply(recallWords.preview(ctx.update.id, receiversSaid(row, trainingClass), row, sent, waiting));
}

async function confirm(ctx: Context, { row, trainingClass }: Found): Promise<void> {
  const { notices, materials } = ctx.store;
  const by = { recalledBy: ctx.person._id, recalledAt: ctx.now, recalledByUpdate: ctx.update.id };
  if (!(await (isMaterial(row) ? materials : notices).recall(row._id, by)))
    throw new RuleError('recall.done', { number: row._id });
  const messages = await messagesOf(ctx.store, row, rulesOf(ctx, { trainingClass }).reminders);
  const card = voidCard(trainingClass, row);
  const { recalled, cancelled } = await recallMessages(ctx, messages, { card, recallOf: row._id });
  await recallInGroups(ctx, row);
  await ctx.settle(recallWords.recalled);
  await ctx.reply(recallWords.confirmed(row, recalled, cancelled));
}

/** `“一班”全体学员` */
function receiversSaid(row: SentToClass, trainingClass: ClassRow | undefined): string {
  return isMaterial(row) ? `“${trainingClass?.name ?? ''}”全体学员` : toWhom(row, aboutOf(row, trainingClass));
}

function voidCard(trainingClass: ClassRow | undefined, row: SentToClass): Card {
  const card = isMaterial(row)
    ? materialWords.card(trainingClass?.name ?? '', row)
    : noticeWords.card(aboutOf(row, trainingClass), row);
  const { link: _, ...words } = card;
  return { ...words, settled: recallWords.void(row) };
}

/** Tells each group that got the message. */
async function recallInGroups(ctx: Context, row: SentToClass): Promise<void> {
  const { deliveries, classGroups, recalls } = ctx.store;
  if (row.classId === undefined) return;
  for (const { platform, groupId } of await classGroups.ofClass(row.classId)) {
    const key = groupKey(`${isMaterial(row) ? 'material' : 'notice'}:${row._id}`, platform);
    await ctx.forestall([{ cadreId: `class:${row.classId}`, key }]);
    await recalls.cancel([key], ctx.update.id);
    const posted = await deliveries.byKey(key);
    if (posted === null || posted.state === 'cancelled') continue;
    const message = text(classGroupWords.recalled(recallWords.called(row)));
    await ctx.post({ platform, userId: groupId }, `class:${row.classId}`, message, `recall:${key}`);
  }
}

interface Found {
  row: SentToClass;
  /** Absent for a notice outside a class. */
  trainingClass: ClassRow | undefined;
}

/** The notice or material with this number, if the person may recall it. */
async function findSent(ctx: Context, number: string): Promise<Found> {
  const { notices, materials } = ctx.store;
  const found: SentToClass | null = (await notices.byId(number)) ?? (await materials.byId(number));
  const row = await ctx.requireFound(
    found !== null && isMaterial(found) ? 'material.send' : 'notice.send',
    found,
    placeOf,
    new RuleError('recall.unknown', { number }),
  );
  return { row, trainingClass: row.classId === undefined ? undefined : await findClass(ctx, row.classId) };
}
